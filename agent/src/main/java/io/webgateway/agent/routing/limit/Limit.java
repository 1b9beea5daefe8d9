package io.webgateway.agent.routing.limit;

/**
 * One of the limits that can refuse.
 *
 * @param whose who has taken all of it
 * @param what of what
 */
public record Limit(Whose whose, What what) {
  /** Who has a limit. */
  public enum Whose {
    /** One visitor of a workload: an IPv4 address, or the first 64 bits of an IPv6 address. */
    CLIENT,
    /** All visitors of a workload together. */
    WORKLOAD,
    /** All workloads of a tenant together. */
    TENANT
  }

  /** What is limited. */
  public enum What {
    /** Open at once. */
    CONNECTIONS,
    /** New ones per second. */
    NEW_CONNECTIONS,
    /** Per second. */
    REQUESTS
  }
}
