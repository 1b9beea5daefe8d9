package io.webgateway.agent.proxy.health;

import static org.assertj.core.api.Assertions.assertThat;

import io.webgateway.model.workload.policy.HealthPolicy;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Years of checks with chance and time handed in. */
class CheckScheduleTest {
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
        long next = schedule.nextDelayNanos(now, now + took, chance.nextDouble());
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
        now += schedule.nextDelayNanos(now, now, chance.nextDouble());
      }
      tenths[(int) (now % interval * 10 / interval)]++;
    }
    for (int tenth : tenths) {
      assertThat(tenth).as("of 1,000 checks, in each tenth of an interval").isBetween(40, 250);
    }
  }
}
