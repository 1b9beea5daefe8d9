package io.webgateway.agent.proxy.health;

import io.webgateway.model.workload.policy.HealthPolicy;
import java.util.concurrent.TimeUnit;

/**
 * When an endpoint is asked. The first time soon, at any moment of the first second, so that many
 * endpoints of a new table are not asked at once; from then on at its interval, and sooner while it
 * is in doubt how it is; give or take a tenth, so that gateways and endpoints that began together
 * drift apart. Pure: time and chance are handed in.
 *
 * @param intervalNanos from the beginning of one check to that of the next
 */
record CheckSchedule(long intervalNanos) {
  /** The first check comes within this, or within the interval when that is shorter. */
  static final long FIRST_WITHIN_NANOS = TimeUnit.SECONDS.toNanos(1);

  /** While it is in doubt, from one check to the next, or the interval when that is shorter. */
  static final long IN_DOUBT_NANOS = TimeUnit.SECONDS.toNanos(1);

  private static final double JITTER = 0.1;

  static CheckSchedule of(HealthPolicy.Schedule schedule) {
    return new CheckSchedule(TimeUnit.MILLISECONDS.toNanos(schedule.intervalMillis()));
  }

  /**
   * How long until the first check.
   *
   * @param chance 0 to 1, without 1
   */
  long firstDelayNanos(double chance) {
    return (long) (Math.min(FIRST_WITHIN_NANOS, intervalNanos) * chance);
  }

  /**
   * How long until the next check. What was missed, because a check or the event loop took long, is
   * not made up for.
   *
   * @param startedNanos when the last one began
   * @param nowNanos it has ended
   * @param inDoubt it said another thing than those before, and too few have said so to decide
   * @param chance 0 to 1, without 1
   */
  long nextDelayNanos(long startedNanos, long nowNanos, boolean inDoubt, double chance) {
    long between = inDoubt ? Math.min(IN_DOUBT_NANOS, intervalNanos) : intervalNanos;
    long pause = (long) (between * (1 - JITTER + 2 * JITTER * chance));
    return Math.max(0, startedNanos + pause - nowNanos);
  }
}
