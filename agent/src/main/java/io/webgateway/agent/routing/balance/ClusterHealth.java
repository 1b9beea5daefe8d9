package io.webgateway.agent.routing.balance;

import io.webgateway.agent.routing.Cluster;
import java.util.List;

/**
 * How the endpoints of a cluster are, at one moment.
 *
 * @param endpoints in the cluster's order
 * @param panic so few are well that all get traffic
 */
public record ClusterHealth(List<EndpointHealth> endpoints, boolean panic) {
  /** Copies the list. */
  public ClusterHealth {
    endpoints = List.copyOf(endpoints);
  }

  /** How one is. */
  public enum Status {
    /** A check, or traffic, has shown that it is well. */
    HEALTHY,
    /** Active checks say that it is not. */
    UNHEALTHY,
    /** Traffic failed, so it is left out for a while. */
    EJECTED,
    /** Nothing has shown how it is, and it gets traffic. */
    UNKNOWN
  }

  /**
   * How one endpoint is.
   *
   * @param endpoint which
   * @param status how
   * @param sinceNanos when that began, on the clock of the state's callers
   * @param why a sentence for people: the last failure; empty when it is well
   */
  public record EndpointHealth(
      Cluster.Endpoint endpoint, Status status, long sinceNanos, String why) {
    /** Whether it gets traffic only when too few others do. */
    public boolean isUnwell() {
      return switch (status) {
        case UNHEALTHY, EJECTED -> true;
        case HEALTHY, UNKNOWN -> false;
      };
    }
  }
}
