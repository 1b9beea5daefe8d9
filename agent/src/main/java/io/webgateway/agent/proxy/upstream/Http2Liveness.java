package io.webgateway.agent.proxy.upstream;

/**
 * Decides when a shared connection is asked for a sign of life, given up or closed as idle. No
 * clock inside. One per connection.
 */
final class Http2Liveness {
  /** What to do now. */
  enum Decision {
    /** Look again later. */
    WAIT,
    /** Send a PING, and look again. */
    PING,
    /** Nothing answers any more, or our SETTINGS were never acknowledged: give it up. */
    DEAD,
    /** Nobody uses it: close it in order. */
    IDLE
  }

  private static final long NEVER = Long.MIN_VALUE;
  private static final long NANOS_PER_MILLI = 1_000_000L;

  private final long pingAfterNanos;
  private final long pingTimeoutNanos;
  private final long idleNanos;
  private final long openedNanos;
  private long readNanos;
  private long usedNanos;
  private long pingedNanos = NEVER;
  private boolean acknowledged;

  Http2Liveness(Http2BackendLimits limits, long idleTimeoutMillis, long nowNanos) {
    this.pingAfterNanos = limits.pingAfterMillis() * NANOS_PER_MILLI;
    this.pingTimeoutNanos = limits.pingTimeoutMillis() * NANOS_PER_MILLI;
    this.idleNanos = idleTimeoutMillis * NANOS_PER_MILLI;
    this.openedNanos = nowNanos;
    this.readNanos = nowNanos;
    this.usedNanos = nowNanos;
  }

  /** Bytes have come, whatever they say. */
  void read(long nowNanos) {
    readNanos = nowNanos;
    pingedNanos = NEVER;
  }

  /** An exchange has begun or ended. */
  void used(long nowNanos) {
    usedNanos = nowNanos;
  }

  /** Our SETTINGS are in force. */
  void acknowledged() {
    acknowledged = true;
  }

  /** Decides. */
  Decision decide(int streams, long nowNanos) {
    if (!acknowledged && nowNanos - openedNanos >= pingTimeoutNanos) {
      return Decision.DEAD;
    }
    if (streams == 0) {
      pingedNanos = NEVER;
      return nowNanos - usedNanos >= idleNanos ? Decision.IDLE : Decision.WAIT;
    }
    if (pingedNanos != NEVER) {
      return nowNanos - pingedNanos >= pingTimeoutNanos ? Decision.DEAD : Decision.WAIT;
    }
    long quietSince = Math.max(readNanos, usedNanos);
    if (nowNanos - quietSince < pingAfterNanos) {
      return Decision.WAIT;
    }
    pingedNanos = nowNanos;
    return Decision.PING;
  }

  /** When to look again. */
  long lookMillis(int streams, long nowNanos) {
    long due;
    if (!acknowledged) {
      due = openedNanos + pingTimeoutNanos;
    } else if (streams == 0) {
      due = usedNanos + idleNanos;
    } else if (pingedNanos != NEVER) {
      due = pingedNanos + pingTimeoutNanos;
    } else {
      due = Math.max(readNanos, usedNanos) + pingAfterNanos;
    }
    return Math.max(1, (due - nowNanos + NANOS_PER_MILLI - 1) / NANOS_PER_MILLI);
  }
}
