package io.webgateway.agent.observe.usage;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

/**
 * Counts what one workload uses, while it is used: a transfer that is broken off has counted what
 * it moved, a connection of days counts every few seconds. Event loops write without locks but for
 * the begin and end of a connection, where two numbers must change together. Any thread.
 */
public final class WorkloadUsage {
  private final LongAdder requests = new LongAdder();
  private final LongAdder bytesIn = new LongAdder();
  private final LongAdder bytesOut = new LongAdder();
  private final LongAdder datagramsIn = new LongAdder();
  private final LongAdder datagramsOut = new LongAdder();
  private final Connections connections = new Connections();

  /** Connections; all numbers fit together. */
  private static final class Connections {
    private long began;
    private long open;

    /** Of those that are open, when they began; it may wrap around, differences do not. */
    private long beganSumMillis;

    private long endedMillis;

    synchronized void begin(long millis) {
      began++;
      open++;
      beganSumMillis += millis;
    }

    synchronized void end(long beganMillis, long millis) {
      open--;
      beganSumMillis -= beganMillis;
      endedMillis += millis - beganMillis;
    }

    synchronized UsageTotals totals(long millis) {
      return new UsageTotals(0, 0, 0, began, endedMillis + open * millis - beganSumMillis, 0, 0);
    }

    synchronized boolean isNone() {
      return open == 0;
    }
  }

  WorkloadUsage() {}

  /** A request goes to the workload. */
  public void request() {
    requests.increment();
  }

  /** Bytes came from a visitor. */
  public void in(long bytes) {
    bytesIn.add(bytes);
  }

  /** Bytes went to a visitor. */
  public void out(long bytes) {
    bytesOut.add(bytes);
  }

  /** Datagrams came from a visitor. */
  public void datagramsIn(long datagrams, long bytes) {
    datagramsIn.add(datagrams);
    bytesIn.add(bytes);
  }

  /** Datagrams went to a visitor. */
  public void datagramsOut(long datagrams, long bytes) {
    datagramsOut.add(datagrams);
    bytesOut.add(bytes);
  }

  /**
   * A connection or flow begins.
   *
   * @param nowNanos by {@link System#nanoTime}
   * @return what {@link #connectionEnded} wants
   */
  public long connectionBegan(long nowNanos) {
    long millis = TimeUnit.NANOSECONDS.toMillis(nowNanos);
    connections.begin(millis);
    return millis;
  }

  /** It ends; called once for each that began. */
  public void connectionEnded(long beganMillis, long nowNanos) {
    connections.end(beganMillis, TimeUnit.NANOSECONDS.toMillis(nowNanos));
  }

  /** All since the start, of open connections what they have lasted so far. */
  UsageTotals totals(long nowNanos) {
    UsageTotals ofConnections = connections.totals(TimeUnit.NANOSECONDS.toMillis(nowNanos));
    return ofConnections.plus(
        new UsageTotals(
            requests.sum(),
            bytesIn.sum(),
            bytesOut.sum(),
            0,
            0,
            datagramsIn.sum(),
            datagramsOut.sum()));
  }

  boolean hasNoConnection() {
    return connections.isNone();
  }
}
