package io.webgateway.client;

import io.webgateway.model.identity.IdentityId;
import io.webgateway.model.identity.KeyUse;
import io.webgateway.model.ledger.AcceptedRecord;
import io.webgateway.model.ledger.IdentityBody;
import io.webgateway.model.ledger.LedgerRecord;
import io.webgateway.model.ledger.RecordBody;
import io.webgateway.model.ledger.RecordKey;
import io.webgateway.model.ledger.RecordKind;
import io.webgateway.model.ledger.SignedRecord;
import io.webgateway.model.ledger.Signer;
import io.webgateway.wire.RecordCodec;
import io.webgateway.wire.SigningKey;
import io.webgateway.wire.WireException;
import java.time.Instant;
import java.util.Optional;

/** Builds the next version of records and signs them as one identity. */
public final class RecordDrafts {
  private final LedgerTrust trust;
  private final LedgerReader reader;
  private final KeyRing ring;

  RecordDrafts(LedgerTrust trust, LedgerReader reader, KeyRing ring) {
    this.trust = trust;
    this.reader = reader;
    this.ring = ring;
  }

  /** Who signs. */
  public IdentityId signer() {
    return ring.identity();
  }

  /** The signer's newest identity record. */
  Optional<AcceptedRecord> ownIdentity() {
    return reader.latest(RecordKey.identity(ring.identity()));
  }

  /** The unsigned next version of a key. */
  LedgerRecord draft(
      RecordKey key,
      Optional<AcceptedRecord> current,
      RecordBody body,
      Optional<AcceptedRecord> identity) {
    long signerVersion = identity.map(record -> record.signed().version()).orElse(0L);
    return new LedgerRecord(
        trust.ledger(),
        key,
        current.map(record -> record.signed().version() + 1).orElse(1L),
        current.map(record -> record.signed().hash()),
        new Signer(ring.identity(), signerVersion),
        body);
  }

  /** The signed next version of a key. */
  SignedRecord sign(
      RecordKey key,
      Optional<AcceptedRecord> current,
      RecordBody body,
      Optional<AcceptedRecord> identity,
      Instant now) {
    Optional<IdentityBody> listed = identity.map(record -> (IdentityBody) record.body());
    KeyUse use = key.kind() == RecordKind.NAME ? KeyUse.RENEW : KeyUse.OWN;
    return signed(draft(key, current, body, identity), ring.keyFor(use, listed, now));
  }

  private static SignedRecord signed(LedgerRecord draft, SigningKey key) {
    try {
      return RecordCodec.sign(draft, key);
    } catch (WireException e) {
      throw Problems.refused(
          422, "too-large", e.pointer(), String.valueOf(e.getMessage()), "Make it smaller");
    }
  }

  /** The next version of an identity, signed by its recovery key. */
  static SignedRecord signRecovery(
      String ledger, AcceptedRecord current, IdentityBody body, SigningKey recovery) {
    IdentityId id = new IdentityId(current.signed().key().segments().getFirst());
    return RecordCodec.signRevealing(
        new LedgerRecord(
            ledger,
            current.signed().key(),
            current.signed().version() + 1,
            Optional.of(current.signed().hash()),
            new Signer(id, current.signed().version()),
            body),
        recovery);
  }
}
