package io.webgateway.agent.proxy.upstream;

import io.webgateway.agent.proxy.introduction.Introduction;
import io.webgateway.agent.proxy.transport.ConnectionLimits;
import io.webgateway.agent.routing.Cluster;
import io.webgateway.agent.routing.policy.UpstreamProtocol;

/**
 * What an open connection may be used for again: the same tenant at the same endpoint in the same
 * protocol, its TLS identity included, for the same visitor where the endpoint was told of one;
 * nothing else.
 *
 * @param tenant the owner's identity id
 * @param host as the endpoint is written
 * @param port 1 to 65535
 * @param protocol what is spoken
 * @param introduction what it begins with
 */
public record PoolKey(
    String tenant, String host, int port, UpstreamProtocol protocol, Introduction introduction) {
  private static final long OF_ONE_VISITOR_MILLIS = 5_000;

  /** The key of a tenant's endpoint. */
  public static PoolKey of(
      String tenant,
      Cluster.Endpoint.Address address,
      UpstreamProtocol protocol,
      Introduction introduction) {
    return new PoolKey(tenant, address.host(), address.port(), protocol, introduction);
  }

  /** Whether it leads to the same endpoint, whoever it is for. */
  boolean isSameEndpoint(PoolKey other) {
    return tenant.equals(other.tenant) && port == other.port && host.equals(other.host);
  }

  /** How long an idle connection is kept; not for long when only one visitor can use it. */
  long idleTimeoutMillis(ConnectionLimits limits) {
    return introduction instanceof Introduction.None
        ? limits.upstreamIdleTimeoutMillis()
        : Math.min(limits.upstreamIdleTimeoutMillis(), OF_ONE_VISITOR_MILLIS);
  }
}
