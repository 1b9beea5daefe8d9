package io.webgateway.agent.admission;

import io.webgateway.model.ledger.AcceptedRecord;
import io.webgateway.model.ledger.LedgerRecord;
import io.webgateway.model.ledger.Receipt;
import io.webgateway.model.ledger.RecordKey;
import io.webgateway.model.ledger.RecordKind;
import io.webgateway.model.ledger.SignedRecord;
import io.webgateway.rules.LedgerRules;
import io.webgateway.rules.Refusal;
import io.webgateway.rules.Scope;
import io.webgateway.rules.Verdict;
import io.webgateway.wire.ReceiptCodec;
import io.webgateway.wire.SigningKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Decides the submissions of one batch, each on top of those before it. One thread. */
final class BatchDecision {
  private final DoorView view;
  private final CommitPlan plan;
  private final SigningKey operatorKey;
  private final ReceiptClock clock;
  private final List<SubmissionCheck> checks;
  private boolean acceptedAny;

  BatchDecision(
      DoorView view,
      CommitPlan plan,
      SigningKey operatorKey,
      ReceiptClock clock,
      List<SubmissionCheck> checks) {
    this.view = view;
    this.plan = plan;
    this.operatorKey = operatorKey;
    this.clock = clock;
    this.checks = checks;
  }

  boolean acceptedAny() {
    return acceptedAny;
  }

  SubmitOutcome decide(Submission submission) {
    SubmitOutcome outcome = decideRecords(submission);
    if (outcome instanceof SubmitOutcome.Accepted accepted && accepted.changed()) {
      acceptedAny = true;
    }
    return outcome;
  }

  SubmitOutcome rehearse(Submission submission) {
    SubmitOutcome outcome = decideRecords(submission);
    return outcome instanceof SubmitOutcome.Accepted
        ? new SubmitOutcome.WouldBeAccepted()
        : outcome;
  }

  SubmitOutcome rehearse(LedgerRecord draft) {
    List<Refusal> refusals = new ArrayList<>();
    if (LedgerRules.decideDraft(draft, view, clock.preview()) instanceof Verdict.Refused refused) {
      refusals.addAll(refused.refusals());
    }
    return refusals.isEmpty()
        ? new SubmitOutcome.WouldBeAccepted()
        : new SubmitOutcome.Refused(refusals);
  }

  private SubmitOutcome decideRecords(Submission submission) {
    List<AcceptedRecord> accepted = new ArrayList<>();
    List<Refusal> refusals = new ArrayList<>();
    List<Follows> workloads = new ArrayList<>();
    boolean changed = false;
    for (SignedRecord signed : submission.records()) {
      Optional<AcceptedRecord> known = known(signed);
      if (known.isPresent()) {
        accepted.add(known.get());
        continue;
      }
      Optional<AcceptedRecord> before = view.latest(signed.key());
      Instant at = clock.next();
      switch (LedgerRules.decide(signed, view, at, Scope.LEDGER)) {
        case Verdict.Refused refused -> refusals.addAll(refused.refusals());
        case Verdict.Unchanged unchanged -> accepted.add(before.orElseThrow());
        case Verdict.Accepted yes -> {
          AcceptedRecord fresh = receipted(signed, at);
          view.stage(fresh);
          plan.add(fresh, before, submission.sealed());
          accepted.add(fresh);
          changed = true;
          if (signed.record().kind() == RecordKind.WORKLOAD) {
            workloads.add(new Follows(signed.record(), before));
          }
        }
      }
    }
    workloads.forEach(w -> refusals.addAll(whole(w, submission.sealed())));
    return refusals.isEmpty()
        ? new SubmitOutcome.Accepted(accepted, changed)
        : new SubmitOutcome.Refused(refusals);
  }

  private record Follows(LedgerRecord record, Optional<AcceptedRecord> before) {}

  private List<Refusal> whole(Follows workload, Optional<String> sealed) {
    List<Refusal> refusals =
        new ArrayList<>(WholenessRules.decide(workload.record(), workload.before(), sealed, view));
    if (refusals.isEmpty()) {
      checks.forEach(check -> refusals.addAll(check.check(workload.record(), sealed)));
    }
    return refusals;
  }

  /** The very same record, accepted before: its sender may have missed the answer. */
  private Optional<AcceptedRecord> known(SignedRecord signed) {
    return signed.record().kind() == RecordKind.STATUS
        ? Optional.empty()
        : view.at(signed.key(), signed.version())
            .filter(known -> known.signed().hash().equals(signed.hash()));
  }

  private AcceptedRecord receipted(SignedRecord signed, Instant at) {
    String ledger = view.at(RecordKey.GENESIS, 1).map(g -> g.signed().hash()).orElse(signed.hash());
    Receipt receipt = new Receipt(ledger, signed.key(), signed.version(), signed.hash(), at);
    return new AcceptedRecord(signed, ReceiptCodec.sign(receipt, operatorKey));
  }
}
