package io.webgateway.agent.routing.balance;

import static io.webgateway.agent.routing.balance.Endpoints.SECOND;
import static org.assertj.core.api.Assertions.assertThat;

import io.webgateway.agent.routing.Cluster;
import io.webgateway.agent.routing.balance.ClusterHealth.EndpointHealth;
import io.webgateway.agent.routing.balance.ClusterHealth.Status;
import io.webgateway.model.workload.policy.Balancing;
import io.webgateway.model.workload.policy.CircuitLimits;
import io.webgateway.model.workload.policy.HealthPolicy;
import io.webgateway.model.workload.policy.Retries;
import io.webgateway.model.workload.policy.TrafficPolicy;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Predicate;

/** One cluster's random life, with what must hold after each step. */
final class BalancerSimulation {
  /** What is simulated; a canary breaks it. */
  interface Subject {
    Selection select(
        ClusterState state,
        SelectionKey key,
        Collection<Cluster.Endpoint> tried,
        long nowNanos,
        long lot);
  }

  private final Random random;
  private final Subject subject;
  private final List<Lease> running = new ArrayList<>();
  private final List<Long> requests = new ArrayList<>();
  private final List<Long> tries = new ArrayList<>();
  private ClusterState state;
  private long nowNanos;

  BalancerSimulation(long seed, Subject subject) {
    this.random = new Random(seed);
    this.subject = subject;
    this.state = ClusterState.of(cluster(), 0);
  }

  /** Lives. */
  void run(int steps) {
    for (int i = 0; i < steps; i++) {
      step();
      everyLeaseIsCountedOnce();
    }
    running.forEach(Lease::end);
    running.clear();
    everyLeaseIsCountedOnce();
  }

  private void step() {
    switch (random.nextInt(12)) {
      case 0, 1, 2, 3, 4 -> select();
      case 5 -> end();
      case 6 -> fail();
      case 7 -> state.succeeded(some(), nowNanos);
      case 8 -> state.checked(some(), result(), nowNanos);
      case 9 -> tryAgain();
      case 10 -> nowNanos += random.nextLong(random.nextBoolean() ? SECOND / 10 : 8 * SECOND);
      default -> {
        if (random.nextInt(8) == 0) {
          state = state.forCluster(cluster(), nowNanos);
        }
      }
    }
  }

  private CheckResult result() {
    return random.nextBoolean() ? new CheckResult.Passed() : new CheckResult.Failed("gone");
  }

  private Cluster.Endpoint some() {
    List<Cluster.Endpoint> all = state.cluster().endpoints();
    return all.get(random.nextInt(all.size()));
  }

  private Cluster cluster() {
    List<Cluster.Endpoint> endpoints = new ArrayList<>();
    for (int number = 1; number <= 8; number++) {
      if (number == 1 || random.nextBoolean()) {
        endpoints.add(Endpoints.of(number, random.nextInt(3) == 0 ? 1 + random.nextInt(9) : 1));
      }
    }
    return Endpoints.cluster(policy(), endpoints.toArray(Cluster.Endpoint[]::new));
  }

  private TrafficPolicy policy() {
    TrafficPolicy base =
        random.nextBoolean()
            ? TrafficPolicy.DEFAULT
            : TrafficPolicy.UNCHECKED.with(CircuitLimits.NONE);
    Balancing.Stickiness stickiness =
        switch (random.nextInt(4)) {
          case 0 -> new Balancing.Stickiness.Cookie("c", 0);
          case 1 -> new Balancing.Stickiness.ClientAddress();
          default -> new Balancing.Stickiness.Off();
        };
    Balancing balancing =
        new Balancing(
            List.of(Balancing.Method.values()).get(random.nextInt(3)),
            new Balancing.HashKey.Path(),
            stickiness,
            random.nextInt(3) * 10_000L,
            random.nextInt(3) * 40);
    HealthPolicy health =
        new HealthPolicy(
            base.health().check(),
            new HealthPolicy.Schedule(
                5_000, 2_000, 1 + random.nextInt(3), 1 + random.nextInt(3), 0),
            new HealthPolicy.Ejection(
                random.nextInt(4), 1_000 + random.nextInt(5_000), random.nextInt(101)));
    CircuitLimits circuit =
        random.nextBoolean()
            ? CircuitLimits.NONE
            : new CircuitLimits(random.nextInt(4), random.nextInt(4), 5);
    return base.with(balancing)
        .with(health)
        .with(circuit)
        .with(new Retries(2, random.nextInt(101)));
  }

  private void select() {
    List<Cluster.Endpoint> all = state.cluster().endpoints();
    List<Cluster.Endpoint> tried =
        random.nextInt(3) != 0
            ? List.of()
            : all.stream().filter(each -> random.nextInt(3) == 0).toList();
    String cookie = random.nextBoolean() ? idOf(some()) : "strange";
    ClusterHealth health = state.health(nowNanos);
    Selection selection =
        subject.select(state, new Asks(cookie, random), tried, nowNanos, random.nextLong());
    switch (selection) {
      case Selection.Chosen chosen -> chosen(chosen, tried, health, cookie);
      case Selection.Full _ -> {
        assertThat(limit()).isPositive();
        assertThat(well(health, tried)).allMatch(each -> count(each) >= limit());
      }
      case Selection.Exhausted _ -> assertThat(tried).containsAll(all);
    }
    if (tried.isEmpty() && selection instanceof Selection.Chosen) {
      requests.add(nowNanos);
    }
  }

