package io.webgateway.agent.proxy.upstream;

import io.webgateway.agent.routing.Cluster;

/**
 * What an open connection may be used for again: the same tenant at the same endpoint, nobody else.
 *
 * @param tenant the owner's identity id
 * @param host as the endpoint is written
 * @param port 1 to 65535
 */
public record PoolKey(String tenant, String host, int port) {
  /** The key of a tenant's endpoint. */
  public static PoolKey of(String tenant, Cluster.Endpoint.Address address) {
    return new PoolKey(tenant, address.host(), address.port());
  }
}
