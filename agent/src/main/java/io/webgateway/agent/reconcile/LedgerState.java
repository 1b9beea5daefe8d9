package io.webgateway.agent.reconcile;

import io.webgateway.agent.proxy.ApplyReport;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * How the node stands with its ledger, for the API.
 *
 * @param pool the pool that the node serves; empty until it is enrolled
 * @param reachable whether the ledger answered when it was last asked
 * @param verifiedAt when the served picture was last compared with the ledger
 * @param divergences by key, where the ledger's store contradicts what the node has accepted
 * @param applied what the data plane answered last
 */
public record LedgerState(
    Optional<String> pool,
    boolean reachable,
    Instant verifiedAt,
    Map<String, String> divergences,
    Optional<ApplyReport> applied) {

  /** Copies the map. */
  public LedgerState {
    divergences = Map.copyOf(divergences);
  }
}
