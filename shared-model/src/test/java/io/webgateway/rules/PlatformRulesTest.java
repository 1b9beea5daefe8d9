package io.webgateway.rules;

import static io.webgateway.rules.LedgerFixture.codes;
import static io.webgateway.rules.LedgerFixture.expectAccepted;
import static org.assertj.core.api.Assertions.assertThat;

import io.webgateway.model.identity.Thumbprint;
import io.webgateway.model.ledger.GenesisBody;
import io.webgateway.model.ledger.GrantBody;
import io.webgateway.model.ledger.LedgerParameters;
import io.webgateway.model.ledger.LedgerRecord;
import io.webgateway.model.ledger.NodeBody;
import io.webgateway.model.ledger.PoolAdmission;
import io.webgateway.model.ledger.ProviderBody;
import io.webgateway.model.ledger.RecordKey;
import io.webgateway.model.ledger.Signer;
import io.webgateway.model.ledger.StatusBody;
import io.webgateway.model.ledger.Suspension;
import io.webgateway.model.status.ConditionStatus;
import io.webgateway.model.status.ConditionType;
import io.webgateway.model.status.PublishedCondition;
import io.webgateway.wire.DecryptionKey;
import io.webgateway.wire.NodeProof;
import io.webgateway.wire.ProviderAdmissionProof;
import io.webgateway.wire.RecordCodec;
import io.webgateway.wire.SigningKey;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Genesis, providers, nodes, pools, grants and status. */
class PlatformRulesTest {
  private static final String POOL = "gw.example.org";

  private final LedgerFixture world = new LedgerFixture();
  private final SigningKey provider = world.provider("provider");
  private final SigningKey rival = world.provider("rival");
  private final SigningKey node = SigningKey.generate();

  @Test
  void genesisIsChangedByOperatorsAloneAndKeepsItsPromises() {
    LedgerParameters kept = new LedgerParameters(30, 14, 60, 1, operatorAdmission());
    assertThat(codes(genesis(kept, provider))).containsExactly("bad-signature");
    for (LedgerParameters bad :
        List.of(
            new LedgerParameters(365, 13, 30, 14, operatorAdmission()),
            new LedgerParameters(365, 14, 29, 14, operatorAdmission()))) {
      assertThat(codes(genesis(bad, world.operator))).containsExactly("shorter-promise");
    }
    LedgerParameters tooShort = new LedgerParameters(365, 14, 6, 14, operatorAdmission());
    assertThat(codes(genesis(tooShort, world.operator)))
        .containsExactly("out-of-range", "shorter-promise");
    assertThat(codes(genesis(kept, world.operator))).isEmpty();
  }

  @Test
  void aRecordOfAnotherLedgerIsRefused() {
    LedgerRecord draft =
        world.draft(RecordKey.provider(provider.identity()), providerBody(), provider.identity());
    LedgerRecord elsewhere =
        new LedgerRecord(
            Thumbprint.ofText("other"),
            draft.key(),
            draft.version(),
            draft.prev(),
            draft.signer(),
            draft.body());
    assertThat(codes(world.submit(RecordCodec.sign(elsewhere, provider))))
        .containsExactly("other-ledger");
  }

  @Test
  void providersAreAdmittedByAnOperatorsWordForThemAndForThisLedger() {
    SigningKey newcomer = world.identity("newcomer");
    for (Optional<String> bad :
        List.of(
            Optional.<String>empty(),
            Optional.of("x.y.z"),
            Optional.of(admission(world.id(), newcomer, provider)),
            Optional.of(admission(world.id(), rival, world.operator)),
            Optional.of(admission(Thumbprint.ofText("other"), newcomer, world.operator)))) {
      assertThat(codes(becomeProvider(newcomer, bad))).containsExactly("not-admitted");
    }
    String good = admission(world.id(), newcomer, world.operator);
    assertThat(codes(becomeProvider(newcomer, Optional.of(good)))).isEmpty();
    assertThat(codes(becomeProvider(newcomer, Optional.empty()))).isEmpty();
  }

  @Test
  void onlyProvidersHavePoolsAndGiveGrants() {
    SigningKey nobody = world.identity("nobody");
    assertThat(codes(world.pool(nobody, POOL, PoolAdmission.OPEN))).containsExactly("no-provider");
    assertThat(codes(world.grant(nobody, provider.identity(), 1))).containsExactly("no-provider");
  }

