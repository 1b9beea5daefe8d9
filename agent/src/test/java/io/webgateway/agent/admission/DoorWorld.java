package io.webgateway.agent.admission;

import io.webgateway.agent.ledger.LedgerStore;
import io.webgateway.agent.ledger.StoreEntry;
import io.webgateway.model.identity.IdentityKey;
import io.webgateway.model.identity.KeyUse;
import io.webgateway.model.ledger.AcceptedRecord;
import io.webgateway.model.ledger.GenesisBody;
import io.webgateway.model.ledger.GrantBody;
import io.webgateway.model.ledger.IdentityBody;
import io.webgateway.model.ledger.LedgerParameters;
import io.webgateway.model.ledger.LedgerRecord;
import io.webgateway.model.ledger.NameBody;
import io.webgateway.model.ledger.ProviderBody;
import io.webgateway.model.ledger.RecordBody;
import io.webgateway.model.ledger.RecordKey;
import io.webgateway.model.ledger.SignedRecord;
import io.webgateway.model.ledger.Signer;
import io.webgateway.wire.DecryptionKey;
import io.webgateway.wire.ProviderAdmissionProof;
import io.webgateway.wire.ReceiptCodec;
import io.webgateway.wire.RecordCodec;
import io.webgateway.wire.SigningKey;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A real door on a real store, with an operator, a provider and whoever a test needs. */
public final class DoorWorld implements AutoCloseable {
  /** The operator's key. */
  public final SigningKey operator = SigningKey.generate();

  /** The door. */
  public final LedgerDoor door;

  private final LedgerStore store;

  /** Founds a ledger in an empty store. */
  public DoorWorld(LedgerStore store, InstantSource clock) {
    this.store = store;
    this.door = new LedgerDoor(store, operator, clock, List.of());
    GenesisBody body =
        new GenesisBody("test", List.of(operator.publicKey()), LedgerParameters.DEFAULT);
    LedgerRecord genesis =
        new LedgerRecord(
            LedgerRecord.SELF,
            RecordKey.GENESIS,
            1,
            Optional.empty(),
            new Signer(operator.identity(), 0),
            body);
    expectAccepted(submit(RecordCodec.sign(genesis, operator)));
  }

  /** The ledger's id. */
  public String ledger() {
    return latest(RecordKey.GENESIS).map(g -> g.signed().hash()).orElse(LedgerRecord.SELF);
  }

  /** A key's newest record in the store. */
  public Optional<AcceptedRecord> latest(RecordKey key) {
    return store.get(key.text()).map(StoreEntry::value).map(ReceiptCodec::parsePair);
  }

  /** Sends one record. */
  public SubmitOutcome submit(SignedRecord signed) {
    return door.submit(new Submission(List.of(signed), Optional.empty()));
  }

  /** Signs the next version of a key. */
  public SignedRecord next(RecordKey key, RecordBody body, SigningKey by) {
    Optional<AcceptedRecord> current = latest(key);
    long signerVersion =
        latest(RecordKey.identity(by.identity())).map(r -> r.signed().version()).orElse(0L);
    return RecordCodec.sign(
        new LedgerRecord(
            ledger(),
            key,
            current.map(c -> c.signed().version() + 1).orElse(1L),
            current.map(c -> c.signed().hash()),
            new Signer(by.identity(), signerVersion),
            body),
        by);
  }

  /** Publishes an identity and returns its key. */
  public SigningKey identity() {
    SigningKey key = SigningKey.generate();
    IdentityKey listed =
        new IdentityKey(
            key.publicKey(), Set.of(KeyUse.OWN, KeyUse.LOGIN), Optional.empty(), "first");
    IdentityBody body =
        new IdentityBody(
            "somebody",
            List.of(listed),
            DecryptionKey.generate().publicKey(),
            SigningKey.generate().keyId());
    expectAccepted(submit(next(RecordKey.identity(key.identity()), body, key)));
    return key;
  }

  /** Publishes a provider and returns its key. */
  public SigningKey provider() {
    SigningKey key = identity();
    String admission = new ProviderAdmissionProof(ledger(), key.identity()).sign(operator);
    expectAccepted(
        submit(
            next(
                RecordKey.provider(key.identity()),
                new ProviderBody("provider", "", Optional.of(admission)),
                key)));
    return key;
  }

  /** Gives a grant of names, and of as many ports. */
  public void grant(SigningKey provider, SigningKey to, int maxNames, Instant notAfter) {
    GrantBody body =
        new GrantBody(maxNames, maxNames, 0, List.of(), false, notAfter, List.of(), List.of());
    expectAccepted(
        submit(next(RecordKey.grant(provider.identity(), to.identity()), body, provider)));
  }

  /** A reservation, signed. */
  public SignedRecord reservation(String name, SigningKey owner, SigningKey sponsor, Instant now) {
    NameBody body =
        new NameBody(
            owner.identity(),
            sponsor.identity(),
            now.plus(Duration.ofDays(30)),
            1,
            false,
            Optional.empty());
    return next(RecordKey.name(name), body, owner);
  }

  /** Fails unless accepted. */
  public static void expectAccepted(SubmitOutcome outcome) {
    if (!(outcome instanceof SubmitOutcome.Accepted)) {
      throw new AssertionError("Expected acceptance, got " + outcome);
    }
  }

  @Override
  public void close() {
    door.close();
  }
}
