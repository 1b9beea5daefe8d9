package io.webgateway.agent.management;

import io.webgateway.agent.admission.DoorWorld;
import io.webgateway.agent.admission.Submission;
import io.webgateway.agent.certificate.CertificateUploads;
import io.webgateway.agent.certificate.FileCertificateStore;
import io.webgateway.agent.certificate.LocalCertificateAuthority;
import io.webgateway.agent.certificate.ManagementTlsIdentity;
import io.webgateway.agent.ledger.h2.H2LedgerStore;
import io.webgateway.agent.management.port.Enrolment;
import io.webgateway.agent.management.port.LedgerReader;
import io.webgateway.agent.management.port.ManagementPorts;
import io.webgateway.agent.management.port.NodeFacts;
import io.webgateway.agent.management.port.SealedDefinitions;
import io.webgateway.agent.observe.BackendsHealth;
import io.webgateway.agent.observe.NodeMetrics;
import io.webgateway.agent.observe.StatusBoard;
import io.webgateway.agent.observe.usage.UsageBook;
import io.webgateway.agent.observe.usage.UsageMeters;
import io.webgateway.agent.pool.KeyVault;
import io.webgateway.agent.reconcile.PemSamples;
import io.webgateway.agent.routing.RouteTable;
import io.webgateway.agent.routing.ServedTable;
import io.webgateway.agent.tap.TrafficRing;
import io.webgateway.model.identity.IdentityId;
import io.webgateway.model.identity.Thumbprint;
import io.webgateway.model.ledger.GrantBody;
import io.webgateway.model.ledger.NodeBody;
import io.webgateway.model.ledger.PoolAdmission;
import io.webgateway.model.ledger.PoolBody;
import io.webgateway.model.ledger.RecordKey;
import io.webgateway.model.ledger.WorkloadBody;
import io.webgateway.model.status.Condition;
import io.webgateway.model.status.ConditionStatus;
import io.webgateway.model.status.ConditionType;
import io.webgateway.model.workload.Backend;
import io.webgateway.model.workload.BackendProtocol;
import io.webgateway.model.workload.BackendTls;
import io.webgateway.model.workload.HttpSettings;
import io.webgateway.model.workload.Placement;
import io.webgateway.model.workload.Timeouts;
import io.webgateway.model.workload.Workload;
import io.webgateway.model.workload.WorkloadParts;
import io.webgateway.rules.Refusal;
import io.webgateway.wire.DecryptionKey;
import io.webgateway.wire.NodeProof;
import io.webgateway.wire.SealedPartCodec;
import io.webgateway.wire.SigningKey;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;

/**
 * A real management server on a real ledger: a provider with one pool and one node, and tenants as
 * a test needs them. The rest of the node is made up.
 */
final class ManagementWorld implements AutoCloseable {
  static final String POOL = "gw.example.org";
  static final String SECRET_BACKEND = "[400::5ec:e7]:8080";
  static final String SECRET_KEY = PemSamples.CLIENT_KEY.lines().toList().get(1);
  static final String SECRET_MESSAGE = "400::5ec:e7 does not answer";

  final AtomicReference<Instant> now =
      new AtomicReference<>(Instant.now().truncatedTo(ChronoUnit.SECONDS));
  final InstantSource clock = now::get;
  final SigningKey nodeKey = SigningKey.generate();
  final DecryptionKey poolKey = DecryptionKey.generate();
  final StatusBoard board = new StatusBoard(clock);
  final TestDrains drains = new TestDrains(clock);
  final NodeMetrics metrics = new NodeMetrics();
  final TrafficRing traffic = new TrafficRing();
  final UsageMeters meters = new UsageMeters(System::nanoTime);
  private final UsageBook usage;
  final Map<String, BackendsHealth> backends = new ConcurrentHashMap<>();
  final AtomicReference<Optional<RouteTable>> routes = new AtomicReference<>(Optional.empty());
  final Path directory;
  final Path socket;
  final H2LedgerStore store;
  final DoorWorld ledger;
  final SigningKey provider;
  final ManagementTlsIdentity tls;
  final LocalCertificateAuthority authority;
  final ManagementPorts ports;
  private final SecureRandom random = new SecureRandom();
  private ManagementServer server;

