package io.webgateway.agent.tap;

import java.util.concurrent.TimeUnit;

/** So many a second, and so many at once after a quiet second. Not thread-safe; pure but for it. */
final class RateLimit {
  private static final long SECOND_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final int perSecond;
  private long free;
  private long filledAt;

  RateLimit(int perSecond, long nowNanos) {
    this.perSecond = perSecond;
    this.free = perSecond;
    this.filledAt = nowNanos;
  }

  /** How many there may be now. */
  long free(long nowNanos) {
    long passed = Math.min(nowNanos - filledAt, SECOND_NANOS);
    long more = passed * perSecond / SECOND_NANOS;
    if (more > 0) {
      free = Math.min(perSecond, free + more);
      filledAt = nowNanos;
    }
    return free;
  }

  void took(long count) {
    free -= count;
  }
}
