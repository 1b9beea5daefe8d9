package io.webgateway.agent;

import io.webgateway.agent.admission.BackendCheck;
import io.webgateway.agent.admission.CurrentBackendPolicy;
import io.webgateway.agent.admission.Door;
import io.webgateway.agent.admission.Founding;
import io.webgateway.agent.admission.LedgerDoor;
import io.webgateway.agent.admission.Submission;
import io.webgateway.agent.admission.SubmitOutcome;
import io.webgateway.agent.certificate.CertificateDesk;
import io.webgateway.agent.certificate.CertificateUploads;
import io.webgateway.agent.certificate.FileCertificateStore;
import io.webgateway.agent.certificate.LocalCertificateAuthority;
import io.webgateway.agent.certificate.ManagementTlsIdentity;
import io.webgateway.agent.config.AgentConfig;
import io.webgateway.agent.config.BindAddress;
import io.webgateway.agent.ledger.Belief;
import io.webgateway.agent.ledger.LateLedgerStore;
import io.webgateway.agent.ledger.LedgerStore;
import io.webgateway.agent.ledger.NodeMemory;
import io.webgateway.agent.ledger.StoreException;
import io.webgateway.agent.ledger.h2.H2LedgerStore;
import io.webgateway.agent.management.ManagementServer;
import io.webgateway.agent.management.ManagementSettings;
import io.webgateway.agent.management.port.LedgerReader;
import io.webgateway.agent.management.port.ManagementPorts;
import io.webgateway.agent.management.port.SealedDefinitions;
import io.webgateway.agent.management.port.Upgrades;
import io.webgateway.agent.observe.NodeMetrics;
import io.webgateway.agent.observe.StatusBoard;
import io.webgateway.agent.observe.usage.UsageBook;
import io.webgateway.agent.pool.DurableFile;
import io.webgateway.agent.pool.Enrolment;
import io.webgateway.agent.pool.KeyVault;
import io.webgateway.agent.pool.NodeKeys;
import io.webgateway.agent.proxy.ProxyEngine;
import io.webgateway.agent.proxy.ProxySettings;
import io.webgateway.agent.proxy.succession.InheritedSockets;
import io.webgateway.agent.proxy.succession.SocketKeeper;
import io.webgateway.agent.proxy.transport.TrustedPeers;
import io.webgateway.agent.reconcile.LedgerState;
import io.webgateway.agent.reconcile.Reconciler;
import io.webgateway.agent.routing.Listener;
import io.webgateway.agent.tap.TrafficRing;
import io.webgateway.model.ledger.LedgerRecord;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

/**
 * The one hand-written wiring class: every part of the agent is made and introduced here, in the
 * order in which they need each other; what was started is stopped in reverse.
 */
final class AgentAssembly {
  private static final String LEDGER_TITLE = "A lone agent's ledger";

  private final AgentConfig config;
  private final Path data;
  private final InstantSource clock = clock();
  private final SecureRandom random = new SecureRandom();
  private final Deque<AutoCloseable> running = new ArrayDeque<>();
  private final DataPlane plane;
  private final Upgrades upgrades;

  /**
   * For one opening.
   *
   * @param plane serves already
   * @param upgrades of the process
   */
  AgentAssembly(AgentConfig config, DataPlane plane, Upgrades upgrades) {
    this.config = config;
    this.data = config.dataDirectory();
    this.plane = plane;
    this.upgrades = upgrades;
  }

  /** The node's clock. */
  static InstantSource clock() {
    return InstantSource.system();
  }

  /** Starts the data plane; it serves nothing yet. */
  static DataPlane dataPlane(AgentConfig config, InheritedSockets inherited, SocketKeeper keeper) {
    TrafficRing traffic = new TrafficRing();
    return new DataPlane(
        ProxyEngine.start(proxySettings(config), traffic, inherited, keeper), traffic);
  }