  ManagementWorld(Path directory) throws IOException {
    this.directory = directory;
    this.socket = directory.resolve("run").resolve("management.sock");
    this.store = H2LedgerStore.open(directory.resolve("ledger"));
    this.ledger = new DoorWorld(store, clock);
    this.provider = ledger.provider();
    this.usage = UsageBook.open(directory.resolve("usage"), meters, clock);
    this.tls = ManagementTlsIdentity.openOrCreate(directory.resolve("tls"), clock, random);
    KeyVault vault = KeyVault.openOrCreate(directory.resolve("vault.key"), random);
    this.authority =
        LocalCertificateAuthority.openOrCreate(directory.resolve("ca"), vault, clock, random);
    this.ports =
        new ManagementPorts(
            nodeKey.identity(),
            ledger.door,
            new LedgerReader(store),
            board,
            path -> Optional.ofNullable(backends.get(path)),
            new SealedDefinitions(poolKey),
            new CertificateUploads(
                FileCertificateStore.open(directory.resolve("certs"), vault, clock, random),
                clock,
                () -> {}),
            Optional.of(authority.pem()),
            this::facts,
            routes::get,
            traffic,
            usage,
            this::enrol,
            new IdleUpgrades(),
            drains,
            metrics,
            clock);
    enrolNode();
    this.server = start();
  }

  private ManagementServer start() throws IOException {
    InetSocketAddress anyPort = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    return ManagementServer.start(
        ports,
        new ManagementSettings(
            socket,
            Optional.of(new ManagementSettings.Tls(anyPort, tls.sslContext())),
            Optional.of(anyPort),
            directory.resolve("audit.jsonl")));
  }

  /** Starts another server, with TLS at an address and a socket of its own. */
  ManagementServer another(InetSocketAddress address) throws IOException {
    return ManagementServer.start(
        ports,
        new ManagementSettings(
            directory.resolve("other").resolve("management.sock"),
            Optional.of(new ManagementSettings.Tls(address, tls.sslContext())),
            Optional.empty(),
            directory.resolve("other.jsonl")));
  }

  /** A table serves a workload whose one backend fails. */
  void serveWithDeadBackend(String workload, SigningKey owner) {
    routes.set(
        Optional.of(ServedTable.of(workload, owner.identity().value(), "400::5ec:e7", 8080)));
    backends.put(
        workload,
        new BackendsHealth(
            List.of(
                new BackendsHealth.Backend(
                    SECRET_BACKEND,
                    1,
                    BackendsHealth.State.LEFT_OUT,
                    now.get(),
                    SECRET_MESSAGE,
                    Optional.of(now.get()),
                    Optional.of(2),
                    Optional.of(
                        new BackendsHealth.Doubt(
                            BackendsHealth.Check.FAILED, 1, 3, SECRET_MESSAGE)))),
            false));
  }

  void restart() throws IOException {
    server.close();
    server = start();
  }

  ManagementServer server() {
    return server;
  }

  int port() {
    return server.tlsPort().orElseThrow();
  }

  void pass(Duration time) {
    now.updateAndGet(before -> before.plus(time));
  }

  private void enrolNode() {
    DoorWorld.expectAccepted(
        ledger.submit(
            ledger.next(
                RecordKey.pool(POOL),
                new PoolBody(
                    provider.identity(),
                    PoolAdmission.INVITED,
                    poolKey.publicKey(),
                    List.of(nodeKey.identity())),
                provider)));
    NodeProof proof =
        new NodeProof(
            ledger.ledger(),
            provider.identity(),
            POOL,
            nodeKey.publicKey(),
            poolKey.publicKey(),
            tls.pin(),
            List.of("https://node.example.org:7443"));
    NodeBody body = proof.body(proof.sign(nodeKey));
    DoorWorld.expectAccepted(
        ledger.submit(ledger.next(RecordKey.node(nodeKey.identity()), body, provider)));
  }

