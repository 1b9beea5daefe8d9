package io.webgateway.agent;

import io.webgateway.agent.config.AgentConfig;
import io.webgateway.agent.management.port.Upgrades;
import io.webgateway.agent.observe.usage.UsageMeters;
import io.webgateway.agent.pool.DurableFile;
import io.webgateway.agent.proxy.Succession;
import io.webgateway.agent.proxy.succession.InheritedSockets;
import io.webgateway.agent.proxy.succession.KeptSockets;
import io.webgateway.agent.proxy.succession.ListeningSocket;
import io.webgateway.agent.proxy.succession.ServiceNotice;
import io.webgateway.agent.proxy.succession.SocketKeeper;
import io.webgateway.agent.routing.drain.DrainScope;
import io.webgateway.agent.routing.drain.DrainTerms;
import io.webgateway.agent.tap.TrafficRing;
import io.webgateway.agent.upgrade.Predecessor;
import io.webgateway.agent.upgrade.Successor;
import io.webgateway.agent.upgrade.UpgradeStatus;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A running gateway node. {@link #start} returns once it answers on its management API and, where
 * it takes another process's place, serves instead of it. It ends when it is closed, or when a
 * successor serves and nothing is under way here any more.
 */
public final class Agent implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Agent.class);
  private static final long LOOK_MILLIS = 5;
  private static final long FIRST_TABLE_MILLIS = 60_000;

  private final AgentConfig config;
  private final Launch launch;
  private final InstantSource clock = AgentAssembly.clock();
  private final Instant startedAt = clock.instant();
  private final Optional<Successor> before;
  private final DataPlane plane;
  private final Predecessor upgrade;
  private final CountDownLatch ended = new CountDownLatch(1);
  private Optional<ControlPlane> control = Optional.empty();
  private boolean closed;
  private volatile boolean serving;
  private volatile boolean left;

  private Agent(AgentConfig config, Launch launch, Optional<Successor> before, DataPlane plane) {
    this.config = config;
    this.launch = launch;
    this.before = before;
    this.plane = plane;
    this.upgrade =
        new Predecessor(
            new Succeeded(), config.dataDirectory().resolve("run"), launch.next(), clock);
  }

  /**
   * Starts a node that nobody can succeed.
   *
   * @throws IOException when its data directory cannot be used, or an address of its management API
   *     is taken
   */
  public static Agent start(AgentConfig config) throws IOException {
    return start(config, Launch.alone());
  }

  /**
   * Starts a node, or takes the place of a process of it that serves.
   *
   * @throws IOException when its data directory cannot be used, an address of its management API is
   *     taken, or the other process does not give way
   */
  public static Agent start(AgentConfig config, Launch launch) throws IOException {
    DurableFile.createDirectory(config.dataDirectory());
    Optional<Successor> before = Optional.empty();
    if (launch.predecessor().isPresent()) {
      Path meeting = launch.predecessor().get();
      before = Optional.of(Successor.greet(meeting, launch.version()));
    }
    Agent agent = new Agent(config, launch, before, dataPlane(config, launch, before));
    try {
      agent.begin();
      return agent;
    } catch (IOException | RuntimeException e) {
      agent.close();
      throw e;
    }
  }

  private static DataPlane dataPlane(
      AgentConfig config, Launch launch, Optional<Successor> before) {
    List<ListeningSocket> sockets = before.map(Successor::sockets).orElse(launch.kept());
    InheritedSockets inherited =
        before.isPresent()
            ? InheritedSockets.ofPredecessor(sockets)
            : InheritedSockets.ofNobody(sockets);
    SocketKeeper keeper =
        launch
            .service()
            .<SocketKeeper>map(service -> new KeptSockets(service, sockets))
            .orElse(SocketKeeper.NOBODY);
    return AgentAssembly.dataPlane(config, inherited, keeper);
  }

  private void begin() throws IOException {
    if (before.isPresent()) {
      before.get().awaitStateClosed();
    }
    openState();
    awaitFirstTable();
    if (before.isPresent()) {
      before.get().serve(plane.engine().succession(), plane.traffic(), plane.engine().usage());
    } else {
      plane.engine().succession().beginServing();
    }
    serving = true;
    launch.service().ifPresent(notice -> notice.serves(ProcessHandle.current().pid()));
  }

  private synchronized void openState() throws IOException {
    if (closed) {
      throw new IOException("the agent is being closed");
    }
    control = Optional.of(new AgentAssembly(config, plane, new ThisProcess()).open());
  }

  private synchronized void closeState() {
    control.ifPresent(ControlPlane::close);
    control = Optional.empty();
  }

  private synchronized boolean hasTable() {
    return control.map(ControlPlane::hasApplied).orElse(false);
  }

  private void awaitFirstTable() throws IOException {
    Instant patience = clock.instant().plusMillis(FIRST_TABLE_MILLIS);
    while (!hasTable()) {
      if (clock.instant().isAfter(patience)) {
        throw new IOException("there was nothing to serve by within " + FIRST_TABLE_MILLIS + " ms");
      }
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(LOOK_MILLIS));
    }
  }

  /** What an administrator wants to read at the start: who this node is and what to do next. */
  public synchronized String greeting() {
    return control.map(ControlPlane::greeting).orElse("");
  }

  /** Waits until it has ended. */
  public void awaitEnd() throws InterruptedException {
    ended.await();
  }

  @Override
  public void close() {
    synchronized (this) {
      if (closed) {
        return;
      }
      closed = true;
      if (!left) {
        launch.service().ifPresent(ServiceNotice::stops);
      }
      closeState();
    }
    plane.engine().close();
    before.ifPresent(Agent::close);
    ended.countDown();
  }

  private static void close(Successor before) {
    try {
      before.close();
    } catch (IOException e) {
      LOG.warn("The connection to an older process did not close", e);
    }
  }

  private int leaving() {
    return before.flatMap(Successor::leaving).map(Successor.Leaving::underWay).orElse(0);
  }

  /** This process as the next one's predecessor sees it. */
  private final class Succeeded implements Predecessor.Node {
    @Override
    public String version() {
      return launch.version();
    }

    @Override
    public Succession succession() {
      return plane.engine().succession();
    }

    @Override
    public void closeState() {
      Agent.this.closeState();
    }

    @Override
    public void openState() throws IOException {
      Agent.this.openState();
    }

    @Override
    public void sendOff(long limitMillis) {
      left = true;
      DrainTerms terms =
          DrainTerms.of(OptionalLong.of(Math.max(1, limitMillis)), OptionalLong.empty());
      plane.engine().drains().begin(new DrainScope.Node(), terms);
    }

    @Override
    public int underWay() {
      return plane.engine().succession().underWay() + leaving();
    }

    @Override
    public TrafficRing traffic() {
      return plane.traffic();
    }

    @Override
    public UsageMeters usage() {
      return plane.engine().usage();
    }

    @Override
    public void end() {
      Agent.this.close();
    }
  }

  /** This process as the management API tells of it. */
  private final class ThisProcess implements Upgrades {
    @Override
    public ProcessFacts process() {
      UpgradeStatus status = upgrade.status();
      return new ProcessFacts(
          ProcessHandle.current().pid(),
          launch.version(),
          startedAt,
          serving,
          new UpgradeFacts(status.phase(), status.successor(), status.problem(), status.at()),
          before.flatMap(Successor::leaving).map(ThisProcess::facts));
    }

    private static LeavingFacts facts(Successor.Leaving leaving) {
      return new LeavingFacts(
          leaving.pid(), leaving.version(), leaving.underWay(), leaving.until());
    }

    @Override
    public Optional<String> begin(boolean force, long limitMillis) {
      return upgrade.begin(force, limitMillis);
    }
  }
}
