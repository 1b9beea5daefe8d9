package io.webgateway.agent.management;

import io.helidon.webserver.WebServer;
import io.webgateway.agent.management.audit.AuditTrail;
import io.webgateway.agent.management.call.Resource;
import io.webgateway.agent.management.call.RouteList;
import io.webgateway.agent.management.port.ManagementPorts;
import io.webgateway.agent.management.resource.AuditResource;
import io.webgateway.agent.management.resource.BackendResource;
import io.webgateway.agent.management.resource.CertificateResource;
import io.webgateway.agent.management.resource.DomainResource;
import io.webgateway.agent.management.resource.DrainResource;
import io.webgateway.agent.management.resource.EnrolmentResource;
import io.webgateway.agent.management.resource.EventResource;
import io.webgateway.agent.management.resource.GrantResource;
import io.webgateway.agent.management.resource.HealthResource;
import io.webgateway.agent.management.resource.IdentityResource;
import io.webgateway.agent.management.resource.LedgerResource;
import io.webgateway.agent.management.resource.NodeResource;
import io.webgateway.agent.management.resource.OpenApiResource;
import io.webgateway.agent.management.resource.PoolResource;
import io.webgateway.agent.management.resource.ProcessResource;
import io.webgateway.agent.management.resource.ProviderResource;
import io.webgateway.agent.management.resource.ReservationResource;
import io.webgateway.agent.management.resource.RouteTestResource;
import io.webgateway.agent.management.resource.TapAudit;
import io.webgateway.agent.management.resource.TrafficResource;
import io.webgateway.agent.management.resource.UsageResource;
import io.webgateway.agent.management.resource.WorkloadResource;
import io.webgateway.agent.management.stream.StreamPlaces;
import io.webgateway.agent.management.token.CallerCheck;
import io.webgateway.agent.management.token.TakenTokens;
import io.webgateway.agent.tap.TapSessions;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.UnixDomainSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.bridge.SLF4JBridgeHandler;

/**
 * The management API on its listeners: a unix socket, TLS, and metrics apart. Start it with {@link
 * #start}; closing it waits shortly for calls that are being answered, ends streams, and removes
 * the socket.
 */
