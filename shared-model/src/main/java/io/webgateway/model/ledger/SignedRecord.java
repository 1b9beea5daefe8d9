package io.webgateway.model.ledger;

import io.webgateway.model.identity.PublicKey;
import java.util.Optional;

/**
 * A record with the exact text that was signed. Only {@code io.webgateway.wire} makes these, from
 * that text; the text is what is stored, hashed and verified.
 *
 * @param compact the JWS compact serialisation (RFC 7515 section 7.1)
 * @param hash SHA-256 of {@code compact}, base64url: the record's ETag
 * @param keyId thumbprint of the key that signed it
 * @param revealedKey the signing key itself, present only where the ledger does not know it yet: a
 *     recovery key, which the identity record names by thumbprint alone
 * @param record the payload
 */
public record SignedRecord(
    String compact,
    String hash,
    String keyId,
    Optional<PublicKey> revealedKey,
    LedgerRecord record) {

  /** Where the record lives. */
  public RecordKey key() {
    return record.key();
  }

  /** The record's version. */
  public long version() {
    return record.version();
  }
}
