package io.webgateway.agent.proxy.health;

import io.netty.channel.EventLoop;
import io.netty.util.concurrent.EventExecutor;
import io.webgateway.agent.proxy.fixture.InProcessGateway;
import io.webgateway.agent.proxy.transport.DeadlineWheel;
import io.webgateway.agent.proxy.transport.LiveTable;
import io.webgateway.agent.proxy.transport.Transport;
import io.webgateway.agent.proxy.upstream.UpstreamConnector;
import io.webgateway.agent.proxy.upstream.tls.HandshakeProbe;
import io.webgateway.agent.routing.BackendPolicy;
import io.webgateway.agent.routing.Cluster;
import io.webgateway.agent.routing.ExchangeLimits;
import io.webgateway.agent.routing.HttpRoute;
import io.webgateway.agent.routing.RouteInputs;
import io.webgateway.agent.routing.RouteTable;
import io.webgateway.agent.routing.RouteTableCompiler;
import io.webgateway.agent.routing.balance.CheckResult;
import io.webgateway.agent.routing.policy.UpstreamProtocol;
import io.webgateway.agent.routing.policy.UpstreamProtocol.HttpVersion;
import io.webgateway.agent.routing.policy.UpstreamTls;
import io.webgateway.agent.routing.policy.VisitorPolicy;
import io.webgateway.model.workload.policy.HealthPolicy;
import io.webgateway.model.workload.policy.HealthPolicy.ActiveCheck;
import io.webgateway.model.workload.policy.TrafficPolicy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** The checks of a node with two event loops, without anything that serves traffic. */
final class CheckRig implements AutoCloseable {
  private static final long PATIENCE_SECONDS = 20;

  /** The chance by which the first check comes within a hundredth of a second. */
  private static final double AT_ONCE = 0.01;

  private final AtomicInteger asked = new AtomicInteger();

  private final Transport transport = Transport.open(2, true);
  private final HandshakeProbe probe = HandshakeProbe.open();
  private final List<UpstreamConnector> connectors = new ArrayList<>();
  private final BlockingQueue<Verdict> verdicts = new LinkedBlockingQueue<>();
  private final LiveTable live;
  private final HealthChecks checks;

  /** What was told. */
  record Verdict(String cluster, String endpoint, String said) {}

  CheckRig() {
    live = new LiveTable(new LiveTable.Snapshot(table(), Map.of(), Map.of(), 0, List.of()));
    long start = System.nanoTime();
    List<CheckLoop> loops = new ArrayList<>();
    for (EventExecutor executor : transport.group()) {
      EventLoop loop = (EventLoop) executor;
      UpstreamConnector connector =
          new UpstreamConnector(
              loop, transport, live, new DeadlineWheel(1_000_000, () -> System.nanoTime() - start));
      connectors.add(connector);
      loops.add(new CheckLoop(loop, connector));
    }
    checks =
        new HealthChecks(
            loops,
            new CheckWorld(
                live, () -> probe, () -> System.nanoTime() - start, () -> AT_ONCE, this::told));
  }

  private boolean told(String cluster, Cluster.Endpoint endpoint, CheckResult result) {
    verdicts.add(
        new Verdict(
            cluster,
            endpoint.text(),
            switch (result) {
              case CheckResult.Passed _ -> "passed";
              case CheckResult.Failed failed -> failed.why();
            }));
    return false;
  }

  /** A policy that asks twice a second, or as often as the timeout lets it. */
  static HealthPolicy asking(ActiveCheck check, long timeoutMillis) {
    return new HealthPolicy(
        check,
        new HealthPolicy.Schedule(Math.max(500, timeoutMillis), timeoutMillis, 1, 1, 0),
        HealthPolicy.Ejection.DEFAULT);
  }

  static UpstreamProtocol clear(HttpVersion version) {
    return new UpstreamProtocol(version, new UpstreamTls.Off());
  }

  static Cluster cluster(
      String id, UpstreamProtocol protocol, HealthPolicy policy, Cluster.Endpoint... endpoints) {
    return new Cluster(id, protocol, TrafficPolicy.DEFAULT.with(policy), List.of(endpoints));
  }

  static Cluster.Endpoint at(String host, int port) {
    return new Cluster.Endpoint.Address(host, port, 1);
  }

  static RouteTable table(Cluster... clusters) {
    return table(InProcessGateway.ALLOW_ALL, clusters);
  }

  static RouteTable table(BackendPolicy policy, Cluster... clusters) {
    List<io.webgateway.agent.routing.HostRoute> routes = new ArrayList<>();
    for (Cluster cluster : clusters) {
      routes.add(
          new HttpRoute(
              cluster.id(),
              "tenant",
              Set.of(cluster.id() + ".example"),
              "/",
              VisitorPolicy.SERVE,
              cluster,
              ExchangeLimits.DEFAULT));
    }
    return RouteTableCompiler.compile(new RouteInputs(1, List.of(), routes, List.of(), policy));
  }

  void follow(RouteTable table) {
    live.swap(new LiveTable.Snapshot(table, Map.of(), Map.of(), 0, List.of()));
    checks.follow(table);
  }

  /** What the next check says. */
  String next() throws InterruptedException {
    return nextVerdict().said();
  }

  Verdict nextVerdict() throws InterruptedException {
    Verdict verdict = verdicts.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
    if (verdict == null) {
      throw new AssertionError("no check within " + PATIENCE_SECONDS + " s");
    }
    return verdict;
  }

  /** What the first check of one endpoint says. */
  String ask(ActiveCheck check, long timeoutMillis, UpstreamProtocol protocol, Cluster.Endpoint at)
      throws InterruptedException {
    String id = "c" + asked.incrementAndGet();
    follow(table(cluster(id, protocol, asking(check, timeoutMillis), at)));
    Verdict verdict = nextVerdict();
    while (!verdict.cluster().equals(id)) {
      verdict = nextVerdict();
    }
    return verdict.said();
  }

  BlockingQueue<Verdict> verdicts() {
    return verdicts;
  }

  /** How many timers the event loops have: none when nothing is checked. */
  int pendingTasks() throws InterruptedException {
    int[] count = new int[1];
    CountDownLatch looked = new CountDownLatch(2);
    for (EventExecutor loop : transport.group()) {
      loop.execute(
          () -> {
            synchronized (count) {
              count[0] +=
                  ((io.netty.util.concurrent.SingleThreadEventExecutor) loop).pendingTasks();
            }
            looked.countDown();
          });
    }
    looked.await();
    return count[0];
  }

  @Override
  public void close() {
    checks.stop();
    CountDownLatch closed = new CountDownLatch(connectors.size());
    int i = 0;
    for (EventExecutor loop : transport.group()) {
      UpstreamConnector connector = connectors.get(i++);
      loop.execute(() -> connector.close(closed::countDown));
    }
    try {
      closed.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    transport.group().shutdownGracefully(0, 2, TimeUnit.SECONDS).syncUninterruptibly();
    probe.close();
  }
}
