package io.webgateway.agent.proxy.http2;

/**
 * Counts what a visitor makes its connection do besides getting answers. Each such event costs
 * points of a bucket that refills slowly; requests that end well and data that is taken pay back.
 * So a busy visitor that cancels some of its requests never runs out, and one that does nothing but
 * cancel, ping or send empty frames soon does. Pure: time is handed in. One per connection.
 */
public final class FloodGuard {
  /** What is counted, with its cost in points. */
  public enum Event {
    /** The visitor reset a request that was under way (CVE-2023-44487). */
    REQUEST_ABORTED(4),
    /** A request was over the limit of streams, and refused. */
    REQUEST_REFUSED(4),
    /** The visitor made the gateway reset a stream (CVE-2025-8671). */
    STREAM_FAULT(10),
    /** Each SETTINGS frame must be acknowledged, and may change every stream's window. */
    SETTINGS(10),
    /** Each PING must be answered. */
    PING(1),
    /** A fragment of a header section that was not the last. */
    CONTINUATION(2),
    /** DATA with nothing in it that does not end its stream. */
    EMPTY_DATA(10),
    /** Window updates, priorities, acknowledgements, unknown frames: cheap, but not free. */
    CONTROL(1),
    /** A frame for a stream that has ended. */
    LATE(1);

    private final int cost;

    Event(int cost) {
      this.cost = cost;
    }
  }

  /** Room for 250 requests cancelled at once: somebody leaves a page full of pictures. */
  static final int CAPACITY = 1_000;

  static final int REFILL_PER_SECOND = 20;

  /** As much as a cancelled request costs: whoever gets an answer for each may cancel another. */
  static final int PER_ANSWER = 4;

  /** Receivers tell of their windows once in many kilobytes; gRPC pings as often. */
  static final int BYTES_PER_POINT = 1_024;

  private static final long NANOS_PER_POINT = 1_000_000_000L / REFILL_PER_SECOND;

  private long points = CAPACITY;
  private long refilledNanos;
  private long bytes;

  /** A full bucket. */
  public FloodGuard(long nowNanos) {
    this.refilledNanos = nowNanos;
  }

  /** Takes the cost of an event; answers false when the connection must end. */
  public boolean allows(Event event, long nowNanos) {
    long refill = (nowNanos - refilledNanos) / NANOS_PER_POINT;
    if (refill > 0) {
      refilledNanos += refill * NANOS_PER_POINT;
      earn(refill);
    }
    points -= event.cost;
    return points >= 0;
  }

  /** A request got its whole answer from a backend. */
  public void answered() {
    earn(PER_ANSWER);
  }

  /** The visitor took bytes of answers, or sent bytes of bodies. */
  public void carried(int count) {
    bytes += count;
    if (bytes >= BYTES_PER_POINT) {
      earn(bytes / BYTES_PER_POINT);
      bytes %= BYTES_PER_POINT;
    }
  }

  private void earn(long earned) {
    points = Math.min(CAPACITY, points + earned);
  }
}