  /**
   * Opens everything but the data plane: what is on disk, the ledger, and the management API.
   *
   * @throws IOException when something cannot be opened; then nothing is open
   */
  ControlPlane open() throws IOException {
    try {
      return openAll();
    } catch (IOException | RuntimeException e) {
      ControlPlane.close(running);
      throw e;
    }
  }

  /**
   * What is remembered as verified serves first. The ledger may take its time: after a crash its
   * index is made anew.
   */
  private ControlPlane openAll() throws IOException {
    DurableFile.createDirectory(data);
    KeyVault vault = KeyVault.openOrCreate(data.resolve("storage-key"), random);
    NodeKeys keys = NodeKeys.openOrCreate(data.resolve("keys"), vault);
    LaterReconciler state = new LaterReconciler();
    CurrentBackendPolicy policy = new CurrentBackendPolicy(config);
    Certificates certificates = certificates(vault, state);
    StatusBoard board = new StatusBoard(clock);
    LateLedgerStore ledger = new LateLedgerStore();
    LateDoor statuses = new LateDoor();
    Reconciler reconciler = reconciler(ledger, statuses, keys, policy, certificates.desk(), board);
    state.follow(reconciler);
    reconciler.start();
    LedgerStore store = run(H2LedgerStore.open(data.resolve("ledger")));
    LedgerDoor door = openDoor(store, keys, state, policy);
    String id = Founding.foundIfNew(door, store, keys.signing(), LEDGER_TITLE);
    // It asks the ledger from now on, so it ends before that is closed.
    run(reconciler);
    statuses.open(door);
    ledger.open(store);
    reconciler.lookAtEverything();
    UsageBook usage = run(UsageBook.open(data.resolve("usage"), engine().usage(), clock));
    NodeMetrics metrics = run(new NodeMetrics());
    metrics.traffic(engine()::counters);
    metrics.held(engine()::held);
    new NodeDrains(engine()).show(metrics);
    ManagementTlsIdentity tls =
        ManagementTlsIdentity.openOrCreate(data.resolve("management"), clock, random);
    Node node = new Node(keys, id, tls.pin(), endpoints());
    ManagementPorts ports =
        ports(node, door, store, board, certificates, reconciler, usage, metrics);
    run(ManagementServer.start(ports, managementSettings(tls)));
    return new ControlPlane(running, reconciler, new Greeting(node, config));
  }

  private ProxyEngine engine() {
    return plane.engine();
  }

  private <T extends AutoCloseable> T run(T part) {
    running.push(part);
    return part;
  }

  private LedgerDoor openDoor(
      LedgerStore store, NodeKeys keys, Supplier<LedgerState> state, CurrentBackendPolicy policy) {
    BackendCheck backends =
        new BackendCheck(() -> state.get().pool(), keys.decryption(), policy, clock);
    return run(new LedgerDoor(store, keys.signing(), clock, List.of(backends)));
  }

  private record Certificates(
      CertificateDesk desk, CertificateUploads uploads, Optional<String> authorityPem) {}

  private Certificates certificates(KeyVault vault, LaterReconciler state) throws IOException {
    FileCertificateStore store =
        FileCertificateStore.open(data.resolve("certificates"), vault, clock, random);
    Optional<LocalCertificateAuthority> authority =
        config.certificates().localCa()
            ? Optional.of(
                LocalCertificateAuthority.openOrCreate(
                    data.resolve("local-ca"), vault, clock, random))
            : Optional.empty();
    return new Certificates(
        new CertificateDesk(store, authority.map(a -> a), clock),
        new CertificateUploads(store, clock, state::wake),
        authority.map(LocalCertificateAuthority::pem));
  }

  private Reconciler reconciler(
      LedgerStore store,
      Door statuses,
      NodeKeys keys,
      CurrentBackendPolicy policy,
      CertificateDesk desk,
      StatusBoard board) {
    NodeMemory memory = run(new NodeMemory(H2LedgerStore.open(data.resolve("memory"))));
    return run(
        new Reconciler(
            new Reconciler.Ports(
                new Belief(store, memory),
                store,
                statuses,
                keys.signing(),
                keys.decryption(),
                listeners(),
                config.listeners().forward(),
                policy,
                desk,
                engine(),
                board,
                clock)));
  }

