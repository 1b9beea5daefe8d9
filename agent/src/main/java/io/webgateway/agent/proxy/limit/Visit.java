package io.webgateway.agent.proxy.limit;

import io.webgateway.agent.routing.limit.Direction;
import io.webgateway.agent.routing.limit.Lease;
import io.webgateway.agent.routing.limit.LimitDecision;
import io.webgateway.model.workload.policy.TrafficLimits;

/**
 * One connection or flow at one workload: what it may take, asked and counted. Confined to the
 * event loop of the connection.
 */
public final class Visit {
  /** Of the deadline wheel in one second. */
  private static final int TICKS = 10;

  private static final long LEAST_TURN_BYTES = 2 * 1024;

  private final WorkloadTraffic traffic;
  private final Lease lease;
  private boolean closed;
  private long beganMillis;

  /**
   * Nothing is counted yet.
   *
   * @param clientKey who came, by {@link io.webgateway.agent.routing.limit.ClientKey}
   */
  public Visit(WorkloadTraffic traffic, long clientKey) {
    this.traffic = traffic;
    this.lease = new Lease(traffic.gate(), clientKey);
  }

  /** At which workload. */
  public WorkloadTraffic traffic() {
    return traffic;
  }

  /** Counts the connection, if there is room for it; once. {@link #close} must follow. */
  public LimitDecision open(long nowNanos) {
    // What still comes out of a closed connection must not be counted for ever.
    if (closed) {
      return LimitDecision.ADMITTED;
    }
    LimitDecision decision = lease.open(nowNanos);
    if (lease.isOpen()) {
      beganMillis = traffic.usage().connectionBegan(System.nanoTime());
    }
    return decision;
  }

  /**
   * Counts a request, if there is room for it. The first one counts its connection too: before, it
   * was nobody's.
   */
  public LimitDecision request(long nowNanos) {
    if (!lease.isOpen() && open(nowNanos) instanceof LimitDecision.Refused refused) {
      return refused;
    }
    LimitDecision decision = lease.request(nowNanos);
    if (decision instanceof LimitDecision.Admitted) {
      traffic.usage().request();
    }
    return decision;
  }

  /** Counts bytes for statements, as they move. */
  public void count(Direction direction, int bytes) {
    switch (direction) {
      case IN -> traffic.usage().in(bytes);
      case OUT -> traffic.usage().out(bytes);
    }
  }

  /** What the workload allows of heads and bodies. */
  public TrafficLimits limits() {
    return traffic.gate().limits();
  }

  /** Whether anybody limits how fast bytes may pass; nothing else need be asked when not. */
  public boolean limitsBandwidth() {
    return traffic.gate().limitsBandwidth();
  }

  /** Bytes have passed; answers for how many nanoseconds no more should. */
  public long passed(Direction direction, int bytes, long nowNanos) {
    return lease.passed(direction, bytes, nowNanos);
  }

  /**
   * What the tightest limit of bandwidth gives in a tick of the wheel: a turn of those who share.
   */
  public long turnBytes(Direction direction) {
    long perSecond = lease.bytesPerSecond(direction);
    return perSecond == 0 ? Integer.MAX_VALUE : Math.max(LEAST_TURN_BYTES, perSecond / TICKS);
  }

  /** For how many nanoseconds no bytes should pass. */
  public long owedNanos(Direction direction, long nowNanos) {
    return lease.owedNanos(direction, nowNanos);
  }

  /** The connection is closed; a second call does nothing. */
  public void close() {
    closed = true;
    if (lease.isOpen()) {
      traffic.usage().connectionEnded(beganMillis, System.nanoTime());
    }
    lease.close();
  }
}
