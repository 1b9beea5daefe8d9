package io.webgateway.agent.routing;

import io.webgateway.agent.routing.policy.TlsPolicy;

/** What a host or wildcard was given to; immutable. */
sealed interface HostClaim {
  /**
   * TLS ends here, and requests go by path.
   *
   * @param index of the paths
   * @param tenant of the workload that had the host first
   * @param tls what all of its workloads agree on
   */
  record Paths(PathIndex index, String tenant, TlsPolicy tls) implements HostClaim {}

  /**
   * All of it goes to one workload, unread.
   *
   * @param decision made once, not per connection
   */
  record Whole(TlsDecision.Passthrough decision) implements HostClaim {}
}
