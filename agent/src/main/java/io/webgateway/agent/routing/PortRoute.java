package io.webgateway.agent.routing;

/** One workload's routing by a listener that is its alone: a port of the pool. */
public sealed interface PortRoute permits TcpRoute, UdpRoute {
  /** The workload's key on the ledger without its kind, {@code <label>/<id>}. */
  String workload();

  /** The owner's identity id; upstream connections are never shared across tenants. */
  String tenant();

  /** The name of its listener, see {@link Listener#portName}. */
  String listener();

  /** Where its traffic goes. */
  Cluster cluster();
}
