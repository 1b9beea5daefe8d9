package io.webgateway.agent.proxy.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** Seeded runs against a plain map of due times. */
class DeadlineWheelSimulationTest {
  private static final long TICK = 100_000_000L;

  @Test
  void everyDeadlineFiresOnceWithinTwoTicksOfItsTimeAndNeverEarly() {
    for (long seed = 0; seed < 100; seed++) {
      new Run(seed).play();
    }
  }

  @Test
  void aDiscardedNeighbourOfAFiringDeadlineStaysSilent() {
    AtomicLong clock = new AtomicLong();
    DeadlineWheel wheel = new DeadlineWheel(TICK, clock::get);
    List<String> fired = new ArrayList<>();
    List<Deadline> all = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      String name = "d" + i;
      all.add(
          wheel.deadline(
              () -> {
                fired.add(name);
                all.forEach(Deadline::discard);
              }));
    }
    all.forEach(deadline -> deadline.inMillis(0, 50));
    wheel.advance(10 * TICK);
    assertThat(fired).hasSize(1);
    assertThat(wheel.size()).isZero();
  }

  private static final class Run {
    private final Random random;
    private final AtomicLong clock = new AtomicLong();
    private final DeadlineWheel wheel = new DeadlineWheel(TICK, clock::get);
    private final List<Deadline> deadlines = new ArrayList<>();
    private final Map<Integer, Long> due = new HashMap<>();

    Run(long seed) {
      random = new Random(seed);
      for (int i = 0; i < 40; i++) {
        int id = i;
        deadlines.add(wheel.deadline(() -> fired(id)));
      }
    }

    private void fired(int id) {
      Long expected = due.remove(id);
      assertThat(expected).isNotNull();
      assertThat(clock.get()).isGreaterThanOrEqualTo(expected);
      if (random.nextInt(3) == 0) {
        arm(random.nextInt(deadlines.size()));
      }
      if (random.nextInt(4) == 0) {
        int other = random.nextInt(deadlines.size());
        deadlines.get(other).discard();
        due.remove(other);
      }
    }

    private void arm(int id) {
      long millis = random.nextInt(60_000);
      deadlines.get(id).inMillis(clock.get(), millis);
      due.put(id, clock.get() + millis * 1_000_000L);
    }

    void play() {
      for (int step = 0; step < 3_000; step++) {
        int id = random.nextInt(deadlines.size());
        switch (random.nextInt(4)) {
          case 0 -> arm(id);
          case 1 -> {
            deadlines.get(id).clear();
            due.remove(id);
          }
          default -> {
            clock.addAndGet(random.nextInt(10) == 0 ? 300 * TICK : TICK);
            wheel.advance(clock.get());
            long now = clock.get();
            assertThat(due.values())
                .allSatisfy(time -> assertThat(time).isGreaterThan(now - 2 * TICK));
          }
        }
      }
    }
  }
}
