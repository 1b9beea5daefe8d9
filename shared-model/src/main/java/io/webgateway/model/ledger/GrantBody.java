package io.webgateway.model.ledger;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A provider's permission to an identity, and what the provider has decided about that identity's
 * work on its pools.
 *
 * @param maxNames how many names the identity may hold with this provider as sponsor
 * @param maxPorts how many ports it may claim on this provider's pools
 * @param bandwidthBitsPerSecond the ceiling for its workloads on one node, in each direction; 0
 *     means none is set
 * @param pools the pool domains that the grant covers; empty means all of the provider's
 * @param view whether the identity may see the status of nodes and all workloads there
 * @param notAfter from when on nothing new may be taken under it
 * @param approvals what may run on pools that ask for approval, as {@code <namespace>} or {@code
 *     <namespace>/<id>}
 * @param suspensions what must not be served on this provider's pools
 * @param ceiling what all its workloads together may take on one node; empty sets none
 */
public record GrantBody(
    int maxNames,
    int maxPorts,
    long bandwidthBitsPerSecond,
    List<String> pools,
    boolean view,
    Instant notAfter,
    List<String> approvals,
    List<Suspension> suspensions,
    Optional<Ceiling> ceiling)
    implements RecordBody {

  /** Copies the lists. */
  public GrantBody {
    pools = List.copyOf(pools);
    approvals = List.copyOf(approvals);
    suspensions = List.copyOf(suspensions);
  }

  /** A grant without a ceiling. */
  public GrantBody(
      int maxNames,
      int maxPorts,
      long bandwidthBitsPerSecond,
      List<String> pools,
      boolean view,
      Instant notAfter,
      List<String> approvals,
      List<Suspension> suspensions) {
    this(
        maxNames,
        maxPorts,
        bandwidthBitsPerSecond,
        pools,
        view,
        notAfter,
        approvals,
        suspensions,
        Optional.empty());
  }

  /**
   * What all workloads of an identity together may take on one node; 0 for no limit.
   *
   * @param maxConnections open at once, flows of UDP among them, 0 to 1,000,000
   * @param connectionsPerSecond new ones, 0 to 1,000,000
   * @param requestsPerSecond of HTTP, 0 to 1,000,000
   */
  public record Ceiling(int maxConnections, int connectionsPerSecond, int requestsPerSecond) {
    /** No limits; a grant says so by naming no ceiling. */
    public static final Ceiling NONE = new Ceiling(0, 0, 0);
  }

  /** Whether the grant speaks of this pool. */
  public boolean covers(String pool) {
    return pools.isEmpty() || pools.contains(pool);
  }

  /** Whether a workload was approved. */
  public boolean approves(String namespace, String id) {
    return approvals.contains(namespace) || approvals.contains(namespace + "/" + id);
  }

  @Override
  public RecordKind kind() {
    return RecordKind.GRANT;
  }
}
