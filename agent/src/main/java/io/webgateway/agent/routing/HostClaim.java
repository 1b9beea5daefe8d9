package io.webgateway.agent.routing;

/** What a host or wildcard was given to; immutable. */
sealed interface HostClaim {
  /**
   * TLS ends here, and requests go by path.
   *
   * @param index of the paths
   */
  record Paths(PathIndex index) implements HostClaim {}

  /**
   * All of it goes to one workload, unread.
   *
   * @param decision made once, not per connection
   */
  record Whole(TlsDecision.Passthrough decision) implements HostClaim {}
}