  private void chosen(
      Selection.Chosen chosen, List<Cluster.Endpoint> tried, ClusterHealth health, String cookie) {
    running.add(chosen.lease());
    assertThat(state.cluster().endpoints()).contains(chosen.endpoint());
    assertThat(tried).as("never again").doesNotContain(chosen.endpoint());
    List<Cluster.Endpoint> well = well(health, tried);
    assertThat(well.isEmpty() || well.contains(chosen.endpoint()))
        .as("%s is not well while others are: %s", chosen.endpoint(), health)
        .isTrue();
    if (limit() > 0) {
      assertThat(count(chosen.endpoint())).isLessThanOrEqualTo(limit());
    }
    well.stream()
        .filter(each -> cookieIsOn() && idOf(each).equals(cookie) && hadRoom(each, chosen))
        .forEach(stuck -> assertThat(chosen.endpoint()).isEqualTo(stuck));
  }

  private boolean cookieIsOn() {
    return state.cluster().policy().balancing().stickiness() instanceof Balancing.Stickiness.Cookie;
  }

  private boolean hadRoom(Cluster.Endpoint endpoint, Selection.Chosen chosen) {
    int before = count(endpoint) - (endpoint.equals(chosen.endpoint()) ? 1 : 0);
    return limit() == 0 || before < limit();
  }

  /** Those that may get traffic before the others do. */
  private static List<Cluster.Endpoint> well(ClusterHealth health, List<Cluster.Endpoint> tried) {
    return health.endpoints().stream()
        .filter(each -> health.panic() || isWell(each))
        .map(EndpointHealth::endpoint)
        .filter(each -> !tried.contains(each))
        .toList();
  }

  private static boolean isWell(EndpointHealth each) {
    return each.status() == Status.HEALTHY || each.status() == Status.UNKNOWN;
  }

  private String idOf(Cluster.Endpoint endpoint) {
    return Member.of(state.cluster(), endpoint, state.loadOf(endpoint), false).chosen().stickyId();
  }

  private int limit() {
    CircuitLimits circuit = state.cluster().policy().circuit();
    int most = Math.max(circuit.maxConnections(), circuit.maxRequests());
    int least = Math.min(circuit.maxConnections(), circuit.maxRequests());
    return least == 0 ? most : least;
  }

  /** What was forgotten with its endpoint counts no more when the endpoint is there again. */
  private int count(Cluster.Endpoint endpoint) {
    Load load = state.loadOf(endpoint);
    return (int) running.stream().filter(load::equals).count();
  }

  private void everyLeaseIsCountedOnce() {
    Map<Lease, Integer> counts = new HashMap<>();
    running.stream()
        .filter(each -> !each.equals(Lease.NONE))
        .forEach(each -> counts.merge(each, 1, Integer::sum));
    for (Cluster.Endpoint each : state.cluster().endpoints()) {
      // Plain: this is asked millions of times.
      if (state.underWay(each) != counts.getOrDefault(state.loadOf(each), 0)) {
        throw new AssertionError("under way at " + each + ": " + state.underWay(each));
      }
    }
  }

  private void end() {
    if (!running.isEmpty()) {
      running.remove(random.nextInt(running.size())).end();
    }
  }

  private void fail() {
    long before = ejected();
    state.failed(some(), "no", nowNanos);
    long after = ejected();
    HealthPolicy.Ejection ejection = state.cluster().policy().health().ejection();
    if (after > before) {
      assertThat(ejection.failures()).isPositive();
      assertThat(after * 100)
          .as("ejected of all")
          .isLessThanOrEqualTo((long) state.cluster().endpoints().size() * ejection.maxPercent());
    }
  }

  private long ejected() {
    return state.cluster().endpoints().stream()
        .filter(each -> state.isEjected(each, nowNanos))
        .count();
  }

  private void tryAgain() {
    long second = nowNanos / SECOND;
    if (!state.takeTry(nowNanos)) {
      return;
    }
    tries.add(nowNanos);
    long inWindow = tries.stream().filter(at -> at / SECOND > second - 10).count();
    long asked = requests.stream().filter(at -> at / SECOND > second - 10).count();
    int percent = state.cluster().policy().retries().budgetPercent();
    assertThat(inWindow <= RetryBudget.ALWAYS || inWindow * 100 <= asked * percent)
        .as("%d tries of %d at %d %%", inWindow, asked, percent)
        .isTrue();
  }

  /**
   * One visitor.
   *
   * @param number of its address
   */
  private record Asks(String cookie, int number, String path) implements SelectionKey {
    Asks(String cookie, Random random) {
      this(cookie, random.nextInt(20), "/" + random.nextInt(20));
    }

    @Override
    public byte[] clientAddress() {
      return new byte[] {10, 0, 0, (byte) number};
    }

    @Override
    public String cookie(String name, Predicate<String> among) {
      return among.test(cookie) ? cookie : "";
    }
  }
}
