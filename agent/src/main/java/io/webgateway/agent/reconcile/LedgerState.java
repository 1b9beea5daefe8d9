package io.webgateway.agent.reconcile;

import io.webgateway.agent.proxy.ApplyReport;
import io.webgateway.model.identity.IdentityId;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * How the node stands with its ledger, for the API.
 *
 * @param pool the pool that the node serves; empty until it is enrolled
 * @param provider who runs the node; empty until it is enrolled
 * @param reachable whether the ledger answered when it was last asked
 * @param verifiedAt when the served picture was last compared with the ledger
 * @param divergences by key, where the ledger's store contradicts what the node has accepted
 * @param applied what the data plane answered last
 */
public record LedgerState(
    Optional<String> pool,
    Optional<IdentityId> provider,
    boolean reachable,
    Instant verifiedAt,
    Map<String, String> divergences,
    Optional<ApplyReport> applied) {

  /** Before the ledger was asked for the first time. */
  public static final LedgerState NOTHING_YET =
      new LedgerState(
          Optional.empty(), Optional.empty(), false, Instant.EPOCH, Map.of(), Optional.empty());

  /** Copies the map. */
  public LedgerState {
    divergences = Map.copyOf(divergences);
  }
}
