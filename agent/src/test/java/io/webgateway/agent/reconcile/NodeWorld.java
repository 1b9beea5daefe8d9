package io.webgateway.agent.reconcile;

import com.sun.net.httpserver.HttpServer;
import io.webgateway.agent.admission.DoorWorld;
import io.webgateway.agent.admission.Submission;
import io.webgateway.agent.admission.SubmitOutcome;
import io.webgateway.agent.certificate.CertificateDesk;
import io.webgateway.agent.certificate.FileCertificateStore;
import io.webgateway.agent.certificate.LocalCertificateAuthority;
import io.webgateway.agent.ledger.Belief;
import io.webgateway.agent.ledger.HostileLedgerStore;
import io.webgateway.agent.ledger.LedgerStore;
import io.webgateway.agent.ledger.NodeMemory;
import io.webgateway.agent.ledger.h2.H2LedgerStore;
import io.webgateway.agent.observe.StatusBoard;
import io.webgateway.agent.pool.Enrolment;
import io.webgateway.agent.pool.KeyVault;
import io.webgateway.agent.pool.NodeKeys;
import io.webgateway.agent.proxy.ProxyEngine;
import io.webgateway.agent.proxy.ProxySettings;
import io.webgateway.agent.proxy.listener.ListenerState;
import io.webgateway.agent.routing.BackendRules;
import io.webgateway.agent.routing.Listener;
import io.webgateway.agent.routing.PrefixBackendPolicy;
import io.webgateway.agent.tap.TrafficSink;
import io.webgateway.model.identity.IdentityId;
import io.webgateway.model.identity.Thumbprint;
import io.webgateway.model.ledger.AcceptedRecord;
import io.webgateway.model.ledger.LedgerRecord;
import io.webgateway.model.ledger.NameBody;
import io.webgateway.model.ledger.PoolAdmission;
import io.webgateway.model.ledger.PoolBody;
import io.webgateway.model.ledger.PortBody;
import io.webgateway.model.ledger.Receipt;
import io.webgateway.model.ledger.RecordKey;
import io.webgateway.model.ledger.SignedRecord;
import io.webgateway.model.ledger.Signer;
import io.webgateway.model.ledger.WorkloadBody;
import io.webgateway.model.name.HostPort;
import io.webgateway.model.workload.Backend;
import io.webgateway.model.workload.HttpSettings;
import io.webgateway.model.workload.Placement;
import io.webgateway.model.workload.PlainHttpPolicy;
import io.webgateway.model.workload.PublicPart;
import io.webgateway.model.workload.Timeouts;
import io.webgateway.model.workload.Workload;
import io.webgateway.model.workload.WorkloadParts;
import io.webgateway.wire.NodeProof;
import io.webgateway.wire.ReceiptCodec;
import io.webgateway.wire.RecordCodec;
import io.webgateway.wire.SealedPartCodec;
import io.webgateway.wire.SigningKey;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A node of its own pool, with a real store, door, data plane and backend, for tests. */
public final class NodeWorld implements AutoCloseable {
  /** The pool's domain. */
  public static final String POOL = "gw.test.example";

  /** The ledger as the node sees it. */
  public final HostileLedgerStore seen;

  /** The ledger's door, provider and tenants. */
  public final DoorWorld ledger;

  /** The provider's key. */
  public final SigningKey provider;

  /** The reconciler under test. */
  public Reconciler reconciler;

  /** The board of conditions. */
  public final StatusBoard board;

  /** Where this world's ports are bound: an address of its own, so that no two worlds meet. */
  public final InetAddress forward = ownLoopback();

  private final Path directory;
  private final LedgerStore store;
  private final HttpServer backend;
  private final PrefixBackendPolicy policy;
  private final NodeKeys keys;
  private final ProxyEngine engine;
  private final CertificateDesk desk;
  private NodeMemory memory;

