package io.webgateway.agent.management.resource;

import io.webgateway.agent.admission.Submission;
import io.webgateway.agent.admission.SubmitOutcome;
import io.webgateway.agent.management.call.Answer;
import io.webgateway.agent.management.call.Call;
import io.webgateway.agent.management.call.CallRefused;
import io.webgateway.agent.management.call.Faults;
import io.webgateway.agent.management.port.ManagementPorts;
import io.webgateway.agent.routing.edit.EditEffect;
import io.webgateway.model.identity.IdentityId;
import io.webgateway.model.identity.Thumbprint;
import io.webgateway.model.ledger.AcceptedRecord;
import io.webgateway.model.ledger.LedgerRecord;
import io.webgateway.model.ledger.RecordKey;
import io.webgateway.rules.RefusalProblem;
import io.webgateway.wire.ReceiptCodec;
import io.webgateway.wire.RecordCodec;
import io.webgateway.wire.WireException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

/** What all areas of records have in common: one record, a page of them, and a new one. */
final class RecordArea {
  private static final int SCAN = 1_000;

  private final ManagementPorts ports;

  RecordArea(ManagementPorts ports) {
    this.ports = ports;
  }

  /** A key that a path names; bad names are not found. */
  static RecordKey key(Function<Call, RecordKey> maker, Call call) {
    try {
      return maker.apply(call);
    } catch (IllegalArgumentException e) {
      throw Faults.notFound("That record");
    }
  }

  /** An identity that a path names. */
  static IdentityId identity(Call call, String variable) {
    String text = call.variable(variable);
    if (!Thumbprint.isWellFormed(text)) {
      throw Faults.notFound("That identity");
    }
    return new IdentityId(text);
  }

  /** The newest record of a key; refuses the call when there is none. */
  AcceptedRecord latest(RecordKey key) {
    return ports.ledger().latest(key).orElseThrow(() -> Faults.notFound("The record " + key));
  }

  /** One record's view, with its hash as ETag. */
  Answer.Whole view(AcceptedRecord record, Object view) {
    return Answer.json(view).withETag(record.signed().hash());
  }

  /**
   * A page of all records of a kind that somebody may see. Looks at 1,000 records at most, so that
   * a page may be short.
   */
  Answer list(
      Call call,
      String prefix,
      Predicate<AcceptedRecord> visible,
      Function<AcceptedRecord, Object> view) {
    int limit = call.limit();
    String cursor = Page.cursor(call);
    String after = cursor.isEmpty() ? "" : prefix + cursor;
    List<Object> items = new ArrayList<>();
    Optional<String> last = Optional.empty();
    List<AcceptedRecord> scanned = ports.ledger().range(prefix, after, SCAN);
    for (AcceptedRecord record : scanned) {
      if (items.size() == limit) {
        return Answer.json(new Page(items, last));
      }
      if (visible.test(record)) {
        items.add(view.apply(record));
      }
      last = Optional.of(record.signed().key().text().substring(prefix.length()));
    }
    return Answer.json(new Page(items, scanned.size() < SCAN ? Optional.empty() : last));
  }

  /**
   * Sends a signed record to the door, or rehearses one.
   *
   * @param expected the key that the path names
   */
  Answer submit(Call call, RecordKey expected) {
    return submit(call, expected, _ -> Optional.empty());
  }

  /**
   * Sends a signed record to the door, or rehearses one.
   *
   * @param expected the key that the path names
   * @param effect what a signed record that would be accepted would end here
   */
  Answer submit(Call call, RecordKey expected, Function<Submission, Optional<EditEffect>> effect) {
    boolean dryRun = call.flag("dryRun");
    boolean isDraft =
        call.head().header("content-type").filter(type -> type.contains("json")).isPresent();
    if (isDraft && !dryRun) {
      throw Faults.unsupportedMediaType(List.of(Answer.JOSE + " (JSON with ?dryRun=true only)"));
    }
    SubmitOutcome outcome = outcome(call, expected, dryRun, isDraft);
    boolean isRehearsed = outcome instanceof SubmitOutcome.WouldBeAccepted;
    return isRehearsed && !isDraft
        ? Answer.json(new DryRun(true, effect.apply(parsed(() -> Submission.parse(call.text())))))
        : answer(outcome);
  }

  private SubmitOutcome outcome(Call call, RecordKey expected, boolean dryRun, boolean isDraft) {
    String body = call.text();
    if (isDraft) {
      LedgerRecord draft = parsed(() -> RecordCodec.parsePayload(body));
      requireKey(draft.key(), expected);
      return ports.door().rehearse(draft);
    }
    Submission submission = parsed(() -> Submission.parse(body));
    requireKey(submission.records().getFirst().key(), expected);
    return dryRun ? ports.door().rehearse(submission) : ports.door().submit(submission);
  }

  private static Answer answer(SubmitOutcome outcome) {
    return switch (outcome) {
      case SubmitOutcome.Accepted accepted -> {
        AcceptedRecord first = accepted.records().getFirst();
        yield new Answer.Whole(
                accepted.changed() ? 201 : 200, Answer.JOSE, Map.of(), ReceiptCodec.pair(first))
            .withETag(first.signed().hash());
      }
      case SubmitOutcome.WouldBeAccepted _ -> Answer.json(new DryRun(true, Optional.empty()));
      case SubmitOutcome.Refused refused ->
          throw new CallRefused(RefusalProblem.of(refused.refusals()));
    };
  }

  private record DryRun(boolean wouldBeAccepted, Optional<EditEffect> effect) {}

  private static void requireKey(RecordKey actual, RecordKey expected) {
    if (!actual.equals(expected)) {
      throw Faults.of(
          422,
          "other-key",
          "The content is not right",
          "/key",
          "The record is for " + actual + ", the path for " + expected,
          "Send the record to its own path");
    }
  }

  private static <T> T parsed(java.util.function.Supplier<T> reader) {
    try {
      return reader.get();
    } catch (WireException e) {
      throw Faults.badBody(
          e.pointer(),
          "This is no signed record: " + e.getMessage(),
          "Send what the client signed, one record a line");
    }
  }
}
