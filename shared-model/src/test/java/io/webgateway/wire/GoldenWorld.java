package io.webgateway.wire;

import static io.webgateway.wire.GoldenKeys.DEVICE;
import static io.webgateway.wire.GoldenKeys.NODE;
import static io.webgateway.wire.GoldenKeys.OPERATOR;
import static io.webgateway.wire.GoldenKeys.PROVIDER;
import static io.webgateway.wire.GoldenKeys.RECOVERY;

import io.webgateway.model.identity.IdentityId;
import io.webgateway.model.identity.IdentityKey;
import io.webgateway.model.identity.KeyUse;
import io.webgateway.model.ledger.DomainBody;
import io.webgateway.model.ledger.GenesisBody;
import io.webgateway.model.ledger.GrantBody;
import io.webgateway.model.ledger.IdentityBody;
import io.webgateway.model.ledger.LedgerParameters;
import io.webgateway.model.ledger.LedgerRecord;
import io.webgateway.model.ledger.NameBody;
import io.webgateway.model.ledger.NodeBody;
import io.webgateway.model.ledger.PoolAdmission;
import io.webgateway.model.ledger.PoolBody;
import io.webgateway.model.ledger.PortBody;
import io.webgateway.model.ledger.ProviderBody;
import io.webgateway.model.ledger.Receipt;
import io.webgateway.model.ledger.RecordBody;
import io.webgateway.model.ledger.RecordKey;
import io.webgateway.model.ledger.SignedRecord;
import io.webgateway.model.ledger.Signer;
import io.webgateway.model.ledger.StatusBody;
import io.webgateway.model.ledger.Suspension;
import io.webgateway.model.ledger.TransferOffer;
import io.webgateway.model.ledger.WorkloadBody;
import io.webgateway.model.name.PortProtocol;
import io.webgateway.model.status.ConditionStatus;
import io.webgateway.model.status.ConditionType;
import io.webgateway.model.status.PublishedCondition;
import io.webgateway.model.workload.Backend;
import io.webgateway.model.workload.BackendProtocol;
import io.webgateway.model.workload.BackendTls;
import io.webgateway.model.workload.ClientCertificatePolicy;
import io.webgateway.model.workload.HttpSettings;
import io.webgateway.model.workload.PlainHttpPolicy;
import io.webgateway.model.workload.PublicPart;
import io.webgateway.model.workload.SealedPart;
import io.webgateway.model.workload.TcpSettings;
import io.webgateway.model.workload.Timeouts;
import io.webgateway.model.workload.UdpSettings;
import io.webgateway.model.workload.VisitorTls;
import io.webgateway.model.workload.policy.BackendLoss;
import io.webgateway.model.workload.policy.Balancing;
import io.webgateway.model.workload.policy.CircuitLimits;
import io.webgateway.model.workload.policy.HealthPolicy;
import io.webgateway.model.workload.policy.Pause;
import io.webgateway.model.workload.policy.ProxyProtocol;
import io.webgateway.model.workload.policy.Retries;
import io.webgateway.model.workload.policy.TrafficLimits;
import io.webgateway.model.workload.policy.TrafficPolicy;
import io.webgateway.wire.pem.PemSamples;
import java.time.Instant;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** One record of every kind, as an accepted history of one small ledger. */
final class GoldenWorld {
  static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  static final String POOL = "gw.example.org";
  static final IdentityId ME = PROVIDER.identity();

  /** The samples in the order in which they are accepted, by the names of their files. */
  final Map<String, SignedRecord> records = new LinkedHashMap<>();

  private final Signer me = new Signer(ME, 1);

  GoldenWorld() {
    GenesisBody genesis =
        new GenesisBody("golden", List.of(OPERATOR.publicKey()), LedgerParameters.DEFAULT);
    Signer operator = new Signer(OPERATOR.identity(), 0);
    records.put(
        "genesis",
        RecordCodec.sign(
            new LedgerRecord(
                LedgerRecord.SELF, RecordKey.GENESIS, 1, Optional.empty(), operator, genesis),
            OPERATOR));
    add("identity", RecordKey.identity(ME), new Signer(ME, 0), identity("Ada", PROVIDER));
    add("provider", RecordKey.provider(ME), me, provider());
    add("pool", RecordKey.pool(POOL), me, pool());
    sign("node", record(RecordKey.node(NODE.identity()), me, node()), PROVIDER);
    add("grant", RecordKey.grant(ME, ME), me, grant());
    add("name", RecordKey.name("blog"), me, name(Optional.empty()));
    add("domain", RecordKey.domain("www.example.com"), me, new DomainBody(ME, "blog", 1, false));
    add(
        "port",
        RecordKey.port(POOL, PortProtocol.UDP, 5353),
        me,
        new PortBody(ME, "blog", "dns", 1, false));
    add("workload", RecordKey.workload("blog", "web"), me, workload());
    Signer node = new Signer(NODE.identity(), 0);
    sign("status", record(RecordKey.status("blog", "web", NODE.identity()), node, status()), NODE);
    TransferOffer offer =
        new TransferOffer(DEVICE.identity(), Instant.parse("2026-01-10T00:00:00.000001Z"));
    SignedRecord held = sample("name");
    sign(
        "name-offered",
        new LedgerRecord(
            id(), held.key(), 2, Optional.of(held.hash()), me, name(Optional.of(offer))),
        PROVIDER);
    SignedRecord given = sample("grant");
    sign(
        "grant-ceiling",
        new LedgerRecord(id(), given.key(), 2, Optional.of(given.hash()), me, ceiling()),
        PROVIDER);
    SignedRecord first = sample("identity");
    records.put(
        "identity-recovered",
        RecordCodec.signRevealing(
            new LedgerRecord(
                id(), first.key(), 2, Optional.of(first.hash()), me, identity("Ada", DEVICE)),
            RECOVERY));
  }

