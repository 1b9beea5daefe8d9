package io.webgateway.agent.routing.limit;

import io.webgateway.agent.routing.limit.Limit.What;
import io.webgateway.agent.routing.limit.Limit.Whose;
import io.webgateway.model.workload.policy.TrafficLimits.Bounds;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * What one client, workload or tenant has taken. The bounds are handed in with each question, so an
 * edit keeps what is counted. Any thread; without locks.
 */
final class Meter {
  private static final long OPEN_RETRY_MILLIS = 1_000;
  private static final int BITS_PER_BYTE = 8;

  private final AtomicInteger open = new AtomicInteger();
  private final Bucket opened = new Bucket();
  private final Bucket requests = new Bucket();
  private final Bucket in = new Bucket();
  private final Bucket out = new Bucket();

  /** Counts a connection, if there is room for it. */
  LimitDecision open(Bounds bounds, Whose whose, long nowNanos) {
    int now = open.incrementAndGet();
    if (bounds.maxConnections() != 0 && now > bounds.maxConnections()) {
      open.decrementAndGet();
      return new LimitDecision.Refused(new Limit(whose, What.CONNECTIONS), OPEN_RETRY_MILLIS);
    }
    long waitNanos = opened.takeOne(bounds.connectionsPerSecond(), nowNanos);
    if (waitNanos == 0) {
      return LimitDecision.ADMITTED;
    }
    open.decrementAndGet();
    return new LimitDecision.Refused(new Limit(whose, What.NEW_CONNECTIONS), millis(waitNanos));
  }

  /** Counts a connection that was opened before there was a limit, whether or not there is room. */
  void joined() {
    open.incrementAndGet();
  }

  /** A connection that was counted is closed. */
  void close() {
    open.decrementAndGet();
  }

  /** A connection that was counted will not be: somebody else had no room for it. */
  void neverOpened(Bounds bounds) {
    open.decrementAndGet();
    opened.giveBackOne(bounds.connectionsPerSecond());
  }

  LimitDecision request(Bounds bounds, Whose whose, long nowNanos) {
    long waitNanos = requests.takeOne(bounds.requestsPerSecond(), nowNanos);
    return waitNanos == 0
        ? LimitDecision.ADMITTED
        : new LimitDecision.Refused(new Limit(whose, What.REQUESTS), millis(waitNanos));
  }

  /** A request that was counted will not be served. */
  void neverRequested(Bounds bounds) {
    requests.giveBackOne(bounds.requestsPerSecond());
  }

  /** Bytes have passed; answers after how many nanoseconds more should. */
  long passed(Bounds bounds, Direction direction, int bytes, long nowNanos) {
    long perSecond = bytesPerSecond(bounds, direction);
    return switch (direction) {
      case IN -> in.spend(perSecond, bytes, nowNanos);
      case OUT -> out.spend(perSecond, bytes, nowNanos);
    };
  }

  /** After how many nanoseconds bytes should pass. */
  long owedNanos(Bounds bounds, Direction direction, long nowNanos) {
    return switch (direction) {
      case IN -> bounds.bitsPerSecondIn() == 0 ? 0 : in.owedNanos(nowNanos);
      case OUT -> bounds.bitsPerSecondOut() == 0 ? 0 : out.owedNanos(nowNanos);
    };
  }

  int openNow() {
    return open.get();
  }

  /** Whether forgetting it would change nothing. */
  boolean isAsNew(long nowNanos) {
    return open.get() == 0
        && opened.isFull(nowNanos)
        && requests.isFull(nowNanos)
        && in.isFull(nowNanos)
        && out.isFull(nowNanos);
  }

  /** What may pass; 0 for no limit. */
  static long bytesPerSecond(Bounds bounds, Direction direction) {
    return bytesPerSecond(
        switch (direction) {
          case IN -> bounds.bitsPerSecondIn();
          case OUT -> bounds.bitsPerSecondOut();
        });
  }

  private static long bytesPerSecond(long bitsPerSecond) {
    return bitsPerSecond == 0 ? 0 : Math.max(1, bitsPerSecond / BITS_PER_BYTE);
  }

  private static long millis(long nanos) {
    return TimeUnit.NANOSECONDS.toMillis(nanos) + 1;
  }
}
