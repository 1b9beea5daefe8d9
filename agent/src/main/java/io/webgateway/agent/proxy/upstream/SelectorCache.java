package io.webgateway.agent.proxy.upstream;

import io.webgateway.agent.routing.Cluster;
import io.webgateway.agent.routing.EndpointSelector;
import io.webgateway.agent.routing.RouteTable;
import java.util.HashMap;
import java.util.Map;

/**
 * The selectors of one event loop, kept over edits so that an edit does not forget which endpoints
 * are down. Bounded by the table: selectors of clusters that left it are dropped with the first
 * exchange or connection after the swap. Confined to the event loop.
 */
public final class SelectorCache {
  private final Map<String, EndpointSelector> byCluster = new HashMap<>();
  private long tableVersion = -1;

  /** The selector of a cluster of this table. */
  public EndpointSelector of(Cluster cluster, RouteTable table) {
    if (table.version() != tableVersion) {
      tableVersion = table.version();
      byCluster.keySet().retainAll(table.clusterIds());
    }
    EndpointSelector known = byCluster.get(cluster.id());
    if (known != null && known.cluster().equals(cluster)) {
      return known;
    }
    EndpointSelector fresh =
        known == null ? new EndpointSelector(cluster) : known.forCluster(cluster);
    byCluster.put(cluster.id(), fresh);
    return fresh;
  }
}
