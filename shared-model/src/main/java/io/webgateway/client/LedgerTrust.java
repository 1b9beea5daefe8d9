package io.webgateway.client;

import io.webgateway.model.identity.IdentityId;
import io.webgateway.model.identity.IdentityKey;
import io.webgateway.model.identity.PublicKey;
import io.webgateway.model.ledger.AcceptedRecord;
import io.webgateway.model.ledger.GenesisBody;
import io.webgateway.model.ledger.IdentityBody;
import io.webgateway.model.ledger.LedgerParameters;
import io.webgateway.model.ledger.Receipt;
import io.webgateway.model.ledger.RecordKey;
import io.webgateway.model.ledger.RecordKind;
import io.webgateway.model.ledger.SignedRecord;
import io.webgateway.rules.LedgerRules;
import io.webgateway.rules.ReplayedLedger;
import io.webgateway.rules.Scope;
import io.webgateway.rules.Verdict;
import io.webgateway.wire.ReceiptCodec;
import io.webgateway.wire.RecordCodec;
import java.util.Optional;

/**
 * What can be believed of a ledger without believing the agent that tells it: genesis hashes to the
 * ledger's id, every later genesis and identity is signed by the one before, receipts are signed by
 * the operators, records by keys that their signers' identities list. An agent may still hold back
 * newer records; {@code ledger verify} and the nodes' own memory show that.
 */
public final class LedgerTrust {
  private final LedgerReader reader;
  private final String ledger;
  private final GenesisBody genesis;

  private LedgerTrust(LedgerReader reader, String ledger, GenesisBody genesis) {
    this.reader = reader;
    this.ledger = ledger;
    this.genesis = genesis;
  }

  /**
   * Reads and verifies genesis.
   *
   * @param expected the ledger's id where it is known; otherwise the first one seen is taken
   * @throws UntrustedException when genesis is not what it should be
   */
  public static LedgerTrust establish(LedgerReader reader, Optional<String> expected) {
    ReplayedLedger replayed = new ReplayedLedger();
    AcceptedRecord first =
        reader
            .at(RecordKey.GENESIS, 1)
            .orElseThrow(() -> new UntrustedException("The agent has no ledger"));
    String id = first.signed().hash();
    if (expected.isPresent() && !expected.get().equals(id)) {
      throw new UntrustedException(
          "The agent keeps ledger " + id + ", not ledger " + expected.get());
    }
    accept(replayed, first);
    AcceptedRecord latest =
        reader.latest(RecordKey.GENESIS).orElseThrow(() -> new UntrustedException("No genesis"));
    for (long version = 2; version <= latest.signed().version(); version++) {
      accept(replayed, required(reader, RecordKey.GENESIS, version));
    }
    GenesisBody genesis =
        replayed.latest(RecordKey.GENESIS).map(record -> (GenesisBody) record.body()).orElseThrow();
    return new LedgerTrust(reader, id, genesis);
  }

  /** The ledger's id: the hash of its first genesis record. */
  public String ledger() {
    return ledger;
  }

  /** Limits and terms. */
  public LedgerParameters parameters() {
    return genesis.parameters();
  }

  /** Whether a receipt is an operator's word for this very record. */
  public void checkReceipt(AcceptedRecord accepted) {
    SignedRecord signed = accepted.signed();
    Receipt receipt = accepted.receipt().receipt();
    boolean fits =
        receipt.ledger().equals(ledger)
            && receipt.key().equals(signed.key())
            && receipt.version() == signed.version()
            && receipt.hash().equals(signed.hash());
    if (!fits) {
      throw new UntrustedException("The receipt for " + signed.key() + " is for another record");
    }
    if (genesis.operators().stream().noneMatch(key -> isBy(accepted, key))) {
      throw new UntrustedException(
          "The receipt for " + signed.key() + " is not signed by an operator of this ledger");
    }
  }

  /**
   * The newest record of a key, its receipt and its signature verified down to its signer's first
   * key.
   */
  public Optional<AcceptedRecord> verified(RecordKey key) {
    Optional<AcceptedRecord> found = reader.latest(key);
    found.ifPresent(this::verify);
    return found;
  }

  private void verify(AcceptedRecord accepted) {
    checkReceipt(accepted);
    SignedRecord signed = accepted.signed();
    if (signed.record().kind() == RecordKind.IDENTITY) {
      verifyIdentity(signed);
      return;
    }
    IdentityId signer = signed.record().signer().identity();
    IdentityBody identity = identity(signer, signed.record().signer().version());
    boolean isSigned =
        identity
            .key(signed.keyId())
            .filter(listed -> listed.isAlive(accepted.acceptedAt()))
            .map(IdentityKey::key)
            .map(listed -> RecordCodec.isSignedBy(signed, listed))
            .orElse(false);
    if (!isSigned || !signed.record().ledger().equals(ledger)) {
      throw new UntrustedException(
          "The record " + signed.key() + " is not signed by a key of its signer");
    }
  }

  /** An identity vouches for itself: its chain must lead to this very record. */
  private void verifyIdentity(SignedRecord signed) {
    IdentityId id = new IdentityId(signed.key().segments().getFirst());
    if (!identityRecord(id, signed.version()).signed().hash().equals(signed.hash())) {
      throw new UntrustedException(
          "The record " + signed.key() + " is not what its chain leads to");
    }
  }

  private IdentityBody identity(IdentityId id, long version) {
    return (IdentityBody) identityRecord(id, version).body();
  }

  /** One version of an identity, verified from its first on. */
  private AcceptedRecord identityRecord(IdentityId id, long version) {
    ReplayedLedger chain = new ReplayedLedger();
    chain.add(required(reader, RecordKey.GENESIS, 1));
    RecordKey key = RecordKey.identity(id);
    for (long v = 1; v <= version; v++) {
      AcceptedRecord record = required(reader, key, v);
      checkReceipt(record);
      accept(chain, record);
    }
    return chain
        .latest(key)
        .orElseThrow(() -> new UntrustedException("Identity " + id + " has no record"));
  }

  private static void accept(ReplayedLedger replayed, AcceptedRecord record) {
    Verdict verdict =
        LedgerRules.decide(record.signed(), replayed, record.acceptedAt(), Scope.CHAIN);
    switch (verdict) {
      case Verdict.Accepted _ -> replayed.add(record);
      case Verdict.Unchanged _ ->
          throw new UntrustedException(record.signed().key() + " comes twice");
      case Verdict.Refused refused ->
          throw new UntrustedException(
              "The record "
                  + record.signed().key()
                  + " breaks the rules: "
                  + refused.refusals().getFirst().fault());
    }
  }

  private static AcceptedRecord required(LedgerReader reader, RecordKey key, long version) {
    return reader
        .at(key, version)
        .orElseThrow(
            () -> new UntrustedException("The agent lacks version " + version + " of " + key));
  }

  private static boolean isBy(AcceptedRecord accepted, PublicKey operator) {
    return ReceiptCodec.isSignedBy(accepted.receipt(), operator);
  }
}
