package io.webgateway.agent.cli;

import io.webgateway.agent.admission.DoorWorld;
import io.webgateway.agent.certificate.CertificateUploads;
import io.webgateway.agent.certificate.FileCertificateStore;
import io.webgateway.agent.certificate.LocalCertificateAuthority;
import io.webgateway.agent.certificate.ManagementTlsIdentity;
import io.webgateway.agent.ledger.h2.H2LedgerStore;
import io.webgateway.agent.management.IdleUpgrades;
import io.webgateway.agent.management.ManagementServer;
import io.webgateway.agent.management.ManagementSettings;
import io.webgateway.agent.management.TestDrains;
import io.webgateway.agent.management.port.Enrolment;
import io.webgateway.agent.management.port.LedgerReader;
import io.webgateway.agent.management.port.ManagementPorts;
import io.webgateway.agent.management.port.NodeFacts;
import io.webgateway.agent.observe.BackendsHealth;
import io.webgateway.agent.observe.NodeMetrics;
import io.webgateway.agent.observe.StatusBoard;
import io.webgateway.agent.observe.usage.UsageBook;
import io.webgateway.agent.observe.usage.UsageMeters;
import io.webgateway.agent.pool.KeyVault;
import io.webgateway.agent.routing.RouteTable;
import io.webgateway.agent.routing.ServedTable;
import io.webgateway.agent.tap.TrafficRing;
import io.webgateway.model.identity.IdentityId;
import io.webgateway.wire.DecryptionKey;
import io.webgateway.wire.NodeProof;
import io.webgateway.wire.ProviderAdmissionProof;
import io.webgateway.wire.SigningKey;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;

/** A real management server on a real ledger, of a node that nobody has enrolled yet. */
final class CliWorld implements AutoCloseable {
  final SigningKey nodeKey = SigningKey.generate();
  final DecryptionKey nodeEncryption = DecryptionKey.generate();
  final Path socket;
  final InstantSource clock = InstantSource.system();
  private final StatusBoard board = new StatusBoard(clock);
  final TestDrains drains = new TestDrains(clock);
  private final NodeMetrics metrics = new NodeMetrics();
  final TrafficRing traffic = new TrafficRing();
  final UsageMeters meters = new UsageMeters(System::nanoTime);
  final UsageBook usage;
  private final Map<String, BackendsHealth> backends = new ConcurrentHashMap<>();
  private final AtomicReference<Optional<RouteTable>> routes =
      new AtomicReference<>(Optional.empty());
  private final H2LedgerStore store;
  private final DoorWorld ledger;
  private final ManagementTlsIdentity tls;
  private final ManagementServer server;

  CliWorld(Path directory) throws IOException {
    SecureRandom random = new SecureRandom();
    this.socket = directory.resolve("run").resolve("management.sock");
    this.store = H2LedgerStore.open(directory.resolve("ledger"));
    this.ledger = new DoorWorld(store, clock);
    this.usage = UsageBook.open(directory.resolve("usage"), meters, clock);
    this.tls = ManagementTlsIdentity.openOrCreate(directory.resolve("tls"), clock, random);
    KeyVault vault = KeyVault.openOrCreate(directory.resolve("vault.key"), random);
    LocalCertificateAuthority authority =
        LocalCertificateAuthority.openOrCreate(directory.resolve("ca"), vault, clock, random);
    ManagementPorts ports =
        new ManagementPorts(
            nodeKey.identity(),
            ledger.door,
            new LedgerReader(store),
            board,
            path -> Optional.ofNullable(backends.get(path)),
            (key, body, text) -> Optional.empty(),
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
    this.server =
        ManagementServer.start(
            ports,
            new ManagementSettings(
                socket,
                Optional.of(
                    new ManagementSettings.Tls(
                        new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                        tls.sslContext())),
                Optional.empty(),
                directory.resolve("audit.jsonl")));
  }

  /** From now on the node says that it serves this workload, and that its backends are so. */
  void serve(String workload, String owner, BackendsHealth health) {
    backends.put(workload, health);
    routes.set(Optional.of(ServedTable.of(workload, owner, "400::1", 80)));
  }

  private List<String> endpoints() {
    return List.of("https://127.0.0.1:" + server.tlsPort().orElseThrow());
  }

  private NodeFacts facts() {
    return new NodeFacts(
        nodeKey.identity(),
        ledger.ledger(),
        Optional.empty(),
        Optional.empty(),
        false,
        tls.pin(),
        endpoints(),
        List.of(),
        new NodeFacts.TlsFacts(List.of("TLSv1.3"), List.of("X25519MLKEM768"), true),
        "0.1.0",
        board.startedAt(),
        List.of());
  }

  private Enrolment.Outcome enrol(IdentityId provider, String pool) {
    NodeProof proof =
        new NodeProof(
            ledger.ledger(),
            provider,
            pool,
            nodeKey.publicKey(),
            nodeEncryption.publicKey(),
            tls.pin(),
            endpoints());
    return new Enrolment.Offer(
        proof.sign(nodeKey),
        Optional.of(new ProviderAdmissionProof(ledger.ledger(), provider).sign(ledger.operator)),
        nodeKey.identity(),
        nodeEncryption.publicKey(),
        tls.pin(),
        endpoints(),
        ledger.ledger());
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
