package io.webgateway.agent.proxy.health;

import io.webgateway.agent.routing.Cluster;
import io.webgateway.agent.routing.policy.UpstreamProtocol;
import io.webgateway.model.workload.policy.HealthPolicy;
import io.webgateway.model.workload.policy.ProxyProtocol;

/**
 * One endpoint that is checked, and how. Equal targets are the same check: its timer is left alone
 * when a table comes that has it too.
 *
 * @param cluster the cluster's id
 * @param endpoint of the cluster
 * @param port where it is asked
 * @param protocol what traffic speaks with it
 * @param serverName what visitors of a passed-through workload name, or empty
 * @param proxyProtocol how its connections begin
 * @param check what it is asked; never off
 * @param schedule when, and where
 */
record CheckTarget(
    String cluster,
    Cluster.Endpoint.Address endpoint,
    int port,
    UpstreamProtocol protocol,
    String serverName,
    ProxyProtocol proxyProtocol,
    HealthPolicy.ActiveCheck check,
    HealthPolicy.Schedule schedule) {

  /** {@code host:port} as the check asks for it. */
  String authority() {
    return new Cluster.Endpoint.Address(endpoint.host(), port, 1).text();
  }

  /** One of some event loops, the same for the same endpoint however often tables change. */
  int loopOf(int loops) {
    return Math.floorMod(31 * cluster.hashCode() + endpoint.text().hashCode(), loops);
  }
}
