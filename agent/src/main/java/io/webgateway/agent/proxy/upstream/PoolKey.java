package io.webgateway.agent.proxy.upstream;

import io.webgateway.agent.routing.Cluster;
import io.webgateway.agent.routing.policy.UpstreamProtocol;

/**
 * What an open connection may be used for again: the same tenant at the same endpoint in the same
 * protocol, its TLS identity included; nothing else.
 *
 * @param tenant the owner's identity id
 * @param host as the endpoint is written
 * @param port 1 to 65535
 * @param protocol what is spoken
 */
public record PoolKey(String tenant, String host, int port, UpstreamProtocol protocol) {
  /** The key of a tenant's endpoint. */
  public static PoolKey of(
      String tenant, Cluster.Endpoint.Address address, UpstreamProtocol protocol) {
    return new PoolKey(tenant, address.host(), address.port(), protocol);
  }
}