  @Test
  void aPoolsDomainIsItsProvidersAndWrittenInOneWay() {
    expectAccepted(world.pool(provider, POOL, PoolAdmission.OPEN));
    assertThat(codes(world.pool(rival, POOL, PoolAdmission.OPEN))).containsExactly("pool-taken");
    assertThat(codes(world.pool(rival, "a.b." + POOL, PoolAdmission.OPEN)))
        .containsExactly("inside-another-pool");
    assertThat(codes(world.pool(rival, "not" + POOL, PoolAdmission.OPEN))).isEmpty();
    assertThat(codes(world.pool(rival, "example.org", PoolAdmission.OPEN))).isEmpty();
    assertThat(codes(world.pool(provider, "eu." + POOL, PoolAdmission.OPEN))).isEmpty();
    for (String bad :
        List.of("GW.example.net", "gw.example.net.", "example", "-a.example", "1.2.3.4")) {
      assertThat(codes(world.pool(provider, bad, PoolAdmission.OPEN)))
          .as(bad)
          .containsExactly("bad-domain");
    }
  }

  @Test
  void grantsAreTheProvidersAndSuspensionsHaveReasons() {
    RecordKey key = RecordKey.grant(provider.identity(), rival.identity());
    assertThat(codes(world.put(key, grant(List.of(), List.of()), rival))).contains("not-the-owner");
    assertThat(codes(world.put(key, grant(List.of("blog", "blog/web"), List.of()), provider)))
        .isEmpty();
    for (String reason : List.of("", "  ", "a\nb", "x".repeat(257))) {
      Suspension suspension = new Suspension("blog", reason);
      assertThat(codes(world.put(key, grant(List.of(), List.of(suspension)), provider)))
          .isNotEmpty();
    }
    for (String bad : List.of("", "Blog", "a/b/c", "/b", "a/", "*")) {
      assertThat(codes(world.put(key, grant(List.of(bad), List.of()), provider)))
          .as(bad)
          .containsExactly("bad-subject");
    }
  }

  @Test
  void aNodeBelongsToWhomItNamesItself() {
    expectAccepted(world.pool(provider, POOL, PoolAdmission.OPEN));
    expectAccepted(world.pool(rival, "rival.example", PoolAdmission.OPEN));
    NodeProof proof = proof(provider, POOL, world.id());
    assertThat(codes(enrol(provider, proof.body(proof.sign(rival))))).containsExactly("bad-proof");
    assertThat(codes(enrol(rival, proof.body(proof.sign(node))))).containsExactly("not-the-owner");
    NodeProof stolen = proof(rival, "rival.example", world.id());
    NodeBody forged =
        new NodeBody(
            rival.identity(),
            "rival.example",
            node.publicKey(),
            proof.encryption(),
            proof.tlsPin(),
            proof.endpoints(),
            proof.sign(node),
            false);
    assertThat(codes(enrol(rival, forged))).containsExactly("bad-proof");
    NodeProof elsewhere = proof(provider, POOL, Thumbprint.ofText("other"));
    assertThat(codes(enrol(provider, elsewhere.body(elsewhere.sign(node)))))
        .containsExactly("bad-proof");
    NodeProof foreign = proof(provider, "rival.example", world.id());
    assertThat(codes(enrol(provider, foreign.body(foreign.sign(node)))))
        .containsExactly("no-such-pool");
    NodeProof nameless = proof(provider, "no pool/", world.id());
    assertThat(codes(enrol(provider, nameless.body(nameless.sign(node)))))
        .containsExactly("bad-pool");
    assertThat(codes(enrol(provider, proof.body(proof.sign(node))))).isEmpty();
    assertThat(codes(enrol(rival, stolen.body(stolen.sign(node))))).containsExactly("node-taken");
  }

