package io.webgateway.agent.routing.limit;

import java.util.concurrent.atomic.AtomicLong;

/**
 * A token bucket, kept as the moment at which it will be full again (the generic cell rate
 * algorithm): so the rate is no part of its state, and may be edited while it runs. Its burst is
 * what the rate gives in one second, and at least one unit. Costs are rounded up to nanoseconds, so
 * it never gives more than its rate. Any thread; without locks.
 */
final class Bucket {
  /** A full bucket holds what comes in this time. */
  static final long BURST_NANOS = 1_000_000_000L;

  private static final long NANOS_PER_SECOND = 1_000_000_000L;

  private final AtomicLong fullAtNanos = new AtomicLong();

  /**
   * Takes one unit, if there is one.
   *
   * @param perSecond 0 for no limit
   * @param nowNanos since some start that all callers share, never negative
   * @return 0 when it was taken, else after how many nanoseconds it could be
   */
  long takeOne(long perSecond, long nowNanos) {
    if (perSecond == 0) {
      return 0;
    }
    long cost = cost(perSecond, 1);
    // What rounding adds to a whole burst, which would be one unit short without it.
    long fullNanos = perSecond * cost;
    while (true) {
      long seen = fullAtNanos.get();
      long next = Math.max(seen, nowNanos) + cost;
      long missing = next - nowNanos - fullNanos;
      if (missing > 0) {
        return missing;
      }
      if (fullAtNanos.compareAndSet(seen, next)) {
        return 0;
      }
    }
  }

  /** Puts back one unit that was taken and not used. */
  void giveBackOne(long perSecond) {
    if (perSecond != 0) {
      fullAtNanos.addAndGet(-cost(perSecond, 1));
    }
  }

  /**
   * Takes units that have passed already, be it on credit.
   *
   * @param perSecond 0 for no limit
   * @return after how many nanoseconds what is owed will be paid
   */
  long spend(long perSecond, int units, long nowNanos) {
    if (perSecond == 0 || units == 0) {
      return 0;
    }
    long cost = cost(perSecond, units);
    while (true) {
      long seen = fullAtNanos.get();
      long next = Math.max(seen, nowNanos) + cost;
      if (fullAtNanos.compareAndSet(seen, next)) {
        return Math.max(0, next - nowNanos - BURST_NANOS);
      }
    }
  }

  /** After how many nanoseconds what is owed will be paid; 0 when nothing is. */
  long owedNanos(long nowNanos) {
    return Math.max(0, fullAtNanos.get() - nowNanos - BURST_NANOS);
  }

  /** Whether it is as good as new. */
  boolean isFull(long nowNanos) {
    return fullAtNanos.get() <= nowNanos;
  }

  /** At most 2^31 units for 10^9 nanoseconds each, so it does not overflow. */
  private static long cost(long perSecond, int units) {
    return (units * NANOS_PER_SECOND + perSecond - 1) / perSecond;
  }
}
