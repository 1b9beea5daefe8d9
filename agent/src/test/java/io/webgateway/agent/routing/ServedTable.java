package io.webgateway.agent.routing;

import io.webgateway.agent.routing.policy.UpstreamProtocol;
import io.webgateway.agent.routing.policy.VisitorPolicy;
import java.util.List;
import java.util.Set;

/** A table that serves one workload and nothing else, for what only looks at tables. */
public final class ServedTable {
  private ServedTable() {}

  /**
   * Serves it on {@code blog.example}.
   *
   * @param workload {@code <label>/<id>}
   * @param owner the identity id of its tenant
   * @param backend the host of its one endpoint
   */
  public static RouteTable of(String workload, String owner, String backend, int port) {
    Cluster.Endpoint endpoint = new Cluster.Endpoint.Address(backend, port, 1);
    return RouteTableCompiler.compile(
        new RouteInputs(
            1,
            List.of(),
            List.of(
                new HttpRoute(
                    workload,
                    owner,
                    Set.of("blog.example"),
                    "/",
                    VisitorPolicy.SERVE,
                    new Cluster(workload, UpstreamProtocol.DEFAULT, List.of(endpoint)),
                    ExchangeLimits.DEFAULT)),
            List.of(),
            (address, at) -> new BackendPolicy.Verdict.Allowed()));
  }
}
