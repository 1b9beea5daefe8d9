package io.webgateway.agent.routing;

import java.util.Set;

/**
 * One workload's routing by host name. A host is either ended here or passed through, so all kinds
 * are claims on the same hosts.
 */
public sealed interface HostRoute permits HttpRoute, PassthroughRoute {
  /** The workload's key on the ledger without its kind, {@code <label>/<id>}. */
  String workload();

  /** The owner's identity id; upstream connections are never shared across tenants. */
  String tenant();

  /** Lower-case A-label host names; a leading {@code *.} stands for exactly one label. */
  Set<String> hosts();

  /** Where its traffic goes. */
  Cluster cluster();
}
