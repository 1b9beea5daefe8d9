package io.webgateway.agent.admission;

import io.webgateway.model.ledger.AcceptedRecord;
import io.webgateway.rules.Refusal;
import java.util.List;

/** What became of a {@link Submission}. */
public sealed interface SubmitOutcome {

  /**
   * It is on the ledger, on disk.
   *
   * @param records the records with their receipts, in the order of the submission
   * @param changed false when all of it was there already
   */
  record Accepted(List<AcceptedRecord> records, boolean changed) implements SubmitOutcome {
    /** Copies the list. */
    public Accepted {
      records = List.copyOf(records);
    }
  }

  /** It would be accepted; nothing was written. */
  record WouldBeAccepted() implements SubmitOutcome {}

  /**
   * Nothing was written.
   *
   * @param refusals everything that stands against it
   */
  record Refused(List<Refusal> refusals) implements SubmitOutcome {
    /** Copies the list. */
    public Refused {
      refusals = List.copyOf(refusals);
    }
  }
}
