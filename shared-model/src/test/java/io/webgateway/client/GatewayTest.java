package io.webgateway.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.webgateway.model.identity.IdentityId;
import io.webgateway.model.identity.IdentityKey;
import io.webgateway.model.identity.KeyUse;
import io.webgateway.model.ledger.GrantBody;
import io.webgateway.model.ledger.IdentityBody;
import io.webgateway.model.ledger.LedgerRecord;
import io.webgateway.model.ledger.NameBody;
import io.webgateway.model.ledger.PoolAdmission;
import io.webgateway.model.ledger.PortBody;
import io.webgateway.model.ledger.Receipt;
import io.webgateway.model.ledger.RecordKey;
import io.webgateway.model.name.PortProtocol;
import io.webgateway.model.workload.Backend;
import io.webgateway.model.workload.BackendProtocol;
import io.webgateway.model.workload.BackendTls;
import io.webgateway.model.workload.ClientCertificatePolicy;
import io.webgateway.model.workload.HttpSettings;
import io.webgateway.model.workload.Placement;
import io.webgateway.model.workload.TcpSettings;
import io.webgateway.model.workload.Timeouts;
import io.webgateway.model.workload.VisitorTls;
import io.webgateway.model.workload.Workload;
import io.webgateway.model.workload.policy.TrafficPolicy;
import io.webgateway.wire.CallToken;
import io.webgateway.wire.ProblemDocument;
import io.webgateway.wire.ReceiptCodec;
import io.webgateway.wire.SealedPartCodec;
import io.webgateway.wire.SigningKey;
import io.webgateway.wire.pem.PemSamples;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class GatewayTest {
  private static final String POOL = "gw.example.org";
  private static final Duration DAYS = Duration.ofDays(90);
  private static final Workload.HttpService WEB =
      new Workload.HttpService(
          new Placement("blog", "web", List.of(POOL)),
          List.of(),
          "/",
          HttpSettings.DEFAULT,
          List.of(Backend.of("[400::1]:80")),
          Timeouts.DEFAULT);

  private final FakeNode node = new FakeNode();
  private final KeyRing provider = KeyRing.generate();
  private final KeyRing tenant = KeyRing.generate();
  private final SigningKey recovery = SigningKey.generate();
  private final Gateway asProvider = node.gateway(provider);
  private final Gateway asTenant = node.gateway(tenant);

  @BeforeEach
  void providerAndTenantAreThere() {
    asProvider.identities().publish(Identities.firstBody("farm", provider, "laptop", any()));
    asProvider
        .providers()
        .enrol(new Providers.Enrolment(POOL, PoolAdmission.INVITED, "farm", "mail@example.org"));
    asTenant.identities().publish(Identities.firstBody("ann", tenant, "laptop", recovery.keyId()));
    asProvider.providers().grant(tenant.identity(), nothing(), grant -> withNames(grant, 2));
  }

  private static String any() {
    return SigningKey.generate().keyId();
  }

  private GrantBody nothing() {
    return Providers.emptyGrant(node.fixture.now().plus(Duration.ofDays(1_000)));
  }

  private static GrantBody withNames(GrantBody grant, int names) {
    return new GrantBody(
        names, names, 0, grant.pools(), false, grant.notAfter(), List.of(), List.of());
  }

  private void reserveBlog() {
    asTenant.reservations().reserve("blog", provider.identity(), DAYS);
  }

  @Test
  void aNameIsReservedWithAVerifiedReceipt() {
    Submitted submitted =
        asTenant.reservations().reserve("blog", asTenant.providers().sponsor(), DAYS);
    assertThat(submitted).isInstanceOf(Submitted.Accepted.class);
    NameBody name = node.fixture.name("blog");
    assertThat(name.owner()).isEqualTo(tenant.identity());
    assertThat(name.sponsor()).isEqualTo(provider.identity());
  }

  @Test
  void anIdentityIsBelievedFromItsVeryFirstRecord() {
    RecordKey key = RecordKey.identity(tenant.identity());
    assertThat(asTenant.trust().verified(key))
        .hasValueSatisfying(record -> assertThat(record.signed().version()).isEqualTo(1));
  }

  @Test
  void aReceiptByAnybodyElseIsNotBelieved() {
    SigningKey impostor = SigningKey.generate();
    node.mishaps.add(
        Optional.of(
            answer -> {
              String[] lines = answer.body().split("\n", -1);
              Receipt receipt = ReceiptCodec.parse(lines[1]).receipt();
              return new Answer(
                  201,
                  answer.headers(),
                  lines[0] + "\n" + ReceiptCodec.sign(receipt, impostor).compact());
            }));
    assertThatThrownBy(this::reserveBlog)
        .isInstanceOf(UntrustedException.class)
        .hasMessageContaining("not signed by an operator");
  }

  @Test
  void aReceiptForAnotherRecordIsNotBelieved() {
    String other = ReceiptCodec.pair(node.fixture.ledger.latest(RecordKey.GENESIS).orElseThrow());
    node.mishaps.add(
        Optional.of(
            answer ->
                new Answer(
                    201,
                    answer.headers(),
                    answer.body().split("\n", -1)[0] + "\n" + other.split("\n", -1)[1])));
    assertThatThrownBy(this::reserveBlog)
        .isInstanceOf(UntrustedException.class)
        .hasMessageContaining("another record");
  }

  @Test
  void aLostAnswerIsAskedForAgainWithTheSameRecord() {
    node.mishaps.add(Optional.empty());
    long before = node.count("PUT");
    reserveBlog();
    assertThat(node.count("PUT") - before).isEqualTo(2);
    assertThat(
            node.calls.stream().filter(c -> c.method().equals("PUT")).map(Call::body).skip(before))
        .hasSize(2)
        .containsOnly(node.calls.getLast().body());
  }

  @Test
  void aChangedIdentityIsReadAgainAndTheChangeSignedAnew() {
    node.refusals.add("identity-changed");
    Submitted submitted = asTenant.reservations().reserve("shop", provider.identity(), DAYS);
    assertThat(submitted).isInstanceOf(Submitted.Accepted.class);
  }

  @Test
  void aConflictThatLastsIsReportedAfterThreeTries() {
    for (int i = 0; i < 3; i++) {
      node.refusals.add("changed-meanwhile");
    }
    long before = node.count("PUT");
    assertThatThrownBy(
            () ->
                asProvider
                    .providers()
                    .grant(tenant.identity(), nothing(), grant -> withNames(grant, 5)))
        .isInstanceOf(RefusedException.class);
    assertThat(node.count("PUT") - before).isEqualTo(3);
  }

  @Test
  void aNameLivesThroughRenewalOfferAcceptanceAndRelease() {
    reserveBlog();
    node.fixture.pass(Duration.ofDays(10));
    asTenant.reservations().renew("blog", Duration.ofDays(200), Optional.empty());
    assertThat(node.fixture.name("blog").until())
        .isAfter(node.fixture.now().plus(Duration.ofDays(199)));
    asTenant.reservations().offer("blog", provider.identity(), Duration.ofDays(3));
    asTenant.reservations().withdraw("blog");
    assertThat(node.fixture.name("blog").offer()).isEmpty();
    asTenant.reservations().offer("blog", provider.identity(), Duration.ofDays(3));
    asProvider.providers().grant(provider.identity(), nothing(), grant -> withNames(grant, 1));
    asProvider.reservations().accept("blog", provider.identity());
    assertThat(node.fixture.name("blog").owner()).isEqualTo(provider.identity());
    asProvider.reservations().release("blog");
    assertThat(node.fixture.name("blog").released()).isTrue();
    asProvider.reservations().reserve("blog", provider.identity(), DAYS);
    assertThat(node.fixture.name("blog").tenure()).isEqualTo(2);
  }

  @Test
  void whatTheRulesRefuseComesBackAsTheirProblem() {
    reserveBlog();
    asProvider.providers().grant(provider.identity(), nothing(), grant -> withNames(grant, 1));
    assertThatThrownBy(() -> asProvider.reservations().reserve("blog", provider.identity(), DAYS))
        .isInstanceOfSatisfying(
            RefusedException.class, e -> assertThat(e.problem().code()).contains("name-taken"));
    assertThatThrownBy(this::reserveBlog)
        .isInstanceOfSatisfying(
            RefusedException.class, e -> assertThat(e.problem().code()).contains("name-held"));
  }

  @Test
  void aRehearsalWritesNothing() {
    Submitted submitted =
        asTenant.rehearsing().reservations().reserve("blog", provider.identity(), DAYS);
    assertThat(submitted).isInstanceOf(Submitted.WouldBeAccepted.class);
    assertThat(node.fixture.ledger.latest(RecordKey.name("blog"))).isEmpty();
  }

  @Test
  void aWorkloadIsSealedToThePoolAndReadBackByItsOwner() {
    reserveBlog();
    asTenant.workloads().publish(WEB, new Workloads.Expecting.None());
    String sealed = asTenant.reader().sealed(RecordKey.workload("blog", "web")).orElseThrow();
    assertThat(SealedPartCodec.open(sealed, node.poolKey).backends()).isEqualTo(WEB.backends());
    assertThat(sealed).doesNotContain("400::1");
    assertThat(asTenant.workloads().find("blog", "web")).contains(new Workloads.Seen(WEB, 1));
  }

  @Test
  void theSameDefinitionIsNotSentAgain() {
    reserveBlog();
    asTenant.workloads().publish(WEB, new Workloads.Expecting.None());
    long before = node.count("PUT");
    assertThat(asTenant.workloads().publish(WEB, new Workloads.Expecting.None())).isEmpty();
    assertThat(node.count("PUT")).isEqualTo(before);
  }

  @Test
  void anEditMadeOnAnOlderVersionIsRefused() {
    reserveBlog();
    asTenant.workloads().publish(WEB, new Workloads.Expecting.None());
    Workload other =
        new Workload.TlsPassthrough(WEB.placement(), List.of(), WEB.backends(), Timeouts.DEFAULT);
    asTenant.workloads().publish(other, new Workloads.Expecting.Version(1));
    assertThatThrownBy(() -> asTenant.workloads().publish(WEB, new Workloads.Expecting.Version(1)))
        .isInstanceOfSatisfying(
            RefusedException.class,
            e -> assertThat(e.problem().code()).contains("changed-meanwhile"));
  }

  @Test
  void anEditKeepsAPrivateKeyThatItDoesNotName() {
    reserveBlog();
    Workload with = workload(new BackendTls.Key.Written(PemSamples.CLIENT_KEY), 80);
    asTenant.workloads().publish(with, new Workloads.Expecting.None());
    Workload edited = workload(new BackendTls.Key.Kept(), 81);
    asTenant.workloads().publish(edited, new Workloads.Expecting.Anything());
    assertThat(asTenant.workloads().find("blog", "web").orElseThrow().workload())
        .isEqualTo(workload(new BackendTls.Key.Written(PemSamples.CLIENT_KEY), 81));
    assertThat(asTenant.workloads().publish(edited, new Workloads.Expecting.Anything())).isEmpty();
  }

  @Test
  void aTcpForwardKeepsItsPrivateKeyToo() {
    reserveBlog();
    BackendTls.Key written = new BackendTls.Key.Written(PemSamples.CLIENT_KEY);
    asTenant.workloads().publish(forward(written, 80), new Workloads.Expecting.None());
    Workload edited = forward(new BackendTls.Key.Kept(), 81);
    asTenant.workloads().publish(edited, new Workloads.Expecting.Anything());
    assertThat(asTenant.workloads().find("blog", "db").orElseThrow().workload())
        .isEqualTo(forward(written, 81));
  }

  @Test
  void aKeyThatIsNotThereCannotBeKept() {
    reserveBlog();
    Workload kept = workload(new BackendTls.Key.Kept(), 80);
    assertThatThrownBy(() -> asTenant.workloads().publish(kept, new Workloads.Expecting.None()))
        .isInstanceOfSatisfying(
            RefusedException.class,
            refused ->
                assertThat(refused.problem().errors())
                    .extracting(ProblemDocument.FieldError::pointer)
                    .containsExactly("/backendTls/key"));
  }

  @Test
  void aSealedPartThatGrowsTooLargeIsToldBeforeAnythingIsSent() {
    reserveBlog();
    HttpSettings large =
        HttpSettings.DEFAULT.with(
            new VisitorTls(
                VisitorTls.Version.TLS_1_2,
                new ClientCertificatePolicy.Required("x".repeat(60_000) + PemSamples.AUTHORITY),
                VisitorTls.Hsts.OFF));
    Workload workload =
        new Workload.HttpService(
            WEB.placement(), List.of(), "/", large, WEB.backends(), Timeouts.DEFAULT);
    assertThatThrownBy(() -> asTenant.workloads().publish(workload, new Workloads.Expecting.None()))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("65536");
  }

  private static Workload forward(BackendTls.Key key, int port) {
    return new Workload.TcpForward(
        new Placement("blog", "db", WEB.placement().pools()),
        5432,
        new TcpSettings(new TcpSettings.VisitorSide.Untouched(), tls(key)),
        List.of(Backend.of("[400::1]:" + port)),
        Timeouts.DEFAULT,
        TrafficPolicy.DEFAULT);
  }

  private static BackendTls tls(BackendTls.Key key) {
    return new BackendTls.On(
        new BackendTls.Trust.Authorities(PemSamples.AUTHORITY),
        "",
        Optional.of(new BackendTls.Credential(PemSamples.CLIENT, key)));
  }

  private static Workload workload(BackendTls.Key key, int port) {
    return new Workload.HttpService(
        WEB.placement(),
        List.of(),
        "/",
        HttpSettings.DEFAULT.with(new BackendProtocol(BackendProtocol.Http.HTTP_1, tls(key))),
        List.of(Backend.of("[400::1]:" + port)),
        Timeouts.DEFAULT);
  }

  @Test
  void aPortIsClaimedWithTheWorkloadMovedWithItAndGivenUpWithIt() {
    reserveBlog();
    Placement place = new Placement("blog", "db", List.of(POOL));
    asTenant.workloads().publish(tcp(place, 5432), new Workloads.Expecting.None());
    assertThat(port(5432).released()).isFalse();
    asTenant.workloads().publish(tcp(place, 5433), new Workloads.Expecting.Anything());
    assertThat(port(5432).released()).isTrue();
    assertThat(port(5433).released()).isFalse();
    asTenant.workloads().delete("blog", "db");
    assertThat(port(5433).released()).isTrue();
    assertThat(asTenant.workloads().find("blog", "db")).isEmpty();
  }

  private static Workload tcp(Placement place, int port) {
    return new Workload.TcpForward(
        place, port, List.of(Backend.of("[400::1]:5432")), Timeouts.DEFAULT);
  }

  private PortBody port(int number) {
    return asTenant
        .reader()
        .body(RecordKey.port(POOL, PortProtocol.TCP, number), PortBody.class)
        .orElseThrow();
  }

  @Test
  void keysAreAddedRemovedAndTheIdentityRecovered() {
    SigningKey phone = SigningKey.generate();
    asTenant
        .identities()
        .addKey(new IdentityKey(phone.publicKey(), Set.of(KeyUse.OWN), Optional.empty(), "phone"));
    Gateway onPhone = node.gateway(tenant.with(phone).without(tenant.keys().getFirst().keyId()));
    onPhone.identities().removeKey(tenant.keys().getFirst().keyId().substring(0, 12));
    assertThatThrownBy(this::reserveBlog)
        .isInstanceOfSatisfying(
            RefusedException.class, e -> assertThat(e.problem().code()).contains("unknown-key"));
    onPhone.reservations().reserve("blog", provider.identity(), DAYS);

    SigningKey fresh = SigningKey.generate();
    SigningKey nextRecovery = SigningKey.generate();
    KeyRing recovered = new KeyRing(tenant.identity(), List.of(fresh), tenant.encryption());
    node.gateway(recovered)
        .identities()
        .recover(recovery, recovered, "new laptop", nextRecovery.keyId());
    IdentityBody identity =
        asTenant
            .reader()
            .body(RecordKey.identity(tenant.identity()), IdentityBody.class)
            .orElseThrow();
    assertThat(identity.keys())
        .singleElement()
        .extracting(k -> k.key())
        .isEqualTo(fresh.publicKey());
    assertThat(identity.recovery()).isEqualTo(nextRecovery.keyId());
    node.gateway(recovered).reservations().renew("blog", Duration.ofDays(100), Optional.empty());
  }

  @Test
  void anotherLedgerThanTheKnownOneIsNotBelieved() {
    FakeNode other = new FakeNode();
    GatewayClient client =
        new GatewayClient(other, Optional.of(other.id()), tenant.authority(), other.fixture::now);
    Gateway gateway = Gateway.of(client, Optional.of(tenant), Optional.of(node.fixture.id()));
    assertThatThrownBy(gateway::trust)
        .isInstanceOf(UntrustedException.class)
        .hasMessageContaining("not ledger " + node.fixture.id());
  }

  @Test
  void aWholeHonestLedgerIsSound() {
    reserveBlog();
    asTenant.workloads().publish(WEB, new Workloads.Expecting.None());
    asTenant.workloads().delete("blog", "web");
    asTenant.reservations().release("blog");
    LedgerVerification.Report report = LedgerVerification.of(asTenant.reader());
    assertThat(report.faults()).isEmpty();
    assertThat(report.isSound()).isTrue();
    assertThat(report.history()).isEqualTo(node.history().size()).isGreaterThan(8);
  }

  @Test
  void tokensAreBoundToTheNodeAndChangesToTheirCall() {
    assertThatThrownBy(() -> asTenant.certificates().delete("c1"))
        .isInstanceOf(RefusedException.class);
    GatewayClient client = asTenant.client();
    assertThatThrownBy(() -> client.change("POST", "/v1/x?y=1", "{}", Map.of()))
        .isInstanceOf(RefusedException.class);
    String header = node.calls.getLast().headers().getOrDefault("authorization", "");
    CallToken.Signed token = CallToken.parse(header.substring("Bearer ".length()));
    assertThat(token.token().aud()).isEqualTo(node.id());
    assertThat(token.isSignedBy(tenant.keys().getFirst().publicKey())).isTrue();
    assertThat(token.token().isBoundTo("POST", "/v1/x?y=1", "{}".getBytes(StandardCharsets.UTF_8)))
        .isTrue();
    assertThat(node.calls.getLast().toString()).doesNotContain(header);
  }

  @Test
  void noTokenGoesWithPublicReadsAndRecords() {
    reserveBlog();
    assertThat(node.calls)
        .filteredOn(call -> !call.path().equals("/v1/enrolment"))
        .allSatisfy(call -> assertThat(call.headers()).doesNotContainKey("authorization"));
  }

  @Test
  void aDraftNamesItsSignersVersionAndTheHashBefore() {
    reserveBlog();
    asTenant.reservations().renew("blog", Duration.ofDays(120), Optional.empty());
    LedgerRecord record = node.fixture.ledger.latest(RecordKey.name("blog")).orElseThrow().record();
    assertThat(record.version()).isEqualTo(2);
    assertThat(record.signer().version()).isEqualTo(1);
    assertThat(record.prev())
        .isEqualTo(node.fixture.ledger.at(RecordKey.name("blog"), 1).map(r -> r.signed().hash()));
    assertThat(record.signer().identity()).isEqualTo(new IdentityId(tenant.identity().value()));
  }
}
