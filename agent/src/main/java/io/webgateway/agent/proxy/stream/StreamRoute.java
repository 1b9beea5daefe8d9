package io.webgateway.agent.proxy.stream;

import io.webgateway.agent.routing.Cluster;
import io.webgateway.agent.routing.ExchangeLimits;
import io.webgateway.agent.routing.PassthroughRoute;
import io.webgateway.agent.routing.TcpRoute;
import io.webgateway.agent.routing.policy.UpstreamProtocol;
import io.webgateway.agent.routing.policy.UpstreamTls;
import io.webgateway.model.workload.policy.BackendLoss;

/**
 * What a connection that is relayed goes by, whether its server name or its port has found it.
 *
 * @param workload {@code <label>/<id>}
 * @param tenant the owner's identity id
 * @param cluster where it goes
 * @param protocol whether TLS is begun with the backend
 * @param limits to connect, and of silence
 * @param passedThrough whether the bytes are TLS between visitor and backend
 */
public record StreamRoute(
    String workload,
    String tenant,
    Cluster cluster,
    UpstreamProtocol protocol,
    ExchangeLimits limits,
    boolean passedThrough) {
  private static final UpstreamProtocol UNTOUCHED =
      UpstreamProtocol.withoutHttp(new UpstreamTls.Off());

  /** Of a connection found by its server name: the visitor's TLS is the backend's. */
  public static StreamRoute of(PassthroughRoute route) {
    return new StreamRoute(
        route.workload(), route.tenant(), route.cluster(), UNTOUCHED, route.limits(), true);
  }

  /** Of a connection found by its port. */
  public static StreamRoute of(TcpRoute route) {
    return new StreamRoute(
        route.workload(), route.tenant(), route.cluster(), route.protocol(), route.limits(), false);
  }

  /**
   * What may be resumed of one of its connections. Of TLS that is passed through nothing that was
   * answered: its keys are the backend's. But its first flight was not acted upon, and may begin
   * anew with another one.
   *
   * @param firstBytes that are in hand when the first backend is found
   */
  ResumingEnd.Terms resumption(BackendLoss.Wait wait, int firstBytes) {
    if (passedThrough) {
      return new ResumingEnd.Terms(false, firstBytes, false);
    }
    return new ResumingEnd.Terms(
        wait.resumes(),
        wait.resumes() ? wait.replayBytes() : 0,
        protocol.tls() instanceof UpstreamTls.On);
  }

  /** What is begun with the backends of a version of the cluster. */
  UpstreamProtocol protocolOf(Cluster version) {
    return passedThrough ? UNTOUCHED : UpstreamProtocol.withoutHttp(version.protocol().tls());
  }
}