  private NodeFacts facts() {
    return new NodeFacts(
        nodeKey.identity(),
        ledger.ledger(),
        Optional.of(POOL),
        Optional.of(provider.identity()),
        true,
        tls.pin(),
        List.of("https://node.example.org:7443"),
        List.of(
            new NodeFacts.ListenerFacts(
                "https", "127.0.0.1:8443", NodeFacts.ListenerFacts.BOUND, Optional.empty())),
        new NodeFacts.TlsFacts(List.of("TLSv1.3"), List.of("X25519MLKEM768"), true),
        "0.1.0",
        board.startedAt(),
        List.of());
  }

  private Enrolment.Outcome enrol(IdentityId wanted, String pool) {
    if (!pool.equals(POOL)) {
      return new Enrolment.Declined(
          List.of(
              Refusal.conflict(
                  "already-enrolled", "/pool", "The node is in " + POOL, "Name that pool")));
    }
    return new Enrolment.Offer(
        "proof",
        Optional.empty(),
        nodeKey.identity(),
        poolKey.publicKey(),
        tls.pin(),
        List.of(),
        ledger.ledger());
  }

  /** A tenant with a grant, a name and a published workload with conditions. */
  SigningKey tenantWith(String namespace) {
    SigningKey tenant = ledger.identity();
    ledger.grant(provider, tenant, 5, clock.instant().plus(Duration.ofDays(300)));
    DoorWorld.expectAccepted(
        ledger.submit(ledger.reservation(namespace, tenant, provider, clock.instant())));
    DoorWorld.expectAccepted(ledger.door.submit(workload(namespace, tenant)));
    board.publish(
        namespace + "/web",
        tenant.identity(),
        List.of(
            new Condition(
                ConditionType.BACKENDS_HEALTHY,
                ConditionStatus.FALSE,
                "NoAnswer",
                SECRET_MESSAGE,
                clock.instant())));
    return tenant;
  }

  Submission workload(String namespace, SigningKey tenant) {
    Workload workload =
        new Workload.HttpService(
            new Placement(namespace, "web", List.of(POOL)),
            List.of(),
            "/",
            withCredential(),
            List.of(Backend.of(SECRET_BACKEND)),
            Timeouts.DEFAULT);
    WorkloadParts parts = WorkloadParts.of(workload, tenant.identity());
    String sealed = SealedPartCodec.seal(parts.sealed(), List.of(poolKey.publicKey()));
    WorkloadBody body =
        new WorkloadBody(1, List.of(POOL), parts.open(), Thumbprint.ofText(sealed), false);
    return new Submission(
        List.of(ledger.next(RecordKey.workload(namespace, "web"), body, tenant)),
        Optional.of(sealed));
  }

  private static HttpSettings withCredential() {
    BackendTls tls =
        new BackendTls.On(
            new BackendTls.Trust.Authorities(PemSamples.AUTHORITY),
            "",
            Optional.of(
                new BackendTls.Credential(
                    PemSamples.CLIENT, new BackendTls.Key.Written(PemSamples.CLIENT_KEY))));
    return HttpSettings.DEFAULT.with(new BackendProtocol(BackendProtocol.Http.HTTP_1, tls));
  }

  /** Gives somebody the right to view the provider's pools. */
  void grantView(SigningKey to) {
    setView(to, true);
  }

  /** Takes it back. */
  void revokeView(SigningKey from) {
    setView(from, false);
  }

  private void setView(SigningKey to, boolean mayView) {
    GrantBody body =
        new GrantBody(
            0,
            0,
            0,
            List.of(),
            mayView,
            clock.instant().plus(Duration.ofDays(300)),
            List.of(),
            List.of());
    DoorWorld.expectAccepted(
        ledger.submit(
            ledger.next(RecordKey.grant(provider.identity(), to.identity()), body, provider)));
  }

  @Override
  public void close() {
    usage.close();
    server.close();
    ledger.close();
    store.close();
    metrics.close();
  }
}
