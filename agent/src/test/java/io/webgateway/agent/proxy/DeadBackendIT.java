package io.webgateway.agent.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.webgateway.agent.observe.BackendsHealth.Backend;
import io.webgateway.agent.observe.BackendsHealth.State;
import io.webgateway.agent.proxy.fixture.InProcessGateway;
import io.webgateway.agent.proxy.fixture.LoadVisitor.Kind;
import io.webgateway.agent.proxy.fixture.MockUpstream;
import io.webgateway.agent.proxy.fixture.RealServer;
import io.webgateway.agent.proxy.fixture.SickBackend;
import io.webgateway.agent.proxy.fixture.SickBackend.Fault;
import io.webgateway.agent.proxy.fixture.SteadyLoad;
import io.webgateway.agent.proxy.fixture.UdpBackend;
import io.webgateway.agent.routing.Cluster;
import io.webgateway.agent.routing.ExchangeLimits;
import io.webgateway.agent.routing.FlowLimits;
import io.webgateway.agent.routing.HttpRoute;
import io.webgateway.agent.routing.UdpRoute;
import io.webgateway.agent.routing.policy.StreamTls;
import io.webgateway.agent.routing.policy.UpstreamProtocol;
import io.webgateway.agent.routing.policy.VisitorPolicy;
import io.webgateway.model.workload.policy.Balancing;
import io.webgateway.model.workload.policy.HealthPolicy;
import io.webgateway.model.workload.policy.TrafficPolicy;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Two backends under steady load, one of which falls ill and gets well again. What is shown: no
 * request, connection or flow that begins after it was found out fails. What is printed: how many
 * failed before, and how long finding out and taking back took.
 */
class DeadBackendIT {
  private static final boolean ALL = "1".equals(System.getenv("WEBGW_TEST_ALL"));
  private static final String CLUSTER = "shop/web";
  private static final String UDP = "udp/1";
  private static final FlowLimits MANY_FLOWS = new FlowLimits(5_000, 0, 100_000, 100_000, 0, false);
  private static final long FIRST_BYTE_MILLIS = 1_000;

  /** Asked twice a second; two bad answers and it is out, two good ones and it is back. */
  private static final HealthPolicy CHECKED =
      new HealthPolicy(
          HealthPolicy.ActiveCheck.Http.DEFAULT,
          new HealthPolicy.Schedule(500, 400, 2, 2, 0),
          new HealthPolicy.Ejection(3, 2_000, 100));

  @TempDir Path folder;

  /** The worst of each kind in every run, everything with {@code ./webgw test --all}. */
  static List<Arguments> cases() {
    if (!ALL) {
      return List.of(
          Arguments.of(Kind.REQUESTS, Balancing.Method.ROUND_ROBIN, Fault.KILLED),
          Arguments.of(Kind.REQUESTS, Balancing.Method.ROUND_ROBIN, Fault.FROZEN),
          Arguments.of(Kind.CONNECTIONS, Balancing.Method.ROUND_ROBIN, Fault.FROZEN),
          Arguments.of(Kind.FLOWS, Balancing.Method.ROUND_ROBIN, Fault.REFUSING));
    }
    List<Arguments> all = new ArrayList<>();
    for (Kind kind : Kind.values()) {
      for (Balancing.Method method : Balancing.Method.values()) {
        for (Fault fault : Fault.values()) {
          // Who sends datagrams knows of no status.
          if (kind != Kind.FLOWS || fault != Fault.ANSWERING_503) {
            all.add(Arguments.of(kind, method, fault));
          }
        }
      }
    }
    return all;
  }

  private static InProcessGateway gateway(Kind kind, Cluster cluster) {
    InProcessGateway gateway = InProcessGateway.start();
    switch (kind) {
      case REQUESTS -> gateway.apply(route(cluster));
      case CONNECTIONS ->
          gateway
              .withPorts(
                  InProcessGateway.tcp(
                      CLUSTER, new StreamTls.Untouched(), ExchangeLimits.DEFAULT, cluster))
              .apply();
      case FLOWS ->
          gateway.withPorts(new UdpRoute(CLUSTER, "tenant-a", UDP, cluster, MANY_FLOWS)).apply();
    }
    return gateway;
  }