  SignedRecord sample(String name) {
    return Objects.requireNonNull(records.get(name), name);
  }

  String id() {
    return sample("genesis").hash();
  }

  Receipt receipt() {
    SignedRecord name = sample("name");
    return new Receipt(
        id(), name.key(), name.version(), name.hash(), Instant.parse("2026-01-01T00:00:00.006Z"));
  }

  NodeProof proof() {
    return new NodeProof(
        id(),
        ME,
        POOL,
        NODE.publicKey(),
        GoldenKeys.NODE_BOX.publicKey(),
        "LPJNul-wow4m6DsqxbninhsWHlwfp0JecwQzYpOLmCQ",
        List.of("https://node.example.org:7443"));
  }

  ProviderAdmissionProof admission() {
    return new ProviderAdmissionProof(id(), ME);
  }

  static CallToken token() {
    return new CallToken(
        ME,
        NODE.identity(),
        "AAAAAAAAAAAAAAAAAAAAAA",
        1_767_225_600,
        1_767_225_900,
        Optional.of("DELETE"),
        Optional.of("/v1/certificates/7?x=1"),
        Optional.of("47DEQpj8HBSa-_TImW-5JCeuQeRkm5NMpJWZG3hSuFU"));
  }

  static SealedPart sealed() {
    return new SealedPart(
        "blog/web",
        ME,
        "/",
        HttpSettings.DEFAULT,
        List.of(new Backend("[400::1]:8080", 3), Backend.of("[200::2]:80")),
        Timeouts.DEFAULT);
  }

  /** A part in which everything is set that was added after the first one. */
  static SealedPart everySetting() {
    BackendTls tls =
        new BackendTls.On(
            new BackendTls.Trust.Authorities(PemSamples.AUTHORITY),
            "inner.example.org",
            Optional.of(
                new BackendTls.Credential(
                    PemSamples.CLIENT, new BackendTls.Key.Written(PemSamples.CLIENT_KEY))));
    VisitorTls visitors =
        new VisitorTls(
            VisitorTls.Version.TLS_1_3,
            new ClientCertificatePolicy.Required(PemSamples.AUTHORITY),
            new VisitorTls.Hsts(31_536_000, true));
    return new SealedPart(
        "blog/web",
        ME,
        "/",
        new HttpSettings(
            PlainHttpPolicy.PASS_ACME,
            visitors,
            new BackendProtocol(BackendProtocol.Http.HTTP_2, tls),
            1_000),
        List.of(Backend.of("[400::1]:8443")),
        new Timeouts(3_000, 60_000, 60_000, 10_000, 600_000));
  }

  /** The other ways to know a backend and a visitor. */
  static SealedPart pinned() {
    SealedPart part = sealed();
    BackendTls pins =
        new BackendTls.On(
            new BackendTls.Trust.Pins(List.of(PemSamples.CLIENT_PIN)), "", Optional.empty());
    VisitorTls visitors =
        new VisitorTls(
            VisitorTls.Version.TLS_1_2,
            new ClientCertificatePolicy.Optional(PemSamples.AUTHORITY),
            VisitorTls.Hsts.OFF);
    return new SealedPart(
        part.workload(),
        part.owner(),
        part.pathPrefix(),
        part.http().with(visitors).with(new BackendProtocol(BackendProtocol.Http.HTTP_1, pins)),
        part.backends(),
        part.timeouts());
  }

  /** An HttpService whose whole traffic policy is set. */
  static SealedPart everyPolicy() {
    TrafficPolicy policy =
        new TrafficPolicy(
            new Balancing(
                Balancing.Method.CONSISTENT_HASH,
                new Balancing.HashKey.Header("x-user"),
                new Balancing.Stickiness.Cookie("at", 3_600),
                30_000,
                50),
            new HealthPolicy(
                new HealthPolicy.ActiveCheck.Http("/healthz?deep=1", "shop.internal", 200, 299),
                new HealthPolicy.Schedule(10_000, 1_000, 1, 5, 9_090),
                new HealthPolicy.Ejection(5, 10_000, 50)),
            new Retries(1, 10),
            new CircuitLimits(100, 1_000, 50),
            new TrafficLimits(
                new TrafficLimits.Bounds(10_000, 500, 2_000, 1_000_000_000, 2_000_000_000),
                new TrafficLimits.Bounds(20, 10, 50, 10_000_000, 20_000_000),
                16_384,
                104_857_600),
            ProxyProtocol.V2,
            BackendLoss.DEFAULT,
            new Pause.Off());
    return with(sealed(), TcpSettings.DEFAULT, UdpSettings.DEFAULT, policy);
  }

