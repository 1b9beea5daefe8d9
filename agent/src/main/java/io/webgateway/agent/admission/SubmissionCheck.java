package io.webgateway.agent.admission;

import io.webgateway.model.ledger.LedgerRecord;
import io.webgateway.rules.Refusal;
import java.util.List;
import java.util.Optional;

/** What this agent asks of a record beyond the ledger's rules. Called on the door's one thread. */
@FunctionalInterface
public interface SubmissionCheck {

  /**
   * Says what stands against a record.
   *
   * @param record the payload
   * @param sealed the sealed part that came with it
   */
  List<Refusal> check(LedgerRecord record, Optional<String> sealed);
}