  private static int port(Kind kind, InProcessGateway gateway) {
    return switch (kind) {
      case REQUESTS -> gateway.httpPort();
      case CONNECTIONS -> gateway.port("tcp/1");
      case FLOWS -> gateway.port(UDP);
    };
  }

  private static Cluster cluster(Balancing.Method method, int... ports) {
    // By path, so that keys are spread whoever asks.
    Balancing balancing =
        new Balancing(method, new Balancing.HashKey.Path(), new Balancing.Stickiness.Off(), 0, 0);
    List<Cluster.Endpoint> endpoints = new ArrayList<>();
    for (int port : ports) {
      endpoints.add(new Cluster.Endpoint.Address("127.0.0.1", port, 1));
    }
    return new Cluster(
        CLUSTER,
        UpstreamProtocol.DEFAULT,
        TrafficPolicy.DEFAULT.with(CHECKED).with(balancing),
        endpoints);
  }

  private static HttpRoute route(Cluster cluster) {
    return new HttpRoute(
        CLUSTER,
        "tenant-a",
        Set.of("a.example"),
        "/",
        VisitorPolicy.SERVE,
        cluster,
        ExchangeLimits.of(1_000, FIRST_BYTE_MILLIS, 30_000));
  }

  @ParameterizedTest
  @MethodSource("cases")
  @Timeout(120)
  void aBackendThatFellIllFailsNothingOnceItWasFoundOut(
      Kind kind, Balancing.Method method, Fault fault) throws Exception {
    assumeTrue(!fault.needsAProcess() || RealServer.Kind.NODE.isThere(), "node is not installed");
    boolean datagrams = kind == Kind.FLOWS;
    try (MockUpstream well = MockUpstream.answering("hello");
        UdpBackend _ = datagrams ? UdpBackend.startOn(well.port(), List::of) : UdpBackend.silent();
        SickBackend sick = SickBackend.start(fault, datagrams, folder);
        InProcessGateway gateway = gateway(kind, cluster(method, well.port(), sick.port()))) {
      awaitSecond(gateway, backend -> backend.state() == State.HEALTHY);
      try (SteadyLoad load = SteadyLoad.of(kind, port(kind, gateway))) {
        load.awaitRequests(100);
        assertThat(load.failures()).as("while both are well").isEmpty();

        long hurtNanos = System.nanoTime();
        sick.hurt();
        Backend found = awaitSecond(gateway, backend -> backend.state().isOut());
        long outNanos = System.nanoTime();
        load.awaitRequests(200);
        assertThat(found.why()).as(fault.name()).matches(fault.why());

        long healedNanos = System.nanoTime();
        sick.heal();
        awaitSecond(gateway, backend -> backend.state() == State.HEALTHY);
        long backNanos = System.nanoTime();
        load.awaitRequests(100);
        // What began before it was found out may fail long after.
        List<SteadyLoad.Failure> failed = load.failures();
        assertThat(failed)
            .as("begun after it was found out: %s", found.why())
            .noneMatch(failure -> failure.begunNanos() > outNanos);
        System.out.printf(
            "dead backend: %-15s %-13s %3d of %,6d %s failed,"
                + " out after %,5d ms, back after %,5d ms (%s)%n",
            method.word(),
            fault.word(),
            failed.size(),
            load.requests(),
            kind.name().toLowerCase(Locale.ROOT),
            (outNanos - hurtNanos) / 1_000_000,
            (backNanos - healedNanos) / 1_000_000,
            found.why());
      }
    }
  }

  private static Backend awaitSecond(InProcessGateway gateway, Predicate<Backend> expected) {
    await()
        .atMost(Duration.ofSeconds(30))
        .pollDelay(Duration.ZERO)
        .pollInterval(Duration.ofMillis(5))
        .until(() -> expected.test(second(gateway)));
    return second(gateway);
  }

  private static Backend second(InProcessGateway gateway) {
    return gateway.engine().health(CLUSTER).orElseThrow().backends().get(1);
  }
}