public final class ManagementServer implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ManagementServer.class);
  private static final long DRAIN_MILLIS = 5_000;
  private static final long POLL_MILLIS = 10;

  private final ManagementPorts ports;
  private final AuditTrail trail;
  private final Deadlines deadlines = new Deadlines();
  private final AtomicInteger running = new AtomicInteger();
  private final AtomicBoolean closed = new AtomicBoolean();
  private final StreamPlaces places = new StreamPlaces();
  private final TapSessions taps;
  private final RouteList routes;
  private final Api api;
  private final List<WebServer> servers = new ArrayList<>();
  private final UnixSocketPath socket;
  private Optional<WebServer> tls = Optional.empty();
  private Optional<WebServer> metrics = Optional.empty();

  private ManagementServer(ManagementPorts ports, ManagementSettings settings) {
    this.ports = ports;
    this.trail = new AuditTrail(settings.auditFile(), ports.clock());
    this.socket = new UnixSocketPath(settings.unixSocket());
    CallerCheck callers =
        new CallerCheck(ports.node(), new TakenTokens(), ports.ledger(), ports.clock());
    this.taps =
        new TapSessions(
            ports.traffic(), ports.clock(), System::nanoTime, new TapAudit(trail)::endedByItself);
    this.routes = new RouteList(resources(callers));
    this.api = new Api(routes, ports, callers, trail);
    ports
        .metrics()
        .counter("webgw.ledger.commits", "Commits of the ledger's store", ports.ledger()::revision);
    ports.metrics().taps(ports.traffic(), taps);
  }

  /**
   * Starts all listeners.
   *
   * @throws IOException when the socket's place is taken, or an address cannot be bound; names it
   */
  public static ManagementServer start(ManagementPorts ports, ManagementSettings settings)
      throws IOException {
    bridgeLogging();
    ManagementServer server = new ManagementServer(ports, settings);
    try {
      server.open(settings);
      return server;
    } catch (IOException | RuntimeException e) {
      server.close();
      throw e;
    }
  }

  private List<Resource> resources(CallerCheck callers) {
    return List.of(
        new LedgerResource(ports),
        new IdentityResource(ports),
        new ProviderResource(ports),
        new GrantResource(ports),
        new PoolResource(ports),
        new NodeResource(ports),
        new DomainResource(ports),
        new ReservationResource(ports),
        new WorkloadResource(ports),
        new BackendResource(ports),
        new DrainResource(ports),
        new CertificateResource(ports),
        new EnrolmentResource(ports),
        new ProcessResource(ports),
        new RouteTestResource(ports),
        new AuditResource(ports, trail),
        new UsageResource(ports),
        new EventResource(ports, callers, places),
        new TrafficResource(ports, callers, places, taps),
        new HealthResource(ports),
        new OpenApiResource());
  }

  private void open(ManagementSettings settings) throws IOException {
    socket.prepare();
    started(
        Listeners.clear(UnixDomainSocketAddress.of(socket.path()), Listeners.routing(calls(true))),
        "the management socket " + socket.path());
    if (settings.tls().isPresent()) {
      ManagementSettings.Tls wanted = settings.tls().get();
      tls =
          Optional.of(
              started(
                  Listeners.tls(wanted, Listeners.routing(calls(false))),
                  "the management API on " + wanted.address()));
    }
    if (settings.metrics().isPresent()) {
      InetSocketAddress address = settings.metrics().get();
      metrics =
          Optional.of(
              started(
                  Listeners.clear(address, Listeners.metrics(ports.metrics())),
                  "metrics on " + address));
    }
  }

  private HelidonCalls calls(boolean isLocal) {
    return new HelidonCalls(api, deadlines, ports.metrics(), System::nanoTime, isLocal, running);
  }

  private WebServer started(WebServer server, String what) throws IOException {
    try {
      servers.add(server.start());
    } catch (RuntimeException e) {
      throw new IOException("Cannot listen for " + what + ": " + reason(e), e);
    }
    // The web server only logs that it could not bind.
    if (!server.isRunning()) {
      throw new IOException(
          "Cannot listen for " + what + ": another program has it, or this one may not take it");
    }
    LOG.info("Listening: {}", what);
    return server;
  }

  private static String reason(Throwable failure) {
    Throwable root = failure;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return root.getMessage() == null ? root.getClass().getSimpleName() : root.getMessage();
  }

  /** The port of the TLS listener, when there is one. */
  public Optional<Integer> tlsPort() {
    return tls.map(WebServer::port);
  }

  /** The port of the metrics listener, when there is one. */
  public Optional<Integer> metricsPort() {
    return metrics.map(WebServer::port);
  }

  /** Every route that is served. */
  RouteList routes() {
    return routes;
  }

  @Override
  public void close() {
    if (closed.getAndSet(true)) {
      return;
    }
    places.close();
    taps.close();
    drain();
    servers.forEach(WebServer::stop);
    deadlines.close();
    trail.close();
    if (!servers.isEmpty()) {
      try {
        socket.remove();
      } catch (IOException e) {
        LOG.warn("The management socket could not be removed", e);
      }
    }
  }

  // Stopping a server interrupts its calls; one that is in the store must not be.
  private void drain() {
    long rounds = DRAIN_MILLIS / POLL_MILLIS;
    for (long i = 0; i < rounds && running.get() > 0; i++) {
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(POLL_MILLIS));
    }
  }

  // The web server logs through java.util.logging; the program through slf4j.
  private static void bridgeLogging() {
    if (!SLF4JBridgeHandler.isInstalled()) {
      SLF4JBridgeHandler.removeHandlersForRootLogger();
      SLF4JBridgeHandler.install();
    }
  }
}
