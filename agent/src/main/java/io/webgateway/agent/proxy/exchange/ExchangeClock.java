package io.webgateway.agent.proxy.exchange;

import io.webgateway.agent.routing.ExchangeLimits;
import io.webgateway.model.traffic.CompletionReason;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * The time limits of one exchange: whom it waits for, since when, and when that is too long.
 * Decides only; times are handed in, and the deadline is armed by its owner.
 */
final class ExchangeClock {
  /** Far enough away to mean never. */
  static final long NEVER_MILLIS = TimeUnit.DAYS.toMillis(365);

  private static final long PACE_LOOK_NANOS = TimeUnit.SECONDS.toNanos(1);

  /** Whom the exchange waits for. */
  enum Waiting {
    /** For a connection, which has limits of its own. */
    TO_CONNECT,
    /** For the visitor to send more of the request. */
    FOR_REQUEST,
    /** For the backend to take more of the request. */
    FOR_BACKEND,
    /** For the backend to begin its answer. */
    FOR_FIRST_BYTE,
    /** For the backend to send more of its answer. */
    FOR_ANSWER,
    /** For the visitor to take more of the answer. */
    FOR_VISITOR,
    /** For its bandwidth: it is us who keep bytes from moving, so nobody is silent or slow. */
    FOR_BANDWIDTH
  }

  private final ExchangeLimits limits;
  private final long startNanos;
  private final BodyPace sending;
  private final BodyPace taking;
  private Waiting waiting = Waiting.TO_CONNECT;
  private long movedNanos;
  private long taken;
  private long paceLookNanos;

  /**
   * Starts.
   *
   * @param streams the visitor may think while it sends: its pace does not matter
   */
  ExchangeClock(ExchangeLimits limits, boolean streams, long nowNanos) {
    this.limits = limits;
    this.startNanos = nowNanos;
    this.movedNanos = nowNanos;
    this.sending = new BodyPace(streams ? 0 : limits.minBodyBytesPerSecond());
    this.taking = new BodyPace(limits.minBodyBytesPerSecond());
  }

  /**
   * Something has moved.
   *
   * @param next whom the exchange waits for now
   * @param takenBytes of the answer by the visitor so far
   * @return after how many milliseconds to look again
   */
  long moved(Waiting next, long takenBytes, long nowNanos) {
    movedNanos = nowNanos;
    if (next != waiting) {
      sending.waits(next == Waiting.FOR_REQUEST, nowNanos);
      taking.waits(next == Waiting.FOR_VISITOR, nowNanos);
      waiting = next;
      taken = takenBytes;
      paceLookNanos = nowNanos + PACE_LOOK_NANOS;
    }
    return lookMillis(nowNanos);
  }

  /** The visitor has sent bytes of the request's body. */
  void received(long bytes) {
    sending.moved(bytes);
  }

  /** After how many milliseconds to look again. */
  long lookMillis(long nowNanos) {
    long phase =
        switch (waiting) {
          case TO_CONNECT, FOR_BANDWIDTH -> NEVER_MILLIS;
          case FOR_REQUEST ->
              paced(left(limits.idleTimeoutMillis(), movedNanos, nowNanos), nowNanos);
          case FOR_BACKEND, FOR_ANSWER -> left(limits.idleTimeoutMillis(), movedNanos, nowNanos);
          case FOR_FIRST_BYTE -> left(limits.firstByteTimeoutMillis(), movedNanos, nowNanos);
          case FOR_VISITOR ->
              paced(left(limits.writeStallTimeoutMillis(), movedNanos, nowNanos), nowNanos);
        };
    return limits.totalTimeoutMillis() == 0
        ? phase
        : Math.min(phase, left(limits.totalTimeoutMillis(), startNanos, nowNanos));
  }

  /** What trickles moves all the time, so its pace is looked at by the clock alone. */
  private long paced(long millis, long nowNanos) {
    return limits.minBodyBytesPerSecond() == 0
        ? millis
        : Math.min(millis, left(0, paceLookNanos, nowNanos));
  }

  private static long left(long limitMillis, long sinceNanos, long nowNanos) {
    return Math.max(0, limitMillis - TimeUnit.NANOSECONDS.toMillis(nowNanos - sinceNanos));
  }

  /**
   * Looks whether a limit has passed.
   *
   * @param takenBytes of the answer by the visitor so far
   * @return why the exchange must end, if it must
   */
  Optional<CompletionReason> judge(long takenBytes, long nowNanos) {
    paceLookNanos = nowNanos + PACE_LOOK_NANOS;
    if (limits.totalTimeoutMillis() != 0
        && left(limits.totalTimeoutMillis(), startNanos, nowNanos) == 0) {
      return Optional.of(CompletionReason.TOTAL_TIMEOUT);
    }
    return switch (waiting) {
      case TO_CONNECT, FOR_BANDWIDTH -> Optional.empty();
      case FOR_REQUEST ->
          sending.isTooSlow(nowNanos)
              ? Optional.of(CompletionReason.CLIENT_TOO_SLOW)
              : silent(limits.idleTimeoutMillis(), CompletionReason.CLIENT_TIMEOUT, nowNanos);
      case FOR_BACKEND, FOR_ANSWER ->
          silent(limits.idleTimeoutMillis(), CompletionReason.UPSTREAM_TIMEOUT, nowNanos);
      case FOR_FIRST_BYTE ->
          silent(limits.firstByteTimeoutMillis(), CompletionReason.UPSTREAM_TIMEOUT, nowNanos);
      case FOR_VISITOR -> judgeTaking(takenBytes, nowNanos);
    };
  }

  /** A slow reader is no silence: as long as it takes enough bytes, it may go on. */
  private Optional<CompletionReason> judgeTaking(long takenBytes, long nowNanos) {
    if (takenBytes != taken) {
      taking.moved(takenBytes - taken);
      taken = takenBytes;
      movedNanos = nowNanos;
    }
    return taking.isTooSlow(nowNanos)
        ? Optional.of(CompletionReason.CLIENT_TOO_SLOW)
        : silent(limits.writeStallTimeoutMillis(), CompletionReason.CLIENT_TIMEOUT, nowNanos);
  }

  private Optional<CompletionReason> silent(
      long limitMillis, CompletionReason reason, long nowNanos) {
    return left(limitMillis, movedNanos, nowNanos) == 0 ? Optional.of(reason) : Optional.empty();
  }
}
