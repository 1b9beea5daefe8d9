package io.webgateway.agent.proxy;

import io.netty.channel.EventLoop;
import io.netty.handler.ssl.SslContext;
import io.netty.util.concurrent.EventExecutor;
import io.webgateway.agent.observe.BackendsHealth;
import io.webgateway.agent.observe.HeldVisitors;
import io.webgateway.agent.observe.TrafficCounters;
import io.webgateway.agent.observe.usage.UsageMeters;
import io.webgateway.agent.proxy.drain.Drains;
import io.webgateway.agent.proxy.drain.Ground;
import io.webgateway.agent.proxy.drain.Telling;
import io.webgateway.agent.proxy.exchange.LoopContext;
import io.webgateway.agent.proxy.health.NodeHealth;
import io.webgateway.agent.proxy.limit.WorkloadTraffic;
import io.webgateway.agent.proxy.limit.Workloads;
import io.webgateway.agent.proxy.listener.ListenerSet;
import io.webgateway.agent.proxy.listener.ListenerState;
import io.webgateway.agent.proxy.succession.InheritedSockets;
import io.webgateway.agent.proxy.succession.SocketKeeper;
import io.webgateway.agent.proxy.tls.TlsContexts;
import io.webgateway.agent.proxy.tls.TlsOffer;
import io.webgateway.agent.proxy.transport.BackendTls;
import io.webgateway.agent.proxy.transport.Departure;
import io.webgateway.agent.proxy.transport.Guest;
import io.webgateway.agent.proxy.transport.LiveTable;
import io.webgateway.agent.proxy.transport.RollCall;
import io.webgateway.agent.proxy.transport.ServerTls;
import io.webgateway.agent.proxy.transport.Transport;
import io.webgateway.agent.proxy.upstream.Clusters;
import io.webgateway.agent.proxy.upstream.tls.BackendTlsContexts;
import io.webgateway.agent.routing.BackendPolicy;
import io.webgateway.agent.routing.Listener;
import io.webgateway.agent.routing.RouteInputs;
import io.webgateway.agent.routing.RouteTable;
import io.webgateway.agent.routing.RouteTableCompiler;
import io.webgateway.agent.routing.TlsIdentity;
import io.webgateway.agent.routing.drain.DrainScope;
import io.webgateway.agent.routing.drain.Present;
import io.webgateway.agent.routing.policy.TlsPolicy;
import io.webgateway.agent.routing.policy.UpstreamProtocol;
import io.webgateway.agent.tap.TrafficSink;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The data plane as the rest of the agent sees it: started once, given tables, closed. Methods
 * block and are called from outside the event loops; they are safe to call from any thread.
 */