  /** A TcpForward that ends TLS and begins it again, asked by gRPC. */
  static SealedPart tcp() {
    TcpSettings tcp =
        new TcpSettings(
            new TcpSettings.VisitorSide.Terminated(
                VisitorTls.Version.TLS_1_3,
                new ClientCertificatePolicy.Required(PemSamples.AUTHORITY)),
            everySetting().http().backend().tls());
    TrafficPolicy policy =
        TrafficPolicy.DEFAULT
            .with(Balancing.of(Balancing.Method.LEAST_REQUESTS))
            .with(
                new HealthPolicy(
                    new HealthPolicy.ActiveCheck.Grpc("db.Health"),
                    HealthPolicy.Schedule.DEFAULT,
                    HealthPolicy.Ejection.DEFAULT))
            .with(ProxyProtocol.V1);
    return with(sealed(), tcp, UdpSettings.DEFAULT, policy);
  }

  /** A UdpForward for one-way datagrams, unchecked, whose visitors stay where they were. */
  static SealedPart udp() {
    TrafficPolicy policy =
        TrafficPolicy.UNCHECKED.with(
            Balancing.DEFAULT.with(new Balancing.Stickiness.ClientAddress()));
    return with(
        sealed(), TcpSettings.DEFAULT, new UdpSettings(500, 20, 3_600_000, 0, true), policy);
  }

  private static SealedPart with(
      SealedPart part, TcpSettings tcp, UdpSettings udp, TrafficPolicy policy) {
    return new SealedPart(
        part.workload(),
        part.owner(),
        part.pathPrefix(),
        part.http(),
        tcp,
        udp,
        part.backends(),
        part.timeouts(),
        policy);
  }

  private void add(String name, RecordKey key, Signer signer, RecordBody body) {
    sign(name, record(key, signer, body), PROVIDER);
  }

  private void sign(String name, LedgerRecord record, SigningKey key) {
    records.put(name, RecordCodec.sign(record, key));
  }

  private LedgerRecord record(RecordKey key, Signer signer, RecordBody body) {
    return new LedgerRecord(id(), key, 1, Optional.empty(), signer, body);
  }

  private static IdentityBody identity(String name, SigningKey key) {
    Instant end = Instant.parse("2027-01-01T00:00:00Z");
    return new IdentityBody(
        name,
        List.of(
            new IdentityKey(
                key.publicKey(), EnumSet.allOf(KeyUse.class), Optional.empty(), "laptop \u00fc"),
            new IdentityKey(NODE.publicKey(), Set.of(KeyUse.RENEW), Optional.of(end), "")),
        GoldenKeys.PROVIDER_BOX.publicKey(),
        RECOVERY.keyId());
  }

  private ProviderBody provider() {
    return new ProviderBody(
        "Ada's gateways", "ada@example.org", Optional.of(admission().sign(OPERATOR)));
  }

  private static PoolBody pool() {
    return new PoolBody(
        ME, PoolAdmission.INVITED, GoldenKeys.POOL_BOX.publicKey(), List.of(NODE.identity()));
  }

  private NodeBody node() {
    return proof().body(proof().sign(NODE));
  }

  private static GrantBody grant() {
    return new GrantBody(
        3,
        2,
        100_000_000,
        List.of(POOL),
        true,
        Instant.parse("2030-01-01T00:00:00Z"),
        List.of("blog/web", "shop"),
        List.of(new Suspension("spam", "Sends spam")));
  }

  private static GrantBody ceiling() {
    GrantBody body = grant();
    return new GrantBody(
        body.maxNames(),
        body.maxPorts(),
        body.bandwidthBitsPerSecond(),
        body.pools(),
        body.view(),
        body.notAfter(),
        body.approvals(),
        body.suspensions(),
        Optional.of(new GrantBody.Ceiling(5_000, 200, 1_000)));
  }

  private static NameBody name(Optional<TransferOffer> offer) {
    return new NameBody(ME, ME, Instant.parse("2026-07-01T00:00:00Z"), 1, false, offer);
  }

  private static WorkloadBody workload() {
    return new WorkloadBody(
        1,
        List.of(POOL),
        new PublicPart.HttpService(List.of("blog.gw.example.org", "*.www.example.com")),
        "LPJNul-wow4m6DsqxbninhsWHlwfp0JecwQzYpOLmCQ",
        false);
  }

  private static StatusBody status() {
    return new StatusBody(
        POOL,
        1,
        List.of(
            new PublishedCondition(
                ConditionType.BACKENDS_HEALTHY,
                ConditionStatus.UNKNOWN,
                "NotChecked",
                Instant.parse("2026-01-01T00:00:00.250Z"))));
  }
}
