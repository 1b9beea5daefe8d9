package io.webgateway.agent.routing.flow;

import static io.webgateway.agent.routing.flow.FlowLedger.require;

import io.webgateway.agent.routing.Cluster;
import io.webgateway.agent.routing.FlowLimits;
import io.webgateway.agent.routing.UdpRoute;
import io.webgateway.agent.routing.flow.FlowLedger.Account;
import io.webgateway.agent.routing.flow.FlowLedger.Packet;
import io.webgateway.agent.routing.flow.FlowLedger.Upstream;
import io.webgateway.agent.routing.limit.TenantGate;
import io.webgateway.agent.routing.limit.WorkloadGate;
import io.webgateway.agent.routing.policy.UpstreamProtocol;
import io.webgateway.model.workload.policy.BackendLoss;
import io.webgateway.model.workload.policy.TrafficLimits;
import io.webgateway.model.workload.policy.TrafficLimits.Bounds;
import io.webgateway.model.workload.policy.TrafficPolicy;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A port on two event loops with a few clients, backends and owners, all drawn from a seed. After
 * each step the tables are compared with the books of their shells.
 */
final class FlowSimulation {
  private static final int LOOPS = 2;
  private static final int ENDPOINTS = 3;
  private static final long MILLI = 1_000_000L;
  private static final TrafficLimits LIMITED =
      new TrafficLimits(
          new Bounds(20, 200, 0, 4_000_000, 4_000_000), new Bounds(6, 50, 0, 0, 1_000_000), 0, 0);
  private static final List<FlowLoss> LOSSES = List.copyOf(EnumSet.allOf(FlowLoss.class));

  /** A table, or something that pretends to be one. */
  interface Subject {
    void decide(FlowInput<Account> input, long nowNanos);
  }

  /** Puts something between the simulation and the table. */
  interface Fault {
    Subject around(Subject table, FlowLedger shell);

    /** What the table's outputs become on their way to the shell. */
    default List<FlowOutput<Account>> on(FlowOutput<Account> output) {
      return List.of(output);
    }

    /** What the table is told of the route; the books know the true one. */
    default UnaryOperator<UdpRoute> told() {
      return UnaryOperator.identity();
    }
  }

  /** No fault at all. */
  static final Fault SOUND = (table, shell) -> table;

  private final Random random;
  private final Fault fault;
  private final List<FlowLedger> shells = new ArrayList<>();
  private final List<FlowTable<Account>> tables = new ArrayList<>();
  private final List<Subject> subjects = new ArrayList<>();
  private final List<FlowInput.ClientDatagram<Account>> probes = new ArrayList<>();
  private final Map<String, FlowQuota> quotas = new HashMap<>();
  private final Map<String, WorkloadGate> gates = new HashMap<>();
  private Optional<UdpRoute> route = Optional.empty();
  private boolean nobody;
  private boolean dark;
  private long now = 1_000_000_000L;

  FlowSimulation(long seed, Fault fault) {
    this.random = new Random(seed);
    this.fault = fault;
    for (int i = 0; i < LOOPS; i++) {
      FlowLedger shell = new FlowLedger();
      FlowTable<Account> table = new FlowTable<>(out -> fault.on(out).forEach(shell::take));
      shells.add(shell);
      tables.add(table);
      subjects.add(fault.around(table::decide, shell));
      probes.add(new FlowInput.ClientDatagram<>(new FlowKey(seed)));
    }
  }

  /**
   * Runs, and ends everything.
   *
   * @return how many flows ended, by reason
   */
  Map<FlowEnd, Integer> run(int steps) {
    serve();
    for (int i = 0; i < steps; i++) {
      step();
      check();
    }
    for (int loop = 0; loop < LOOPS; loop++) {
      tell(loop, new FlowInput.Cut<>());
    }
    for (int loop = 0; loop < LOOPS; loop++) {
      for (Upstream late : List.copyOf(shells.get(loop).upstreams.values())) {
        require(!late.open(), "an upstream stays open");
        open(loop, late);
      }
      require(shells.get(loop).upstreams.isEmpty(), "an upstream stays open");
      require(tables.get(loop).size() == 0, "a flow stays");
    }
    check();
    Map<FlowEnd, Integer> ends = new HashMap<>();
    shells.forEach(shell -> shell.ends.forEach(end -> ends.merge(end, 1, Integer::sum)));
    return ends;
  }

