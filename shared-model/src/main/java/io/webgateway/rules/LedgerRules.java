package io.webgateway.rules;

import io.webgateway.model.identity.KeyUse;
import io.webgateway.model.ledger.AcceptedRecord;
import io.webgateway.model.ledger.DomainBody;
import io.webgateway.model.ledger.GenesisBody;
import io.webgateway.model.ledger.GrantBody;
import io.webgateway.model.ledger.IdentityBody;
import io.webgateway.model.ledger.LedgerRecord;
import io.webgateway.model.ledger.NameBody;
import io.webgateway.model.ledger.NodeBody;
import io.webgateway.model.ledger.PoolBody;
import io.webgateway.model.ledger.PortBody;
import io.webgateway.model.ledger.ProviderBody;
import io.webgateway.model.ledger.RecordKey;
import io.webgateway.model.ledger.RecordKind;
import io.webgateway.model.ledger.SignedRecord;
import io.webgateway.model.ledger.StatusBody;
import io.webgateway.model.ledger.WorkloadBody;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;

/**
 * Whether a record may follow what is on the ledger. Three steps, each only when the one before has
 * nothing to say: the envelope (ledger, version, link to the version before), the signature (a key
 * of the signer that is in force and may do this), and the rule of the record's kind.
 */
public final class LedgerRules {
  private LedgerRules() {}

  /**
   * Decides one record.
   *
   * @param next the record in question
   * @param view the ledger as it stands
   * @param at the moment of acceptance, by the operator's clock: receipt time
   * @param scope how far to look
   */
  public static Verdict decide(SignedRecord next, LedgerView view, Instant at, Scope scope) {
    Optional<AcceptedRecord> current = view.latest(next.key());
    if (current.isPresent() && current.get().signed().hash().equals(next.hash())) {
      return new Verdict.Unchanged();
    }
    List<Refusal> envelope = envelope(next, current, view);
    if (!envelope.isEmpty()) {
      return new Verdict.Refused(envelope);
    }
    return switch (SignerRules.decide(next, current, view, at, scope)) {
      case SignerRules.Unknown unknown -> new Verdict.Refused(List.of(unknown.refusal()));
      case SignerRules.Known known ->
          Verdict.of(ofKind(new Decision(next, current, known.uses(), view, at, scope)));
    };
  }

  /**
   * Decides a draft that is not signed yet, as if its signer's key might do everything.
   *
   * @param draft the record as it would be signed
   * @param view the ledger as it stands
   * @param at now, by the operator's clock
   */
  public static Verdict decideDraft(LedgerRecord draft, LedgerView view, Instant at) {
    SignedRecord unsigned = new SignedRecord("", "", "", Optional.empty(), draft);
    Optional<AcceptedRecord> current = view.latest(draft.key());
    List<Refusal> envelope = envelope(unsigned, current, view);
    return Verdict.of(
        envelope.isEmpty()
            ? ofKind(
                new Decision(
                    unsigned, current, EnumSet.allOf(KeyUse.class), view, at, Scope.LEDGER))
            : envelope);
  }

  private static List<Refusal> envelope(
      SignedRecord next, Optional<AcceptedRecord> current, LedgerView view) {
    LedgerRecord record = next.record();
    Optional<Refusal> ledger = ledgerId(record, view);
    if (ledger.isPresent()) {
      return List.of(ledger.get());
    }
    if (record.kind() == RecordKind.STATUS) {
      return statusVersion(record, current);
    }
    long expectedVersion = current.map(c -> c.signed().version() + 1).orElse(1L);
    Optional<String> expectedPrev = current.map(c -> c.signed().hash());
    if (record.version() != expectedVersion || !record.prev().equals(expectedPrev)) {
      return List.of(
          Refusal.conflict(
              "changed-meanwhile",
              "/version",
              record.key() + " is at version " + (expectedVersion - 1) + " now",
              "Read it again, and sign version " + expectedVersion + " on top of it"));
    }
    return List.of();
  }

  private static List<Refusal> statusVersion(
      LedgerRecord record, Optional<AcceptedRecord> current) {
    boolean grows = current.map(c -> record.version() > c.signed().version()).orElse(true);
    return grows && record.prev().isEmpty()
        ? List.of()
        : List.of(
            Refusal.conflict(
                "changed-meanwhile",
                "/version",
                "A newer status is there",
                "Count on from version " + current.map(c -> c.signed().version()).orElse(0L)));
  }

  private static Optional<Refusal> ledgerId(LedgerRecord record, LedgerView view) {
    Optional<AcceptedRecord> genesis = view.at(RecordKey.GENESIS, 1);
    String expected = genesis.map(g -> g.signed().hash()).orElse(LedgerRecord.SELF);
    if (record.ledger().equals(expected)
        && (genesis.isPresent() || record.kind() == RecordKind.GENESIS)) {
      return Optional.empty();
    }
    return Optional.of(
        Refusal.invalid(
            "other-ledger",
            "/ledger",
            "The record is for another ledger",
            "Sign for ledger " + expected));
  }

  private static List<Refusal> ofKind(Decision decision) {
    return switch (decision.record().body()) {
      case GenesisBody body -> GenesisRules.decide(body, decision);
      case IdentityBody body -> IdentityRules.decide(body, decision);
      case GrantBody body -> GrantRules.decide(body, decision);
      case ProviderBody body -> ProviderRules.decide(body, decision);
      case NodeBody body -> NodeRules.decide(body, decision);
      case PoolBody body -> PoolRules.decide(body, decision);
      case NameBody body -> NameRules.decide(body, decision);
      case DomainBody body -> DomainRules.decide(body, decision);
      case PortBody body -> PortRules.decide(body, decision);
      case WorkloadBody body -> WorkloadRules.decide(body, decision);
      case StatusBody body -> StatusRules.decide(body, decision);
    };
  }
}
