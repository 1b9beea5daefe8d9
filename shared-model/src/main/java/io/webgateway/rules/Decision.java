package io.webgateway.rules;

import io.webgateway.model.identity.IdentityId;
import io.webgateway.model.identity.KeyUse;
import io.webgateway.model.ledger.AcceptedRecord;
import io.webgateway.model.ledger.GenesisBody;
import io.webgateway.model.ledger.LedgerParameters;
import io.webgateway.model.ledger.LedgerRecord;
import io.webgateway.model.ledger.RecordBody;
import io.webgateway.model.ledger.RecordKey;
import io.webgateway.model.ledger.SignedRecord;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * What a rule for one kind is given.
 *
 * @param signed the record in question
 * @param current the record that it would follow
 * @param uses what the signing key may do
 * @param view the ledger
 * @param at the moment of acceptance: receipt time
 * @param scope how far the rule may look
 */
record Decision(
    SignedRecord signed,
    Optional<AcceptedRecord> current,
    Set<KeyUse> uses,
    LedgerView view,
    Instant at,
    Scope scope) {

  LedgerRecord record() {
    return signed.record();
  }

  RecordKey key() {
    return signed.key();
  }

  IdentityId signer() {
    return signed.record().signer().identity();
  }

  boolean mayOwn() {
    return uses.contains(KeyUse.OWN);
  }

  boolean looksAtLedger() {
    return scope == Scope.LEDGER;
  }

  /** The body of the record that this one would follow. */
  <T extends RecordBody> Optional<T> currentBody(Class<T> type) {
    return current.map(AcceptedRecord::body).map(type::cast);
  }

  /** The newest body under another key. */
  <T extends RecordBody> Optional<T> latest(RecordKey other, Class<T> type) {
    return view.latest(other).map(AcceptedRecord::body).map(type::cast);
  }

  /** The ledger's parameters; the defaults where genesis is not in view. */
  LedgerParameters parameters() {
    return latest(RecordKey.GENESIS, GenesisBody.class)
        .map(GenesisBody::parameters)
        .orElse(LedgerParameters.DEFAULT);
  }
}
