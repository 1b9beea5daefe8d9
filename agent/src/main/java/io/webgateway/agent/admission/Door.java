package io.webgateway.agent.admission;

import io.webgateway.model.ledger.LedgerRecord;

/**
 * Where records come in. Any thread; blocks until the outcome is on disk. A failing store is a
 * {@link io.webgateway.agent.ledger.StoreException}.
 */
public interface Door {

  /** Accepts a submission whole, or refuses it whole. */
  SubmitOutcome submit(Submission submission);

  /** Says what would become of a submission; writes nothing. */
  SubmitOutcome rehearse(Submission submission);

  /** Says what would become of a record that is not signed yet; writes nothing. */
  SubmitOutcome rehearse(LedgerRecord draft);
}
