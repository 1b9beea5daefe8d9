package io.webgateway.agent.routing;

import io.webgateway.agent.routing.policy.StreamTls;
import io.webgateway.agent.routing.policy.UpstreamProtocol;

/**
 * One workload's TCP connections, found by the port they come to.
 *
 * @param workload as in {@link HttpRoute}
 * @param tenant as in {@link HttpRoute}
 * @param listener the name of its listener
 * @param tls whether TLS ends here
 * @param cluster where connections go; its protocol says whether TLS is spoken with endpoints, the
 *     version of HTTP means nothing
 * @param limits time limits of the connection: connect and idle
 */
public record TcpRoute(
    String workload,
    String tenant,
    String listener,
    StreamTls tls,
    Cluster cluster,
    ExchangeLimits limits)
    implements PortRoute {

  /** What is spoken with endpoints. */
  public UpstreamProtocol protocol() {
    return UpstreamProtocol.withoutHttp(cluster.protocol().tls());
  }
}
