package io.webgateway.agent.proxy.exchange;

import java.util.concurrent.TimeUnit;

/**
 * Whether a visitor moves bytes fast enough, on average over the time in which the gateway waited
 * for it and nobody else. Decides only; times are handed in.
 */
final class BodyPace {
  /** Slow beginnings are forgiven for so long. */
  static final long GRACE_MILLIS = 5_000;

  private static final long NOT_WAITING = -1;

  private final long minBytesPerSecond;
  private long waitedNanos;
  private long waitingSinceNanos = NOT_WAITING;
  private long bytes;

  /** With a minimum; 0 for none. */
  BodyPace(long minBytesPerSecond) {
    this.minBytesPerSecond = minBytesPerSecond;
  }

  /** Bytes have moved. */
  void moved(long count) {
    bytes += count;
  }

  /** The gateway waits for the visitor from now on, or for somebody else. */
  void waits(boolean forVisitor, long nowNanos) {
    if (waitingSinceNanos != NOT_WAITING) {
      waitedNanos += nowNanos - waitingSinceNanos;
    }
    waitingSinceNanos = forVisitor ? nowNanos : NOT_WAITING;
  }

  /** Whether the visitor is slower than it may be. */
  boolean isTooSlow(long nowNanos) {
    long waited =
        waitedNanos + (waitingSinceNanos == NOT_WAITING ? 0 : nowNanos - waitingSinceNanos);
    long overGraceNanos = waited - TimeUnit.MILLISECONDS.toNanos(GRACE_MILLIS);
    if (minBytesPerSecond == 0 || overGraceNanos <= 0) {
      return false;
    }
    double owed = (double) minBytesPerSecond * waited / TimeUnit.SECONDS.toNanos(1);
    return bytes < owed;
  }
}
