package io.webgateway.bench.change.visit;

import java.util.concurrent.TimeUnit;

/**
 * Fixed moments, whether or not what came before was late; those that were missed are left out, so
 * that nobody catches up in a burst. One thread's.
 */
final class Pace {
  private final long intervalNanos;
  private long dueNanos;

  /** Begins at a moment of its own, so that visitors do not all come at once. */
  Pace(int perSecond, int number, int of) {
    intervalNanos = TimeUnit.SECONDS.toNanos(1) / perSecond;
    dueNanos = System.nanoTime() + intervalNanos * number / of;
  }

  /** The next moment, in nanoseconds from now; at least 1. */
  long untilNextNanos() {
    long now = System.nanoTime();
    if (dueNanos < now) {
      long missed = (now - dueNanos) / intervalNanos;
      dueNanos += missed * intervalNanos;
    }
    long wait = Math.max(1, dueNanos - now);
    dueNanos += intervalNanos;
    return wait;
  }

  long intervalNanos() {
    return intervalNanos;
  }
}
