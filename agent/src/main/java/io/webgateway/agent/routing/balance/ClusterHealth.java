package io.webgateway.agent.routing.balance;

import io.webgateway.agent.routing.Cluster;
import java.util.List;
import java.util.Optional;

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
   * The last checks of an endpoint say another thing than those before; a few more decide.
   *
   * @param failed whether they failed, or passed
   * @param checks how many in a row
   * @param needed how many in a row change the status
   * @param why what the last one said, for people; empty when it passed
   */
  public record Doubt(boolean failed, int checks, int needed, String why) {}

  /**
   * How one endpoint is.
   *
   * @param endpoint which
   * @param status how
   * @param sinceNanos when that began, on the clock of the state's callers
   * @param why a sentence for people: the last failure; empty when it is well
   * @param doubt what the last checks say against it, until they are enough
   */
  public record EndpointHealth(
      Cluster.Endpoint endpoint,
      Status status,
      long sinceNanos,
      String why,
      Optional<Doubt> doubt) {
    /** Whether it gets traffic only when too few others do. */
    public boolean isUnwell() {
      return switch (status) {
        case UNHEALTHY, EJECTED -> true;
        case HEALTHY, UNKNOWN -> false;
      };
    }
  }
}
