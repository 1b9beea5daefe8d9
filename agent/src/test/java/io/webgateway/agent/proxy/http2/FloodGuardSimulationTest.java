package io.webgateway.agent.proxy.http2;

import static org.assertj.core.api.Assertions.assertThat;

import io.webgateway.agent.proxy.http2.FloodGuard.Event;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Visitors of many kinds, at many paces, in simulated time. */
class FloodGuardSimulationTest {
  private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

  @ParameterizedTest
  @EnumSource(Event.class)
  void whateverIsDoneWithoutEndIsStopped(Event event) {
    FloodGuard guard = new FloodGuard(0);
    int allowed = 0;
    while (guard.allows(event, 0)) {
      allowed++;
    }
    assertThat(allowed).isBetween(100, FloodGuard.CAPACITY);
    assertThat(guard.allows(event, SECOND / FloodGuard.REFILL_PER_SECOND)).isFalse();
  }

  @Test
  void whoeverWaitsMayGoOn() {
    FloodGuard guard = new FloodGuard(0);
    while (guard.allows(Event.PING, 0)) {
      // Empties the bucket.
    }
    assertThat(guard.allows(Event.PING, SECOND)).isTrue();
  }

  @Test
  void theBucketNeverHoldsMoreThanItsCapacity() {
    FloodGuard guard = new FloodGuard(0);
    for (int i = 0; i < 10_000; i++) {
      guard.answered();
      guard.carried(1 << 20);
    }
    int allowed = 0;
    while (guard.allows(Event.PING, 1_000 * SECOND)) {
      allowed++;
    }
    assertThat(allowed).isEqualTo(FloodGuard.CAPACITY);
  }

  /** Whatever the order and pace, no more is let through than was filled, refilled and earned. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void nothingIsLetThroughThatWasNotPaidFor(long seed) {
    Random random = new Random(seed);
    FloodGuard guard = new FloodGuard(0);
    long now = 0;
    long answers = 0;
    long bytes = 0;
    long pings = 0;
    boolean open = true;
    for (int step = 0; open && step < 100_000; step++) {
      switch (random.nextInt(4)) {
        case 0 -> {
          guard.answered();
          answers++;
        }
        case 1 -> {
          int count = random.nextInt(4_000);
          guard.carried(count);
          bytes += count;
        }
        case 2 -> now += random.nextLong(SECOND / 100);
        default -> {
          int burst = random.nextInt(30);
          for (int i = 0; open && i < burst; i++) {
            open = guard.allows(Event.PING, now);
            pings += open ? 1 : 0;
          }
        }
      }
    }
    long paid =
        FloodGuard.CAPACITY
            + answers * FloodGuard.PER_ANSWER
            + bytes / FloodGuard.BYTES_PER_POINT
            + now * FloodGuard.REFILL_PER_SECOND / SECOND;
    assertThat(pings).as("seed %d", seed).isLessThanOrEqualTo(paid);
    assertThat(open).as("seed %d", seed).isFalse();
  }

  /** A page that cancels what scrolls out of sight, for an hour. */
  @ParameterizedTest
  @ValueSource(longs = {11, 12, 13})
  void aBusyVisitorIsNeverStopped(long seed) {
    Random random = new Random(seed);
    FloodGuard guard = new FloodGuard(0);
    long now = 0;
    for (int i = 0; i < 100_000; i++) {
      now += random.nextLong(SECOND / 20);
      boolean allowed = guard.allows(Event.CONTROL, now);
      if (random.nextInt(100) < 40) {
        allowed &= guard.allows(Event.REQUEST_ABORTED, now);
      } else {
        guard.carried(random.nextInt(50_000));
        guard.answered();
      }
      assertThat(allowed).as("seed %d, request %d", seed, i).isTrue();
    }
  }

  /** A download with window updates every 16 KiB and a ping for each, at any speed. */
  @Test
  void aLargeDownloadPaysForItsOwnWindowUpdates() {
    FloodGuard guard = new FloodGuard(0);
    for (int i = 0; i < 100_000; i++) {
      guard.carried(16 * 1024);
      assertThat(guard.allows(Event.CONTROL, 0)).isTrue();
      assertThat(guard.allows(Event.CONTROL, 0)).isTrue();
      assertThat(guard.allows(Event.PING, 0)).isTrue();
    }
  }
}
