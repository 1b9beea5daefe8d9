package io.webgateway.model.ledger;

import java.util.Optional;

/**
 * The payload of a signed record.
 *
 * @param ledger the ledger's id, the hash of its first genesis record; {@code self} in that record
 * @param key where it lives; names its kind
 * @param version 1 for the first, then one more each time; for status, any larger number
 * @param prev hash of the version before; empty in version 1 and in status
 * @param signer who signed it
 * @param body what it says
 */
public record LedgerRecord(
    String ledger,
    RecordKey key,
    long version,
    Optional<String> prev,
    Signer signer,
    RecordBody body) {

  /** The ledger id inside the first genesis record. */
  public static final String SELF = "self";

  /** What kind of record this is. */
  public RecordKind kind() {
    return key.kind();
  }
}