  private void step() {
    now += random.nextInt(100) == 0 ? random.nextLong(3_000 * MILLI) : random.nextLong(20 * MILLI);
    int loop = random.nextInt(LOOPS);
    int dice = random.nextInt(1_000);
    if (dice < 450) {
      client(loop);
    } else if (dice < 740) {
      backend(loop);
    } else if (dice < 880) {
      outcome(loop);
    } else if (dice < 930) {
      gone(loop);
    } else if (dice < 975) {
      tell(loop, new FlowInput.Tick<>());
      isNobodyOverdue(loop);
      shells.get(loop).waitsWell(nobody);
    } else if (dice < 990) {
      serve();
    } else if (dice < 995) {
      nobody();
    } else if (dice < 996) {
      tell(loop, new FlowInput.Drain<>());
    } else if (dice < 997) {
      tell(loop, new FlowInput.SendAway<>());
    } else {
      notSent(loop);
    }
  }

  private void client(int loop) {
    FlowInput.ClientDatagram<Account> probe = probes.get(loop);
    // One of them is louder than the others.
    boolean loud = random.nextInt(3) == 0;
    long network = loud ? 0 : random.nextInt(4);
    probe
        .key()
        .set(
            network << 32,
            loud ? 0 : random.nextInt(2),
            1_000 + (loud ? 0 : random.nextInt(3)) * LOOPS + loop,
            0,
            loud ? 0 : random.nextInt(2));
    Packet packet =
        new Packet(probe.key().copy(), random.nextInt(8) == 0 ? 65_507 : random.nextInt(200));
    shells.get(loop).expectClient(packet, now);
    subjects.get(loop).decide(probe.of(packet.bytes), now);
    shells.get(loop).check(1);
  }

  private void backend(int loop) {
    FlowLedger shell = shells.get(loop);
    List<Flow<Account>> flows = new ArrayList<>(shell.accounts.keySet());
    if (random.nextInt(20) == 0) {
      flows.addAll(shell.over);
    }
    if (flows.isEmpty()) {
      return;
    }
    Flow<Account> flow = flows.get(random.nextInt(flows.size()));
    Account account = flow.peer();
    int upstream = random.nextInt(20) == 0 ? random.nextInt(3) : account.open;
    int bytes = random.nextInt(10) == 0 ? 65_507 : random.nextInt(300);
    shell.expectBackend(flow, bytes, now);
    subjects
        .get(loop)
        .decide(new FlowInput.BackendDatagram<Account>().set(flow, upstream, bytes), now);
    shell.check(1);
  }

  private void outcome(int loop) {
    List<Upstream> waiting =
        shells.get(loop).upstreams.values().stream().filter(each -> !each.open()).toList();
    if (!waiting.isEmpty()) {
      Upstream next = waiting.get(random.nextInt(waiting.size()));
      shells.get(loop).nowNanos = now;
      if (random.nextInt(8) == 0 || (dark && random.nextInt(3) == 0)) {
        shells.get(loop).isNotOpen(next);
        FlowLoss loss = dark ? FlowLoss.NO_ENDPOINT : LOSSES.get(random.nextInt(LOSSES.size()));
        tell(loop, new FlowInput.NotOpened<>(next.flow(), next.number(), loss));
      } else {
        open(loop, next);
      }
    }
  }

  private void open(int loop, Upstream next) {
    List<Cluster.Endpoint> endpoints =
        route.map(r -> r.cluster().endpoints()).orElse(List.of(endpoint(0)));
    Cluster.Endpoint chosen =
        random.nextInt(10) == 0
            ? endpoint(random.nextInt(ENDPOINTS))
            : endpoints.get(random.nextInt(endpoints.size()));
    shells.get(loop).isOpen(next, chosen);
    tell(loop, new FlowInput.Opened<>(next.flow(), next.number(), chosen));
  }

  private void gone(int loop) {
    List<Flow<Account>> flows = List.copyOf(tables.get(loop).view().values());
    for (int i = 0; i < (dark ? 3 : 1) && !flows.isEmpty(); i++) {
      Flow<Account> flow = flows.get(random.nextInt(flows.size()));
      tell(loop, new FlowInput.BackendGone<>(flow, flow.peer().open));
    }
  }

  private void notSent(int loop) {
    List<Flow<Account>> flows = List.copyOf(tables.get(loop).view().values());
    if (!flows.isEmpty() && flows.getFirst().clientDatagrams() > flows.getFirst().heldCopies) {
      Account account = flows.getFirst().peer();
      account.toBackend--;
      account.dropped++;
      tell(loop, new FlowInput.NotSent<>(flows.getFirst(), false, 0));
    }
  }

