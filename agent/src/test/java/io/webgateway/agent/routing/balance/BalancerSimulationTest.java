package io.webgateway.agent.routing.balance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Thousands of random lives of a cluster; a failure names its seed. */
class BalancerSimulationTest {
  private static final boolean ALL = "1".equals(System.getenv("WEBGW_TEST_ALL"));
  private static final int SEEDS = ALL ? 40_000 : 2_000;
  private static final int STEPS = 120;

  @Test
  void whateverHappensEveryInvariantHolds() {
    for (long seed = 0; seed < SEEDS; seed++) {
      live(seed, ClusterState::select);
    }
  }

  private static void live(long seed, BalancerSimulation.Subject subject) {
    try {
      new BalancerSimulation(seed, subject).run(STEPS);
    } catch (AssertionError e) {
      throw new AssertionError("seed " + seed + ": " + e.getMessage(), e);
    }
  }

  private static boolean isCaught(BalancerSimulation.Subject broken) {
    for (long seed = 0; seed < 50; seed++) {
      try {
        live(seed, broken);
      } catch (AssertionError e) {
        return true;
      }
    }
    return false;
  }

  @Test
  void oneThatForgetsWhatWasTriedIsCaught() {
    assertThat(isCaught((state, key, tried, now, lot) -> state.select(key, List.of(), now, lot)))
        .isTrue();
  }

  @Test
  void oneThatForgetsHowEndpointsAreIsCaught() {
    assertThat(
            isCaught(
                (state, key, tried, now, lot) ->
                    ClusterState.of(state.cluster(), now).select(key, tried, now, lot)))
        .isTrue();
  }

  @Test
  void oneThatLosesALeaseIsCaught() {
    assertThat(
            isCaught(
                (state, key, tried, now, lot) ->
                    state.select(key, tried, now, lot) instanceof Selection.Chosen chosen
                        ? new Selection.Chosen(
                            chosen.endpoint(), () -> {}, chosen.connections(), chosen.stickyId())
                        : new Selection.Exhausted()))
        .isTrue();
  }
}
