package io.webgateway.agent.observe.usage;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class UsageMetersTest {
  private static final UsageKey KEY = new UsageKey("shop/web", "tenant");

  private final long[] nowNanos = {TimeUnit.HOURS.toNanos(-3)};
  private final UsageMeters meters = new UsageMeters(() -> nowNanos[0]);

  private void pass(long millis) {
    nowNanos[0] += TimeUnit.MILLISECONDS.toNanos(millis);
  }

  @Test
  void takesEverythingOnce() {
    WorkloadUsage usage = meters.of(KEY);
    meters.served(Set.of(KEY));
    usage.request();
    usage.in(10);
    usage.out(20);
    usage.datagramsIn(1, 1);
    usage.datagramsOut(1, 2);
    assertThat(meters.take()).isEqualTo(Map.of(KEY, new UsageTotals(1, 11, 22, 0, 0, 1, 1)));
    assertThat(meters.take()).isEmpty();
    usage.in(5);
    assertThat(meters.take()).isEqualTo(Map.of(KEY, new UsageTotals(0, 5, 0, 0, 0, 0, 0)));
  }

  @Test
  void countsConnectionsWhileTheyLive() {
    WorkloadUsage usage = meters.of(KEY);
    long began = usage.connectionBegan(nowNanos[0]);
    pass(10_000);
    assertThat(meters.take()).isEqualTo(Map.of(KEY, new UsageTotals(0, 0, 0, 1, 10_000, 0, 0)));
    pass(5_000);
    usage.connectionEnded(began, nowNanos[0]);
    pass(60_000);
    assertThat(meters.take()).isEqualTo(Map.of(KEY, new UsageTotals(0, 0, 0, 0, 5_000, 0, 0)));
  }

  @Test
  void keepsWhatIsNotServedAnyMoreUntilItsLastConnectionEnds() {
    WorkloadUsage usage = meters.of(KEY);
    meters.served(Set.of(KEY));
    long began = usage.connectionBegan(nowNanos[0]);
    meters.take();
    meters.served(Set.of());
    meters.take();
    usage.in(7);
    assertThat(meters.take()).isEqualTo(Map.of(KEY, new UsageTotals(0, 7, 0, 0, 0, 0, 0)));
    usage.connectionEnded(began, nowNanos[0]);
    usage.in(1);
    assertThat(meters.take()).containsKey(KEY);
    assertThat(meters.take()).isEmpty();
    assertThat(meters.of(KEY)).isNotSameAs(usage);
  }

  @Test
  void anySplittingOfTimeAddsUpToTheSame() {
    for (long seed = 0; seed < 2_000; seed++) {
      Random chance = new Random(seed);
      WorkloadUsage usage = meters.of(KEY);
      meters.served(Set.of(KEY));
      List<long[]> open = new ArrayList<>();
      UsageTotals taken = UsageTotals.NONE;
      long expectedMillis = 0;
      long expectedBytes = 0;
      for (int i = 0; i < 60; i++) {
        int millis = chance.nextInt(20_000);
        pass(millis);
        expectedMillis += (long) millis * open.size();
        switch (chance.nextInt(4)) {
          case 0 -> open.add(new long[] {usage.connectionBegan(nowNanos[0])});
          case 1 -> {
            if (!open.isEmpty()) {
              usage.connectionEnded(open.remove(chance.nextInt(open.size()))[0], nowNanos[0]);
            }
          }
          case 2 -> {
            usage.in(millis);
            expectedBytes += millis;
          }
          default -> taken = taken.plus(meters.take().getOrDefault(KEY, UsageTotals.NONE));
        }
      }
      for (long[] began : open) {
        usage.connectionEnded(began[0], nowNanos[0]);
      }
      taken = taken.plus(meters.take().getOrDefault(KEY, UsageTotals.NONE));
      assertThat(taken.connectionMillis()).as("seed %d", seed).isEqualTo(expectedMillis);
      assertThat(taken.bytesIn()).as("seed %d", seed).isEqualTo(expectedBytes);
    }
  }
}