  private static ProxySettings proxySettings(AgentConfig config) {
    ProxySettings defaults = ProxySettings.defaults();
    return new ProxySettings(
        config.eventLoopThreads(Runtime.getRuntime().availableProcessors()),
        defaults.nativeTransport(),
        defaults.limits(),
        defaults.drainTimeoutMillis(),
        config
            .listeners()
            .externalHttpsPort()
            .map(port -> OptionalInt.of(port.number()))
            .orElseGet(OptionalInt::empty),
        TrustedPeers.of(config.listeners().proxyProtocolFrom()));
  }

  private List<Listener> listeners() {
    List<Listener> listeners = new ArrayList<>();
    config
        .listeners()
        .http()
        .map(BindAddress::toSocketAddress)
        .ifPresent(a -> listeners.add(new Listener("http", a, Listener.Protocol.HTTP)));
    config
        .listeners()
        .https()
        .map(BindAddress::toSocketAddress)
        .ifPresent(a -> listeners.add(new Listener("https", a, Listener.Protocol.HTTPS)));
    return listeners;
  }

  private ManagementPorts ports(
      Node node,
      LedgerDoor door,
      LedgerStore store,
      StatusBoard board,
      Certificates certificates,
      Reconciler reconciler,
      UsageBook usage,
      NodeMetrics metrics) {
    Enrolment enrolment =
        new Enrolment(node.keys(), node.ledger(), node.tlsPin(), node.endpoints(), true);
    Instant startedAt = upgrades.process().startedAt();
    return new ManagementPorts(
        node.keys().node(),
        door,
        new LedgerReader(store),
        board,
        engine()::health,
        new SealedDefinitions(node.keys().decryption()),
        certificates.uploads(),
        certificates.authorityPem(),
        () -> node.facts(reconciler.state(), startedAt),
        reconciler::table,
        plane.traffic(),
        usage,
        new NodeEnrolment(node, enrolment),
        upgrades,
        new NodeDrains(engine()),
        metrics,
        clock);
  }

  private ManagementSettings managementSettings(ManagementTlsIdentity tls) {
    return new ManagementSettings(
        config.management().unixSocket(),
        config
            .management()
            .tls()
            .map(a -> new ManagementSettings.Tls(a.toSocketAddress(), tls.sslContext())),
        config.metrics().map(BindAddress::toSocketAddress),
        data.resolve("audit.jsonl"));
  }

  private List<String> endpoints() {
    return config.management().tls().map(a -> List.of("https://" + a)).orElse(List.of());
  }

  /** The door, for who can wait: before it is there, the ledger itself cannot be asked. */
  private static final class LateDoor implements Door {
    private final AtomicReference<Optional<Door>> door = new AtomicReference<>(Optional.empty());

    void open(Door opened) {
      door.set(Optional.of(opened));
    }

    private Door door() {
      return door.get().orElseThrow(() -> new StoreException("it is being opened"));
    }

    @Override
    public SubmitOutcome submit(Submission submission) {
      return door().submit(submission);
    }

    @Override
    public SubmitOutcome rehearse(Submission submission) {
      return door().rehearse(submission);
    }

    @Override
    public SubmitOutcome rehearse(LedgerRecord draft) {
      return door().rehearse(draft);
    }
  }

  /** The reconciler, for parts that are made before it. */
  private static final class LaterReconciler implements Supplier<LedgerState> {
    private final AtomicReference<Optional<Reconciler>> reconciler =
        new AtomicReference<>(Optional.empty());

    void follow(Reconciler followed) {
      reconciler.set(Optional.of(followed));
    }

    void wake() {
      reconciler.get().ifPresent(Reconciler::wake);
    }

    @Override
    public LedgerState get() {
      return reconciler.get().map(Reconciler::state).orElse(LedgerState.NOTHING_YET);
    }
  }
}