  @Test
  void statusIsTheNodesOwnWordOnItsOwnPool() {
    statusWorld();
    assertThat(codes(status(node, 7, POOL, "NotChecked"))).isEmpty();
    assertThat(codes(status(node, 7, POOL, "Other"))).containsExactly("changed-meanwhile");
    assertThat(codes(status(node, 6, POOL, "NotChecked"))).containsExactly("changed-meanwhile");
    assertThat(codes(status(node, 90, POOL, "NotChecked"))).isEmpty();
    assertThat(codes(status(provider, 91, POOL, "NotChecked"))).containsExactly("bad-signature");
    assertThat(codes(status(node, 91, "rival.example", "NotChecked")))
        .containsExactly("wrong-pool");
    assertThat(codes(status(node, 91, POOL, "connect to [400::1]:80 failed")))
        .containsExactly("bad-reason");
    RecordKey other = RecordKey.status("blog", "web", rival.identity());
    assertThat(codes(status(other, node, 1, POOL, "NotChecked"))).containsExactly("wrong-key");
    RecordKey nothing = RecordKey.status("blog", "nothing", node.identity());
    assertThat(codes(status(nothing, node, 1, POOL, "NotChecked")))
        .containsExactly("no-such-workload");
  }

  @Test
  void aRetiredNodeIsSilent() {
    statusWorld();
    NodeProof proof = proof(provider, POOL, world.id());
    NodeBody body = proof.body(proof.sign(node));
    expectAccepted(
        enrol(
            provider,
            new NodeBody(
                body.provider(),
                body.pool(),
                body.key(),
                body.encryption(),
                body.tlsPin(),
                body.endpoints(),
                body.proof(),
                true)));
    assertThat(codes(status(node, 1, POOL, "NotChecked"))).containsExactly("wrong-pool");
  }

  private void statusWorld() {
    expectAccepted(world.pool(provider, POOL, PoolAdmission.OPEN));
    NodeProof proof = proof(provider, POOL, world.id());
    expectAccepted(enrol(provider, proof.body(proof.sign(node))));
    expectAccepted(world.grant(provider, provider.identity(), 3));
    expectAccepted(world.reserve("blog", provider, provider.identity(), 30));
    expectAccepted(world.http(provider, "blog/web", List.of(POOL), List.of()));
  }

  private Verdict status(SigningKey by, long version, String pool, String reason) {
    return status(RecordKey.status("blog", "web", node.identity()), by, version, pool, reason);
  }

  private Verdict status(RecordKey key, SigningKey by, long version, String pool, String reason) {
    StatusBody body =
        new StatusBody(
            pool,
            1,
            List.of(
                new PublishedCondition(
                    ConditionType.SERVING, ConditionStatus.UNKNOWN, reason, Instant.EPOCH)));
    Signer signer = new Signer(by.identity(), 0);
    return world.submit(
        RecordCodec.sign(
            new LedgerRecord(world.id(), key, version, Optional.empty(), signer, body), by));
  }

  private Verdict genesis(LedgerParameters parameters, SigningKey by) {
    GenesisBody body = new GenesisBody("test", List.of(world.operator.publicKey()), parameters);
    LedgerRecord draft = world.draft(RecordKey.GENESIS, body, by.identity());
    return world.submit(
        RecordCodec.sign(
            new LedgerRecord(
                draft.ledger(),
                draft.key(),
                draft.version(),
                draft.prev(),
                new Signer(by.identity(), 0),
                body),
            by));
  }

  private static LedgerParameters.ProviderAdmission operatorAdmission() {
    return LedgerParameters.ProviderAdmission.OPERATOR;
  }

  private static String admission(String ledger, SigningKey who, SigningKey by) {
    return new ProviderAdmissionProof(ledger, who.identity()).sign(by);
  }

  private Verdict becomeProvider(SigningKey who, Optional<String> admission) {
    return world.put(
        RecordKey.provider(who.identity()), new ProviderBody("p", "c", admission), who);
  }

  private static ProviderBody providerBody() {
    return new ProviderBody("p", "c", Optional.empty());
  }

  private static GrantBody grant(List<String> approvals, List<Suspension> suspensions) {
    Instant end = Instant.parse("2030-01-01T00:00:00Z");
    return new GrantBody(1, 1, 0, List.of(), false, end, approvals, suspensions);
  }

  private NodeProof proof(SigningKey of, String pool, String ledger) {
    return new NodeProof(
        ledger,
        of.identity(),
        pool,
        node.publicKey(),
        DecryptionKey.generate().publicKey(),
        Thumbprint.ofText("tls"),
        List.of("https://node.example.org:7443"));
  }

  private Verdict enrol(SigningKey by, NodeBody body) {
    return world.put(RecordKey.node(body.key().identity()), body, by);
  }
}
