package io.webgateway.rules;

import io.webgateway.model.identity.IdentityId;
import io.webgateway.model.identity.IdentityKey;
import io.webgateway.model.identity.KeyUse;
import io.webgateway.model.identity.Thumbprint;
import io.webgateway.model.ledger.AcceptedRecord;
import io.webgateway.model.ledger.GenesisBody;
import io.webgateway.model.ledger.GrantBody;
import io.webgateway.model.ledger.IdentityBody;
import io.webgateway.model.ledger.LedgerParameters;
import io.webgateway.model.ledger.LedgerRecord;
import io.webgateway.model.ledger.NameBody;
import io.webgateway.model.ledger.PoolAdmission;
import io.webgateway.model.ledger.PoolBody;
import io.webgateway.model.ledger.ProviderBody;
import io.webgateway.model.ledger.Receipt;
import io.webgateway.model.ledger.RecordBody;
import io.webgateway.model.ledger.RecordKey;
import io.webgateway.model.ledger.SignedRecord;
import io.webgateway.model.ledger.Signer;
import io.webgateway.model.ledger.WorkloadBody;
import io.webgateway.model.workload.PublicPart;
import io.webgateway.wire.DecryptionKey;
import io.webgateway.wire.ProviderAdmissionProof;
import io.webgateway.wire.ReceiptCodec;
import io.webgateway.wire.RecordCodec;
import io.webgateway.wire.SigningKey;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A ledger in memory with an operator, for tests: signs, decides and keeps records. */
public final class LedgerFixture {
  /** The operator's key. */
  public final SigningKey operator = SigningKey.generate();

  /** The ledger itself. */
  public final ReplayedLedger ledger = new ReplayedLedger();

  private Instant now = Instant.parse("2026-01-01T00:00:00Z");

  /** Makes a ledger with the default parameters. */
  public LedgerFixture() {
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
    submit(RecordCodec.sign(genesis, operator));
  }

  /** The time of the next acceptance. */
  public Instant now() {
    return now;
  }

  /** Lets time pass. */
  public void pass(Duration time) {
    now = now.plus(time);
  }

  /** The ledger's id. */
  public String id() {
    return ledger
        .at(RecordKey.GENESIS, 1)
        .map(genesis -> genesis.signed().hash())
        .orElse(LedgerRecord.SELF);
  }

  /** Decides a record and keeps it when it is accepted. */
  public Verdict submit(SignedRecord signed) {
    Verdict verdict = LedgerRules.decide(signed, ledger, now, Scope.LEDGER);
    if (verdict instanceof Verdict.Accepted) {
      ledger.add(receipted(signed));
      now = now.plusMillis(1);
    }
    return verdict;
  }

  /** Gives a record a receipt of this moment. */
  public AcceptedRecord receipted(SignedRecord signed) {
    Receipt receipt = new Receipt(id(), signed.key(), signed.version(), signed.hash(), now);
    return new AcceptedRecord(signed, ReceiptCodec.sign(receipt, operator));
  }

  /** Signs the next version of a key. */
  public SignedRecord next(RecordKey key, RecordBody body, SigningKey by, IdentityId as) {
    return RecordCodec.sign(draft(key, body, as), by);
  }

  /** The next version of a key, unsigned. */
  public LedgerRecord draft(RecordKey key, RecordBody body, IdentityId as) {
    Optional<AcceptedRecord> current = ledger.latest(key);
    long signerVersion =
        ledger.latest(RecordKey.identity(as)).map(r -> r.signed().version()).orElse(0L);
    return new LedgerRecord(
        id(),
        key,
        current.map(c -> c.signed().version() + 1).orElse(1L),
        current.map(c -> c.signed().hash()),
        new Signer(as, signerVersion),
        body);
  }

  /** Publishes an identity with one key for everything, and returns that key. */
  public SigningKey identity(String name) {
    SigningKey key = SigningKey.generate();
    expectAccepted(
        submit(
            next(
                RecordKey.identity(key.identity()),
                identityBody(name, key, SigningKey.generate()),
                key,
                key.identity())));
    return key;
  }