  private void serve() {
    String workload = random.nextInt(4) == 0 ? "w/" + random.nextInt(2) : "w/0";
    List<Cluster.Endpoint> endpoints = new ArrayList<>();
    int first = random.nextInt(ENDPOINTS);
    int count = 1 + random.nextInt(ENDPOINTS - 1);
    for (int i = 0; i < count; i++) {
      endpoints.add(endpoint((first + i) % ENDPOINTS));
    }
    FlowLimits limits =
        new FlowLimits(
            500 + random.nextInt(4_000),
            random.nextBoolean() ? 0 : 1_000 + random.nextInt(8_000),
            1 + random.nextInt(40),
            1 + random.nextInt(12),
            random.nextInt(4),
            random.nextInt(10) == 0);
    BackendLoss loss =
        random.nextInt(3) == 0
            ? BackendLoss.DEFAULT
            : new BackendLoss.Wait(500 + random.nextInt(3_000), 1_000, false, 0);
    dark = random.nextInt(3) == 0;
    Cluster cluster =
        new Cluster(
            workload, UpstreamProtocol.DEFAULT, TrafficPolicy.UNCHECKED.with(loss), endpoints);
    UdpRoute next = new UdpRoute(workload, "tenant-" + workload, "udp/53", cluster, limits);
    route = Optional.of(next);
    UdpRoute told = fault.told().apply(next);
    FlowQuota quota = quotas.computeIfAbsent(workload, name -> new FlowQuota());
    WorkloadGate gate =
        gates.computeIfAbsent(workload, name -> new WorkloadGate(new TenantGate(), 1));
    gate.limits(random.nextInt(4) == 0 ? LIMITED : TrafficLimits.NONE);
    nobody = loss instanceof BackendLoss.Wait && random.nextInt(6) == 0;
    Set<Cluster.Endpoint> unwell =
        nobody
            ? Set.copyOf(endpoints)
            : random.nextInt(3) == 0 && endpoints.size() > 1
                ? Set.of(endpoint(random.nextInt(ENDPOINTS)))
                : Set.of();
    for (int loop = 0; loop < LOOPS; loop++) {
      shells.get(loop).serve(next);
      tell(loop, new FlowInput.Serve<>(told, quota, gate, unwell));
    }
  }

  private void nobody() {
    route = Optional.empty();
    for (int loop = 0; loop < LOOPS; loop++) {
      shells.get(loop).serve(null);
      tell(loop, new FlowInput.ServeNobody<>());
    }
  }

  private static Cluster.Endpoint endpoint(int number) {
    return new Cluster.Endpoint.Address("192.0.2." + number, 53, 1);
  }

  private void tell(int loop, FlowInput<Account> input) {
    shells.get(loop).expectNothing(now);
    subjects.get(loop).decide(input, now);
    shells.get(loop).check(0);
  }

  /** What must hold after each step. */
  private void check() {
    for (int loop = 0; loop < LOOPS; loop++) {
      FlowLedger shell = shells.get(loop);
      FlowTable<Account> table = tables.get(loop);
      long live = shell.accounts.size();
      require(table.size() == live, "the table has " + table.size() + " flows, not " + live);
      table.view().values().forEach(shell::agrees);
      long held =
          shell.accounts.values().stream()
              .flatMap(a -> a.held.stream())
              .mapToLong(each -> each.bytes)
              .sum();
      require(table.heldBytes() == held, "the sum of what is held differs");
      require(held <= HeldDatagrams.MAX_HELD_BYTES, "more is held than may be");
      long unproved = shell.accounts.values().stream().filter(a -> !a.ended && !a.proved).count();
      require(table.unproved() == unproved, "the table counts other flows as unproved");
    }
    quotas.forEach(
        (workload, quota) -> {
          long live =
              shells.stream()
                  .flatMap(shell -> shell.accounts.values().stream())
                  .filter(a -> !a.ended && a.route.workload().equals(workload))
                  .count();
          require(quota.open() == live, "the quota counts " + quota.open() + ", not " + live);
          require(present(gates.get(workload)).openNow() == live, "the limits count other flows");
          require(live > 0 || quota.clients() == 0, "the quota remembers a client");
        });
  }

  private static <V> V present(@Nullable V value) {
    return Objects.requireNonNull(value);
  }

  private void isNobodyOverdue(int loop) {
    FlowLedger shell = shells.get(loop);
    if (route.isEmpty()) {
      require(tables.get(loop).size() == 0, "a flow outlives its route");
      return;
    }
    FlowLimits limits = route.get().limits();
    for (Account account : shell.accounts.values()) {
      if (!account.ended) {
        require(
            account.route.workload().equals(route.get().workload()), "a flow outlives its route");
        require(
            now - account.lastNanos < limits.idleTimeoutMillis() * MILLI,
            "a flow is idle too long");
        require(
            limits.lifetimeMillis() == 0
                || now - account.startedNanos < limits.lifetimeMillis() * MILLI,
            "a flow is too old");
      }
    }
  }
}