  private static InetAddress ownLoopback() {
    byte[] address = new byte[4];
    new SecureRandom().nextBytes(address);
    address[0] = 127;
    address[3] = 9;
    try {
      return InetAddress.getByAddress(address);
    } catch (UnknownHostException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Founds everything in an empty directory; the node starts enrolled. */
  public NodeWorld(Path directory) throws IOException {
    this(directory, 0);
  }

  /** The same where one more port of loopback may have a backend. */
  public NodeWorld(Path directory, int otherPort) throws IOException {
    this.directory = directory;
    this.store = H2LedgerStore.open(directory.resolve("ledger"));
    this.seen = HostileLedgerStore.around(store);
    InstantSource clock = InstantSource.system();
    this.ledger = new DoorWorld(seen, clock);
    this.provider = ledger.provider();
    this.backend = startBackend();
    this.policy = policyOfThisWorld(otherPort);
    SecureRandom random = new SecureRandom();
    KeyVault vault = KeyVault.openOrCreate(directory.resolve("storage-key"), random);
    this.keys = NodeKeys.openOrCreate(directory.resolve("keys"), vault);
    this.desk =
        new CertificateDesk(
            FileCertificateStore.open(directory.resolve("certificates"), vault, clock, random),
            Optional.of(
                LocalCertificateAuthority.openOrCreate(
                    directory.resolve("ca"), vault, clock, random)),
            clock);
    this.engine = ProxyEngine.start(ProxySettings.defaults(), TrafficSink.NONE);
    this.board = new StatusBoard(clock);
    enrol();
    startNode();
  }

  /** Starts the node's mind, again if it was stopped. */
  public void startNode() {
    memory = new NodeMemory(H2LedgerStore.open(directory.resolve("memory")));
    Listener http =
        new Listener(
            "http",
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
            Listener.Protocol.HTTP);
    reconciler =
        new Reconciler(
            new Reconciler.Ports(
                new Belief(seen, memory),
                seen,
                ledger.door,
                keys.signing(),
                keys.decryption(),
                List.of(http),
                Optional.of(forward),
                this::policy,
                desk,
                engine,
                board,
                InstantSource.system()));
    reconciler.start();
  }

  /** Stops the node's mind; the data plane runs on. */
  public void stopNode() {
    reconciler.close();
    memory.close();
  }

  /** Gives a new tenant a grant and a name. */
  public SigningKey tenantWith(String name) {
    SigningKey tenant = ledger.identity();
    ledger.grant(provider, tenant, 5, Instant.now().plus(Duration.ofDays(9)));
    DoorWorld.expectAccepted(
        ledger.submit(ledger.reservation(name, tenant, provider, Instant.now())));
    return tenant;
  }

  /** Publishes a workload that answers from this world's backend. */
  public void publish(String namespace, SigningKey owner) {
    publish(namespace, owner, List.of());
  }

  /** The same for hosts of the tenant's choice. */
  public void publish(String namespace, SigningKey owner, List<String> hosts) {
    DoorWorld.expectAccepted(submit(namespace, owner, "127.0.0.1:" + backendPort(), hosts));
  }

  /** The same with settings of the tenant's choice. */
  public void publish(String namespace, SigningKey owner, HttpSettings http, Timeouts timeouts) {
    DoorWorld.expectAccepted(
        submit(
            new Workload.HttpService(
                new Placement(namespace, "web", List.of(POOL)),
                List.of(),
                "/",
                http,
                List.of(Backend.of("127.0.0.1:" + backendPort())),
                timeouts),
            owner));
  }

  /** Publishes whatever there is. */
  public void publish(Workload workload, SigningKey owner) {
    DoorWorld.expectAccepted(submit(workload, owner));
  }

  /** Publishes a workload of the same name's host whose TLS is passed through. */
  public void publishPassthrough(String namespace, String id, String address, SigningKey owner) {
    DoorWorld.expectAccepted(
        submit(
            new Workload.TlsPassthrough(
                new Placement(namespace, id, List.of(POOL)),
                List.of(),
                List.of(Backend.of(address)),
                Timeouts.DEFAULT),
            owner));
  }

  private SubmitOutcome submit(
      String namespace, SigningKey owner, String address, List<String> hosts) {
    return submit(
        new Workload.HttpService(
            new Placement(namespace, "web", List.of(POOL)),
            hosts,
            "/",
            HttpSettings.of(PlainHttpPolicy.SERVE),
            List.of(Backend.of(address)),
            Timeouts.DEFAULT),
        owner);
  }

  private SubmitOutcome submit(Workload workload, SigningKey owner) {
    String namespace = workload.placement().namespace();
    WorkloadParts parts = WorkloadParts.of(workload, owner.identity());
    String sealed = SealedPartCodec.seal(parts.sealed(), List.of(keys.decryption().publicKey()));
    WorkloadBody body =
        new WorkloadBody(
            tenure(namespace), List.of(POOL), parts.open(), Thumbprint.ofText(sealed), false);
    SignedRecord signed =
        ledger.next(RecordKey.workload(namespace, workload.placement().id()), body, owner);
    List<SignedRecord> records = new ArrayList<>();
    parts.open().port().ifPresent(port -> records.add(claim(port, workload.placement(), owner)));
    records.add(signed);
    return ledger.door.submit(new Submission(records, Optional.of(sealed)));
  }

  private SignedRecord claim(PublicPart.PoolPort port, Placement place, SigningKey owner) {
    PortBody body =
        new PortBody(
            owner.identity(), place.namespace(), place.id(), tenure(place.namespace()), false);
    return ledger.next(RecordKey.port(POOL, port.protocol(), port.port()), body, owner);
  }

  /** Takes a workload back. */
  public void delete(String namespace, SigningKey owner) {
    RecordKey key = RecordKey.workload(namespace, "web");
    WorkloadBody before = (WorkloadBody) ledger.latest(key).orElseThrow().body();
    WorkloadBody gone =
        new WorkloadBody(before.tenure(), before.pools(), before.spec(), before.sealedHash(), true);
    DoorWorld.expectAccepted(ledger.submit(ledger.next(key, gone, owner)));
  }

  /** Gives a name up. */
  public void release(String namespace, SigningKey owner) {
    NameBody name = name(namespace);
    NameBody released =
        new NameBody(
            name.owner(), name.sponsor(), name.until(), name.tenure(), true, Optional.empty());
    DoorWorld.expectAccepted(
        ledger.submit(ledger.next(RecordKey.name(namespace), released, owner)));
  }

  /** The node's id. */
  public IdentityId nodeId() {
    return keys.node();
  }

  /** A record of a name, of the version that is there, in which a thief takes it. */
  public String forgedName(String namespace, SigningKey thief) {
    AcceptedRecord real = ledger.latest(RecordKey.name(namespace)).orElseThrow();
    NameBody name = name(namespace);
    NameBody stolen =
        new NameBody(
            thief.identity(), name.sponsor(), name.until(), name.tenure(), false, Optional.empty());
    LedgerRecord record =
        new LedgerRecord(
            real.record().ledger(),
            real.signed().key(),
            real.signed().version(),
            real.record().prev(),
            new Signer(thief.identity(), 1),
            stolen);
    SignedRecord signed = RecordCodec.sign(record, thief);
    Receipt receipt =
        new Receipt(
            real.record().ledger(),
            signed.key(),
            signed.version(),
            signed.hash(),
            real.acceptedAt());
    return ReceiptCodec.pair(
        new AcceptedRecord(signed, ReceiptCodec.sign(receipt, ledger.operator)));
  }

  /** The newest record of a name. */
  public NameBody name(String namespace) {
    return (NameBody) ledger.latest(RecordKey.name(namespace)).orElseThrow().body();
  }

  /** The status code that a visitor gets from {@code <namespace>.<pool>}; 0 while unbound. */
  public int visit(String namespace) {
    return visitHost(namespace + "." + POOL);
  }

  /** The same for any host. */
  public int visitHost(String host) {
    return reconciler
        .state()
        .applied()
        .map(report -> report.listeners().get("http"))
        .filter(ListenerState.Bound.class::isInstance)
        .map(bound -> status(((ListenerState.Bound) bound).address(), host))
        .orElse(0);
  }

  private static int status(InetSocketAddress address, String host) {
    try (Socket socket = new Socket(address.getAddress(), address.getPort())) {
      socket.setSoTimeout(5_000);
      String request = "GET / HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n";
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      String answer =
          new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
      return Integer.parseInt(answer.substring(9, 12));
    } catch (IOException e) {
      return -1;
    }
  }

  private int tenure(String namespace) {
    return name(namespace).tenure();
  }

  /** Where this world's backend listens, the only place that its policy allows. */
  public int backendPort() {
    return backend.getAddress().getPort();
  }

  private PrefixBackendPolicy policy() {
    return policy;
  }

  private PrefixBackendPolicy policyOfThisWorld(int otherPort) {
    Set<HostPort> allowed = new HashSet<>(Set.of(HostPort.of("127.0.0.1:" + backendPort())));
    if (otherPort > 0) {
      allowed.add(HostPort.of("127.0.0.1:" + otherPort));
    }
    return new PrefixBackendPolicy(new BackendRules(List.of(), false, allowed, Set.of()));
  }

  private void enrol() {
    IdentityId node = keys.node();
    Enrolment enrolment =
        new Enrolment(
            keys,
            ledger.ledger(),
            Thumbprint.ofText("no tls here"),
            List.of(URI.create("https://127.0.0.1:1").toString()),
            false);
    Enrolment.Offer offer = enrolment.offer(provider.identity(), POOL);
    PoolBody pool =
        new PoolBody(provider.identity(), PoolAdmission.INVITED, offer.encryption(), List.of(node));
    DoorWorld.expectAccepted(ledger.submit(ledger.next(RecordKey.pool(POOL), pool, provider)));
    NodeProof proof = NodeProof.verify(offer.proof());
    DoorWorld.expectAccepted(
        ledger.submit(ledger.next(RecordKey.node(node), proof.body(offer.proof()), provider)));
  }

  private static HttpServer startBackend() throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          byte[] body = "hello".getBytes(StandardCharsets.US_ASCII);
          exchange.sendResponseHeaders(200, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    server.start();
    return server;
  }

  @Override
  public void close() {
    stopNode();
    engine.close();
    ledger.close();
    store.close();
    backend.stop(0);
  }
}
