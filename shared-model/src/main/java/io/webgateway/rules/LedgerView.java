package io.webgateway.rules;

import io.webgateway.model.identity.IdentityId;
import io.webgateway.model.ledger.AcceptedRecord;
import io.webgateway.model.ledger.RecordKey;
import java.time.Instant;
import java.util.Optional;

/** The part of the ledger that a decision looks at. Answers must not change during a decision. */
public interface LedgerView {

  /** A key's newest record. */
  Optional<AcceptedRecord> latest(RecordKey key);

  /** A key's record of one version. */
  Optional<AcceptedRecord> at(RecordKey key, long version);

  /** How many names an identity holds that count against one sponsor's grant. */
  int namesHeld(IdentityId sponsor, IdentityId owner, Instant at);

  /** How many ports an identity holds on one provider's pools. */
  int portsHeld(IdentityId provider, IdentityId owner);
}