public final class ProxyEngine implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ProxyEngine.class);
  private static final long DRAIN_LOOK_MILLIS = 10;

  /** A backend that takes not even the end of TLS is not waited for longer. */
  private static final long BACKENDS_CLOSE_MILLIS = 1_000;

  /** Loops count within milliseconds; one that does not is in trouble of its own. */
  private static final long COUNT_MILLIS = 2_000;

  /** With two older keys still taken, no session is resumed 36 hours after it was made. */
  private static final long TICKET_KEY_HOURS = 12;

  private final ProxySettings settings;
  private final Transport transport;
  private final LiveTable live;
  private final UsageMeters usage = new UsageMeters(System::nanoTime);
  private final Workloads workloads;
  private final ListenerSet listeners;
  private final Succession succession;
  private final Map<EventLoop, LoopContext> loops = new HashMap<>();
  private final TlsContexts contexts;
  private final BackendTlsContexts backendContexts = new BackendTlsContexts();
  private final ScheduledExecutorService chores =
      Executors.newSingleThreadScheduledExecutor(ProxyEngine::choreThread);
  private final TrafficCounters counters = new TrafficCounters();
  private final Clusters clusters = Clusters.sinceNow();
  private final NodeHealth health;
  private final Drains drains;
  private boolean closed;

  private ProxyEngine(
      ProxySettings settings, TrafficSink sink, InheritedSockets inherited, SocketKeeper keeper) {
    this.settings = settings;
    this.transport = Transport.open(settings.eventLoops(), settings.nativeTransport());
    this.live =
        new LiveTable(new LiveTable.Snapshot(emptyTable(), Map.of(), Map.of(), 0, List.of()));
    SecureRandom random = new SecureRandom();
    this.workloads = new Workloads(random.nextLong(), usage);
    this.contexts = new TlsContexts(random, InstantSource.system());
    byte[] nodeBytes = new byte[4];
    random.nextBytes(nodeBytes);
    String node = HexFormat.of().formatHex(nodeBytes);
    LoopContext.Shared shared =
        new LoopContext.Shared(
            live,
            clusters,
            settings.limits(),
            settings.trustedPeers(),
            sink,
            counters,
            "webgw-" + node);
    for (EventExecutor executor : transport.group()) {
      EventLoop loop = (EventLoop) executor;
      loops.put(
          loop, new LoopContext(loop, transport, shared, node + loops.size(), random.nextLong()));
    }
    this.health =
        new NodeHealth(
            loops.values().stream().map(LoopContext::checks).toList(),
            new NodeHealth.Parts(live, clusters, random::nextDouble),
            InstantSource.system());
    this.listeners = new ListenerSet(transport, loops, random.nextLong(), inherited, keeper);
    this.succession = new Succession(transport, listeners);
    this.drains =
        new Drains(
            new Served(),
            chores,
            new Drains.Time(System::nanoTime, InstantSource.system()),
            new SplittableRandom(random.nextLong()));
    chores.scheduleAtFixedRate(
        this::rotateTicketKeys, TICKET_KEY_HOURS, TICKET_KEY_HOURS, TimeUnit.HOURS);
  }

  private static Thread choreThread(Runnable work) {
    return Thread.ofPlatform().daemon().name("proxy-chores").unstarted(work);
  }

  /**
   * Starts event loops; nothing is bound until a table says so.
   *
   * @param sink takes one event per exchange, called on event loops
   */
  public static ProxyEngine start(ProxySettings settings, TrafficSink sink) {
    return new ProxyEngine(settings, sink, InheritedSockets.none(), SocketKeeper.NOBODY);
  }

  /**
   * The same with sockets that were open before this process; what it serves quietly at first
   * begins with {@link Succession#beginServing}.
   *
   * @param keeper keeps sockets open beyond the end of this process
   */
  public static ProxyEngine start(
      ProxySettings settings, TrafficSink sink, InheritedSockets inherited, SocketKeeper keeper) {
    return new ProxyEngine(settings, sink, inherited, keeper);
  }

  /** How it takes over from another process of the node, and leaves to the next. */
  public Succession succession() {
    return succession;
  }

  /**
   * Serves by a table from now on: new listeners are bound first, then the table is swapped in one
   * assignment and new listeners take whoever has come, then listeners that are gone are unbound
   * and their exchanges left to end. A listener that cannot be bound stops nothing else.
   *
   * @throws IllegalStateException when the engine is closed
   */
  public synchronized ApplyReport apply(RouteTable table) {
    if (closed) {
      throw new IllegalStateException("the proxy engine is closed");
    }
    Map<TlsIdentity, ServerTls> needed = contexts.prepare(table.terminations());
    Map<UpstreamProtocol, BackendTls> backends = backendContexts.prepare(table.upstreamProtocols());
    Map<String, ListenerState> states = listeners.bind(table.listeners());
    clusters.follow(table);
    boolean changesTls = table.changesTlsOf(live.current().routes());
    live.swap(
        new LiveTable.Snapshot(
            table, needed, backends, redirectPort(table, states), workloads.follow(table)));
    listeners.open();
    health.follow(table);
    listeners.retireAllBut(table.listeners());
    listeners.keep();
    if (changesTls) {
      Telling.tell(listeners.guests(new DrainScope.Node()), new Departure.Revised(table));
    }
    List<SslContext> retired = new ArrayList<>(contexts.retire(needed));
    retired.addAll(backendContexts.retire(backends.keySet()));
    releaseAfterHandshakes(retired);
    return new ApplyReport(table.version(), states, table.problems());
  }

  /**
   * Seals new TLS session tickets with new keys from now on; done without being asked every 12
   * hours. Sessions of the last two keys are still resumed.
   */
  public synchronized void rotateTicketKeys() {
    if (!closed) {
      contexts.rotateTicketKeys();
    }
  }

  /** What is offered to visitors in TLS handshakes on this machine. */
  public static TlsOffer tlsOffer() {
    return TlsOffer.here();
  }

  /** What is known of the backends of the table that serves. */
  public Clusters clusters() {
    return clusters;
  }

  /** What was counted since the start. */
  public TrafficCounters.Snapshot counters() {
    return counters.snapshot();
  }

  /** What workloads use, to be taken and written down. */
  public UsageMeters usage() {
    return usage;
  }

  /**
   * How the backends of every cluster of the table are, by the cluster's id. Any thread; what it
   * costs is paid by who asks.
   */
  public Map<String, BackendsHealth> health() {
    return health.all();
  }

  /** How the backends of one cluster are; empty when the table does not have it. */
  public Optional<BackendsHealth> health(String cluster) {
    return health.of(cluster);
  }

  /** Who waits for a backend, of all workloads. Any thread. */
  public HeldVisitors held() {
    return health.held();
  }

  /** What is drained. */
  public Drains drains() {
    return drains;
  }

  /**
   * What of a workload is there now.
   *
   * @param notUnder counts only connections whose handshake will not do under this policy
   * @throws IllegalStateException when the event loops do not answer within two seconds
   */
  public Present present(String workload, Optional<TlsPolicy> notUnder) {
    DrainScope scope = new DrainScope.OfWorkload(workload);
    List<Guest> guests = new Served().guests(scope);
    try {
      return Telling.count(() -> new RollCall(scope, notUnder), guests)
          .get(COUNT_MILLIS, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while counting", e);
    } catch (ExecutionException | TimeoutException e) {
      throw new IllegalStateException("the event loops did not count in time", e);
    }
  }

  /** Whether there is a listener of a name. */
  public synchronized boolean hasListener(String name) {
    return listeners.has(name);
  }

  /** Listeners change with tables, one at a time. */
  private final class Served implements Ground {
    @Override
    public List<Guest> guests(DrainScope scope) {
      synchronized (ProxyEngine.this) {
        return listeners.guests(scope);
      }
    }

    @Override
    public void draining(Set<DrainScope> scopes) {
      synchronized (ProxyEngine.this) {
        listeners.draining(scopes);
        for (WorkloadTraffic traffic : live.current().workloads()) {
          traffic.draining(scopes.contains(new DrainScope.OfWorkload(traffic.workload())));
        }
      }
    }
  }

  /** The version of the table that serves now. */
  public long version() {
    return live.current().routes().version();
  }

  /**
   * A handshake reads the table and takes its context within one task of its event loop, so once
   * every loop has run a task, nobody can take a retired context any more.
   */
  private void releaseAfterHandshakes(List<SslContext> retired) {
    if (retired.isEmpty()) {
      return;
    }
    AtomicInteger pending = new AtomicInteger(settings.eventLoops());
    for (EventExecutor loop : transport.group()) {
      loop.execute(
          () -> {
            if (pending.decrementAndGet() == 0) {
              TlsContexts.release(retired);
            }
          });
    }
  }

  private int redirectPort(RouteTable table, Map<String, ListenerState> states) {
    return settings.externalHttpsPort().orElseGet(() -> boundHttpsPort(table, states));
  }

  private static int boundHttpsPort(RouteTable table, Map<String, ListenerState> states) {
    for (Listener listener : table.listeners()) {
      if (listener.protocol() == Listener.Protocol.HTTPS
          && states.get(listener.name()) instanceof ListenerState.Bound bound) {
        return bound.address().getPort();
      }
    }
    return 0;
  }

  /** Stops accepting, lets exchanges end for a while, cuts the rest. */
  @Override
  public synchronized void close() {
    if (closed) {
      return;
    }
    closed = true;
    chores.shutdownNow();
    health.stop();
    listeners.retireAllBut(List.of());
    long waitedMillis = 0;
    while (!listeners.isDrained() && waitedMillis < settings.drainTimeoutMillis()) {
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(DRAIN_LOOK_MILLIS));
      waitedMillis += DRAIN_LOOK_MILLIS;
    }
    listeners.cutRetired();
    succession.close();
    closeBackends();
    transport.group().shutdownGracefully(0, 2, TimeUnit.SECONDS).syncUninterruptibly();
    health.close();
    TlsContexts.release(contexts.retire(Map.of()));
    TlsContexts.release(backendContexts.retire(Set.of()));
  }

  private void closeBackends() {
    CountDownLatch open = new CountDownLatch(loops.size());
    loops.forEach((loop, context) -> loop.execute(() -> context.closeBackends(open::countDown)));
    try {
      if (!open.await(BACKENDS_CLOSE_MILLIS, TimeUnit.MILLISECONDS)) {
        LOG.warn("connections to backends did not end in {} ms", BACKENDS_CLOSE_MILLIS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static RouteTable emptyTable() {
    BackendPolicy nothing =
        (address, port) -> new BackendPolicy.Verdict.Refused("empty", "There is no table yet.");
    return RouteTableCompiler.compile(new RouteInputs(0, List.of(), List.of(), List.of(), nothing));
  }
}
