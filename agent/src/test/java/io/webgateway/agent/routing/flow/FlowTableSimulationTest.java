package io.webgateway.agent.routing.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.webgateway.agent.routing.Cluster;
import io.webgateway.agent.routing.FlowLimits;
import io.webgateway.agent.routing.UdpRoute;
import io.webgateway.agent.routing.flow.FlowLedger.Account;
import io.webgateway.agent.routing.flow.FlowOutput.WaitsNoMore;
import io.webgateway.agent.routing.flow.FlowSimulation.Fault;
import io.webgateway.agent.routing.flow.FlowSimulation.Subject;
import io.webgateway.model.traffic.FlowDrop;
import io.webgateway.model.workload.policy.BackendLoss;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever clients, backends and owners do, the table's books are right after each step. */
class FlowTableSimulationTest {
  private static final boolean ALL = "1".equals(System.getenv("WEBGW_TEST_ALL"));
  private static final int SEEDS = ALL ? 100_000 : 2_000;
  private static final int STEPS = 300;
  private static final int SEEDS_FOR_A_CANARY = 200;

  @Test
  @Timeout(600)
  void theBooksAreRightAfterEachStep() {
    Map<FlowEnd, Integer> ends = new EnumMap<>(FlowEnd.class);
    for (long seed = 0; seed < SEEDS; seed++) {
      run(seed, FlowSimulation.SOUND).forEach((end, count) -> ends.merge(end, count, Integer::sum));
    }
    // Every way to end was taken, so none of them went unseen.
    assertThat(ends).containsOnlyKeys(FlowEnd.values());
  }

  private static Map<FlowEnd, Integer> run(long seed, Fault fault) {
    try {
      return new FlowSimulation(seed, fault).run(STEPS);
    } catch (AssertionError | RuntimeException e) {
      throw new AssertionError("seed " + seed + ": " + e.getMessage(), e);
    }
  }

  /** Tables that are wrong in one way each. */
  static Stream<Canary> wrongTables() {
    return Stream.of(
        Canary.says("forgets to close", output -> output instanceof FlowOutput.Close ? 0 : 1),
        Canary.says("ends twice", output -> output instanceof FlowOutput.Ended ? 2 : 1),
        Canary.says("forgets to say that a flow ended", o -> o instanceof FlowOutput.Ended ? 0 : 1),
        Canary.says("loses datagrams", output -> output instanceof FlowOutput.Drop ? 0 : 1),
        Canary.says("sends twice", output -> output instanceof FlowOutput.ToBackend ? 2 : 1),
        Canary.says("keeps copies for ever", o -> o instanceof FlowOutput.ForgetHeld ? 0 : 1),
        Canary.says("opens twice", output -> output instanceof FlowOutput.Open ? 2 : 1),
        Canary.says(
            "keeps old datagrams", output -> output instanceof FlowOutput.DropOldest ? 0 : 1),
        Canary.says("waits and does not say so", o -> o instanceof FlowOutput.Waits ? 0 : 1),
        Canary.says("does not say that a wait is over", o -> o instanceof WaitsNoMore ? 0 : 1),
        Canary.says("does not search", FlowTableSimulationTest::opensUnlessItWaits),
        Canary.told(
            "waits for too long", route -> with(route, new BackendLoss.Wait(60_000, 1, false, 0))),
        Canary.told("does not wait", route -> with(route, BackendLoss.DEFAULT)),
        Canary.limited(
            "amplifies", limits -> with(limits, limits.maxFlows(), limits.maxFlowsPerClient(), 0)),
        Canary.limited(
            "has too many flows", l -> with(l, 99, l.maxFlowsPerClient(), l.amplification())),
        Canary.limited(
            "has too many of one client", l -> with(l, l.maxFlows(), 99, l.amplification())));
  }

  @ParameterizedTest
  @MethodSource("wrongTables")
  void aWrongTableIsFoundOut(Canary canary) {
    assertThatThrownBy(
            () -> {
              for (long seed = 0; seed < SEEDS_FOR_A_CANARY; seed++) {
                run(seed, canary);
              }
            })
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("seed");
  }

  @Test
  void anAnswerToSomebodyElseIsFoundOut() {
    assertThatThrownBy(
            () -> {
              for (long seed = 0; seed < SEEDS_FOR_A_CANARY; seed++) {
                run(seed, new Mixer());
              }
            })
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("somebody else");
  }

  private static int opensUnlessItWaits(FlowOutput<Account> output) {
    return output instanceof FlowOutput.Open<Account> open && open.flow().peer().waits ? 0 : 1;
  }

  private static UdpRoute with(UdpRoute route, BackendLoss loss) {
    Cluster cluster = route.cluster();
    return new UdpRoute(
        route.workload(),
        route.tenant(),
        route.listener(),
        new Cluster(
            cluster.id(), cluster.protocol(), cluster.policy().with(loss), cluster.endpoints()),
        route.limits());
  }

  private static FlowLimits with(FlowLimits limits, int flows, int perClient, int amplification) {
    return new FlowLimits(
        limits.idleTimeoutMillis(),
        limits.lifetimeMillis(),
        flows,
        perClient,
        amplification,
        limits.oneWay());
  }

  /** Says some outputs too often or not at all, or is told other limits than are meant. */
  record Canary(String name, Times times, UnaryOperator<UdpRoute> told) implements Fault {
    /** How often an output is said. */
    interface Times {
      int of(FlowOutput<Account> output);
    }

    static Canary says(String name, Times times) {
      return new Canary(name, times, UnaryOperator.identity());
    }

    static Canary told(String name, UnaryOperator<UdpRoute> told) {
      return new Canary(name, output -> 1, told);
    }

    static Canary limited(String name, UnaryOperator<FlowLimits> limits) {
      return told(
          name,
          route ->
              new UdpRoute(
                  route.workload(),
                  route.tenant(),
                  route.listener(),
                  route.cluster(),
                  limits.apply(route.limits())));
    }

    @Override
    public Subject around(Subject table, FlowLedger shell) {
      return table;
    }

    @Override
    public List<FlowOutput<Account>> on(FlowOutput<Account> output) {
      return Stream.generate(() -> output).limit(times.of(output)).toList();
    }

    @Override
    public String toString() {
      return name;
    }
  }

  /** Sends answers to whoever was answered before. */
  private static final class Mixer implements Fault {
    private FlowOutput<Account> last = new FlowOutput.Drop<>(FlowDrop.LATE);

    @Override
    public Subject around(Subject table, FlowLedger shell) {
      return table;
    }

    @Override
    public List<FlowOutput<Account>> on(FlowOutput<Account> output) {
      if (!(output instanceof FlowOutput.ToClient)) {
        return List.of(output);
      }
      FlowOutput<Account> other = last instanceof FlowOutput.ToClient ? last : output;
      last = output;
      return List.of(other);
    }
  }
}
