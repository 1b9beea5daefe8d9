package io.webgateway.agent.proxy.stream;

import io.webgateway.agent.routing.Cluster;
import io.webgateway.agent.routing.ExchangeLimits;
import io.webgateway.agent.routing.PassthroughRoute;
import io.webgateway.agent.routing.TcpRoute;
import io.webgateway.agent.routing.policy.UpstreamProtocol;
import io.webgateway.agent.routing.policy.UpstreamTls;

/**
 * What a connection that is relayed goes by, whether its server name or its port has found it.
 *
 * @param workload {@code <label>/<id>}
 * @param tenant the owner's identity id
 * @param cluster where it goes
 * @param protocol whether TLS is begun with the backend
 * @param limits to connect, and of silence
 */
public record StreamRoute(
    String workload,
    String tenant,
    Cluster cluster,
    UpstreamProtocol protocol,
    ExchangeLimits limits) {
  private static final UpstreamProtocol UNTOUCHED =
      UpstreamProtocol.withoutHttp(new UpstreamTls.Off());

  /** Of a connection found by its server name: the visitor's TLS is the backend's. */
  public static StreamRoute of(PassthroughRoute route) {
    return new StreamRoute(
        route.workload(), route.tenant(), route.cluster(), UNTOUCHED, route.limits());
  }

  /** Of a connection found by its port. */
  public static StreamRoute of(TcpRoute route) {
    return new StreamRoute(
        route.workload(), route.tenant(), route.cluster(), route.protocol(), route.limits());
  }
}
