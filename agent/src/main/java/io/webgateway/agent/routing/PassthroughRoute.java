package io.webgateway.agent.routing;

import java.util.Set;

/**
 * One workload's TLS connections, found by server name and not touched.
 *
 * @param workload as in {@link HttpRoute}
 * @param tenant as in {@link HttpRoute}
 * @param hosts as in {@link HttpRoute}
 * @param cluster where connections go
 * @param limits time limits of the connection; there is no first byte to wait for
 */
public record PassthroughRoute(
    String workload, String tenant, Set<String> hosts, Cluster cluster, ExchangeLimits limits)
    implements HostRoute {

  /** Copies the set. */
  public PassthroughRoute {
    hosts = Set.copyOf(hosts);
  }
}
