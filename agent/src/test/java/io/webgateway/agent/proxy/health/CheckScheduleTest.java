package io.webgateway.agent.proxy.health;

import static org.assertj.core.api.Assertions.assertThat;

import io.webgateway.agent.routing.Cluster;
import io.webgateway.agent.routing.balance.CheckResult;
import io.webgateway.agent.routing.balance.ClusterHealth;
import io.webgateway.agent.routing.balance.ClusterState;
import io.webgateway.agent.routing.policy.UpstreamProtocol;
import io.webgateway.model.workload.policy.HealthPolicy;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Years of checks with chance and time handed in. */
class CheckScheduleTest {
  private static final Cluster.Endpoint BACKEND = CheckRig.at("10.0.0.1", 80);
  private static final int SEEDS = 2_000;
  private static final int CHECKS = 200;

  @ParameterizedTest
  @ValueSource(longs = {500, 1_000, 5_000, 3_600_000})
  void checksKeepTheirIntervalGiveOrTakeATenthHoweverLongTheyTake(long intervalMillis) {
    CheckSchedule schedule =
        CheckSchedule.of(new HealthPolicy.Schedule(intervalMillis, intervalMillis, 2, 3, 0));
    long interval = TimeUnit.MILLISECONDS.toNanos(intervalMillis);
    for (int seed = 0; seed < SEEDS; seed++) {
      Random chance = new Random(seed);
      long now = chance.nextLong();
      long first = schedule.firstDelayNanos(chance.nextDouble());
      assertThat(first)
          .as("seed %d", seed)
          .isBetween(0L, Math.min(interval, TimeUnit.SECONDS.toNanos(1)));
      now += first;
      for (int i = 0; i < CHECKS; i++) {
        long took = (long) (chance.nextDouble() * interval);
        long next = schedule.nextDelayNanos(now, now + took, false, chance.nextDouble());
        long fromBeginToBegin = took + next;
        assertThat(next).as("seed %d, check %d", seed, i).isNotNegative();
        assertThat(fromBeginToBegin)
            .as("seed %d, check %d", seed, i)
            .isGreaterThanOrEqualTo((long) (interval * 0.9) - 1)
            .isLessThanOrEqualTo(Math.max(took, (long) (interval * 1.1) + 1));
        now += fromBeginToBegin;
      }
    }
  }

  /** With the usual settings, however a backend ends: it refuses, or it is silent. */
  @ParameterizedTest
  @CsvSource({"0, 7800", "2000, 11600"})
  void aBackendThatEndsIsFoundOutWellBeforeFallIntervalsHavePassed(
      long tookMillis, long withinMillis) {
    HealthPolicy.Schedule usual = HealthPolicy.Schedule.DEFAULT;
    CheckSchedule schedule = CheckSchedule.of(usual);
    long took = TimeUnit.MILLISECONDS.toNanos(tookMillis);
    for (int seed = 0; seed < SEEDS; seed++) {
      Random chance = new Random(seed);
      ClusterState state =
          ClusterState.of(
              CheckRig.cluster("c", UpstreamProtocol.DEFAULT, HealthPolicy.DEFAULT, BACKEND), 0);
      state.checked(BACKEND, new CheckResult.Passed(), 0);
      // It ends right after a check that it passed.
      long now = schedule.nextDelayNanos(0, 0, false, chance.nextDouble());
      int checks = 0;
      while (status(state, now) == ClusterHealth.Status.HEALTHY) {
        long started = now;
        now += took;
        state.checked(BACKEND, new CheckResult.Failed("gone"), now);
        checks++;
        if (status(state, now) == ClusterHealth.Status.HEALTHY) {
          now +=
              schedule.nextDelayNanos(
                  started, now, state.isInDoubt(BACKEND, now), chance.nextDouble());
        }
      }
      assertThat(checks).isEqualTo(usual.fall());
      assertThat(now).as("seed %d", seed).isLessThan(TimeUnit.MILLISECONDS.toNanos(withinMillis));
      assertThat(state.isInDoubt(BACKEND, now)).as("once it is known, as usual").isFalse();
    }
  }

  private static ClusterHealth.Status status(ClusterState state, long nowNanos) {
    return state.health(nowNanos).endpoints().getFirst().status();
  }

  @Test
  void inDoubtAShortIntervalIsNotMadeLongerAndALongOneIsASecond() {
    for (long interval : List.of(500L, 3_600_000L)) {
      CheckSchedule schedule =
          CheckSchedule.of(new HealthPolicy.Schedule(interval, interval, 2, 3, 0));
      assertThat(schedule.nextDelayNanos(7, 7, true, 0.5))
          .isEqualTo(TimeUnit.MILLISECONDS.toNanos(Math.min(interval, 1_000)));
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void checksThatBeganTogetherDriftApart(long seed) {
    CheckSchedule schedule = CheckSchedule.of(HealthPolicy.Schedule.DEFAULT);
    Random chance = new Random(seed);
    long interval = TimeUnit.MILLISECONDS.toNanos(5_000);
    int[] tenths = new int[10];
    for (int endpoint = 0; endpoint < 1_000; endpoint++) {
      long now = schedule.firstDelayNanos(chance.nextDouble());
      for (int i = 0; i < 100; i++) {
        now += schedule.nextDelayNanos(now, now, false, chance.nextDouble());
      }
      tenths[(int) (now % interval * 10 / interval)]++;
    }
    for (int tenth : tenths) {
      assertThat(tenth).as("of 1,000 checks, in each tenth of an interval").isBetween(40, 250);
    }
  }
}
