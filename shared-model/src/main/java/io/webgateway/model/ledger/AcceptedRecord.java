package io.webgateway.model.ledger;

import java.time.Instant;

/**
 * A record and the receipt of its acceptance.
 *
 * @param signed the record
 * @param receipt its receipt
 */
public record AcceptedRecord(SignedRecord signed, SignedReceipt receipt) {

  /** When the operator accepted it. */
  public Instant acceptedAt() {
    return receipt.receipt().time();
  }

  /** The payload. */
  public LedgerRecord record() {
    return signed.record();
  }

  /** What the record says. */
  public RecordBody body() {
    return signed.record().body();
  }
}