  /** An identity's first body. */
  public static IdentityBody identityBody(String name, SigningKey key, SigningKey recovery) {
    IdentityKey listed =
        new IdentityKey(
            key.publicKey(), Set.of(KeyUse.OWN, KeyUse.LOGIN), Optional.empty(), "first");
    return new IdentityBody(
        name, List.of(listed), DecryptionKey.generate().publicKey(), recovery.keyId());
  }

  /** Publishes a provider, and returns its key. */
  public SigningKey provider(String name) {
    SigningKey key = identity(name);
    String admission = new ProviderAdmissionProof(id(), key.identity()).sign(operator);
    ProviderBody body = new ProviderBody(name, "mail@example.org", Optional.of(admission));
    expectAccepted(submit(next(RecordKey.provider(key.identity()), body, key, key.identity())));
    return key;
  }

  /** Gives a grant. */
  public Verdict grant(SigningKey provider, IdentityId to, int maxNames) {
    GrantBody body =
        new GrantBody(
            maxNames,
            maxNames,
            0,
            List.of(),
            false,
            now.plus(Duration.ofDays(3_000)),
            List.of(),
            List.of());
    return submit(
        next(RecordKey.grant(provider.identity(), to), body, provider, provider.identity()));
  }

  /** Reserves a name for some days. */
  public Verdict reserve(String name, SigningKey owner, IdentityId sponsor, int days) {
    int tenure =
        ledger.latest(RecordKey.name(name)).map(r -> ((NameBody) r.body()).tenure() + 1).orElse(1);
    NameBody body =
        new NameBody(
            owner.identity(),
            sponsor,
            now.plus(Duration.ofDays(days)),
            tenure,
            false,
            Optional.empty());
    return submit(next(RecordKey.name(name), body, owner, owner.identity()));
  }

  /** The newest body of a name. */
  public NameBody name(String name) {
    return (NameBody) ledger.latest(RecordKey.name(name)).orElseThrow().body();
  }

  /** Fails when a record was not accepted. */
  public static void expectAccepted(Verdict verdict) {
    if (!(verdict instanceof Verdict.Accepted)) {
      throw new AssertionError("Expected acceptance, got " + verdict);
    }
  }

  /** Submits the next version of a key. */
  public Verdict put(RecordKey key, RecordBody body, SigningKey by) {
    return submit(next(key, body, by, by.identity()));
  }

  /** Publishes a pool. */
  public Verdict pool(SigningKey provider, String domain, PoolAdmission admission) {
    PoolBody body =
        new PoolBody(
            provider.identity(), admission, DecryptionKey.generate().publicKey(), List.of());
    return put(RecordKey.pool(domain), body, provider);
  }

  /** Publishes an HTTP workload under the name's present tenure. */
  public Verdict http(SigningKey owner, String path, List<String> pools, List<String> hosts) {
    return put(workloadKey(path), http(nameOf(path), pools, hosts), owner);
  }

  /** An HTTP workload's body. */
  public WorkloadBody http(String namespace, List<String> pools, List<String> hosts) {
    int tenure =
        ledger.latest(RecordKey.name(namespace)).map(n -> ((NameBody) n.body()).tenure()).orElse(1);
    return new WorkloadBody(
        tenure, pools, new PublicPart.HttpService(hosts), Thumbprint.ofText("sealed"), false);
  }

  /** {@code blog/web} as a key. */
  public static RecordKey workloadKey(String path) {
    return new RecordKey("workload/" + path);
  }

  /** The newest body of a key. */
  public <T extends RecordBody> T body(RecordKey key, Class<T> type) {
    return type.cast(ledger.latest(key).orElseThrow().body());
  }

  /** The codes of a refusal; none for acceptance. */
  public static List<String> codes(Verdict verdict) {
    return switch (verdict) {
      case Verdict.Refused refused ->
          refused.refusals().stream().map(Refusal::code).distinct().toList();
      case Verdict.Accepted accepted -> List.of();
      case Verdict.Unchanged unchanged -> List.of("unchanged");
    };
  }

  private static String nameOf(String path) {
    return path.substring(0, path.indexOf('/'));
  }
}
