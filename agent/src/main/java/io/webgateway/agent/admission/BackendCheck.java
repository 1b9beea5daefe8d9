package io.webgateway.agent.admission;

import io.webgateway.agent.routing.BackendPolicy;
import io.webgateway.agent.routing.PrefixBackendPolicy;
import io.webgateway.model.ledger.LedgerRecord;
import io.webgateway.model.ledger.WorkloadBody;
import io.webgateway.model.workload.Backend;
import io.webgateway.model.workload.PublicPart;
import io.webgateway.model.workload.SealedPart;
import io.webgateway.model.workload.WorkloadParts;
import io.webgateway.rules.Refusal;
import io.webgateway.rules.SealedPartRules;
import io.webgateway.wire.DecryptionKey;
import io.webgateway.wire.SealedPartCodec;
import io.webgateway.wire.WireException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Refuses a workload at the door when this node is of its pool and would refuse its sealed part or
 * its backends anyway: the tenant learns it in the same call instead of from a condition.
 */
public final class BackendCheck implements SubmissionCheck {
  private final Supplier<Optional<String>> pool;
  private final DecryptionKey poolKey;
  private final Supplier<PrefixBackendPolicy> policy;
  private final InstantSource clock;

  /**
   * Makes one.
   *
   * @param pool this node's pool, empty until it is enrolled
   * @param poolKey opens sealed parts of that pool
   * @param policy the node's policy
   * @param clock the node's clock
   */
  public BackendCheck(
      Supplier<Optional<String>> pool,
      DecryptionKey poolKey,
      Supplier<PrefixBackendPolicy> policy,
      InstantSource clock) {
    this.pool = pool;
    this.poolKey = poolKey;
    this.policy = policy;
    this.clock = clock;
  }

  @Override
  public List<Refusal> check(LedgerRecord record, Optional<String> sealed) {
    WorkloadBody body = (WorkloadBody) record.body();
    boolean ours = pool.get().map(body.pools()::contains).orElse(false);
    if (!ours || body.deleted() || sealed.isEmpty()) {
      return List.of();
    }
    try {
      SealedPart part = SealedPartCodec.open(sealed.get(), poolKey);
      return sealedPart(part, record, body.spec());
    } catch (WireException e) {
      return List.of(
          Refusal.invalid(
              "sealed-part-unreadable",
              "/sealed",
              "This pool cannot open the sealed part",
              "Seal it to the encryption key in the pool's record"));
    }
  }

  private List<Refusal> sealedPart(SealedPart part, LedgerRecord record, PublicPart spec) {
    String path = String.join("/", record.key().segments());
    List<Refusal> refusals =
        new ArrayList<>(
            SealedPartRules.decide(
                new WorkloadParts(spec, part), path, record.signer().identity()));
    if (!refusals.isEmpty()) {
      return refusals;
    }
    refusals.addAll(SealedPartRules.today(part, clock.instant()));
    for (int i = 0; i < part.backends().size(); i++) {
      backend(part.backends().get(i), "/backends/" + i).ifPresent(refusals::add);
    }
    return refusals;
  }

  private Optional<Refusal> backend(Backend backend, String pointer) {
    return switch (policy.get().decideText(backend.address())) {
      case BackendPolicy.Verdict.Allowed _ -> Optional.empty();
      case BackendPolicy.Verdict.Refused refused ->
          Optional.of(
              Refusal.notAllowed(
                  "backend-" + refused.code(),
                  pointer + "/address",
                  backend.address() + ": " + refused.reason(),
                  "Use an overlay address, or one that the pool's provider lists"));
    };
  }
}
