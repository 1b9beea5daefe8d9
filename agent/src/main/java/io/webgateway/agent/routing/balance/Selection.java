package io.webgateway.agent.routing.balance;

import io.webgateway.agent.routing.Cluster;

/** What became of asking for an endpoint. */
public sealed interface Selection {
  /**
   * This one.
   *
   * @param endpoint of the cluster
   * @param lease has begun; the receiver ends it when its request, connection or flow is over
   * @param connections to this endpoint, for those that keep connections open for others; one that
   *     has a connection for as long as its lease need not count it
   * @param stickyId what the visitor's cookie should say from now on; empty without stickiness by
   *     cookie
   */
  record Chosen(Cluster.Endpoint endpoint, Lease lease, Connections connections, String stickyId)
      implements Selection {}

  /** Those that could take it have no room by the circuit limits. */
  record Full() implements Selection {}

  /** Every endpoint was tried. */
  record Exhausted() implements Selection {}
}
