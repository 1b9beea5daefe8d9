package io.webgateway.agent.observe;

import io.webgateway.model.traffic.CompletionReason;
import io.webgateway.model.traffic.FlowDrop;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/**
 * What the data plane counts whether or not anybody watches: finished exchanges and connections by
 * reason, body bytes, open connections, tunnels and flows, dropped datagrams. Counts only grow, but
 * for the open ones. Written on event loops without locks, read from any thread.
 */
public final class TrafficCounters {
  /**
   * The counts at about one moment.
   *
   * @param completions finished exchanges, relayed connections and refused handshakes, by reason;
   *     reasons that never came are left out
   * @param requestBytes body bytes from visitors; those of tunnels when they end
   * @param responseBytes body bytes to visitors; those of tunnels when they end
   * @param openConnections visitors' connections
   * @param openTunnels those of them that are relayed without being looked at
   * @param openFlows flows of datagrams
   * @param movedFlows how many times a flow that had a backend got another, or the same once more
   * @param droppedDatagrams datagrams that were not passed on, by reason; reasons that never came
   *     are left out
   */
  public record Snapshot(
      Map<CompletionReason, Long> completions,
      long requestBytes,
      long responseBytes,
      long openConnections,
      long openTunnels,
      long openFlows,
      long movedFlows,
      Map<FlowDrop, Long> droppedDatagrams) {
    /** Copies the maps. */
    public Snapshot {
      completions = Map.copyOf(completions);
      droppedDatagrams = Map.copyOf(droppedDatagrams);
    }
  }

  private final EnumMap<CompletionReason, LongAdder> byReason =
      new EnumMap<>(CompletionReason.class);
  private final LongAdder requestBytes = new LongAdder();
  private final LongAdder responseBytes = new LongAdder();
  private final LongAdder openConnections = new LongAdder();
  private final LongAdder openTunnels = new LongAdder();
  private final LongAdder openFlows = new LongAdder();
  private final LongAdder movedFlows = new LongAdder();
  private final EnumMap<FlowDrop, LongAdder> byDrop = new EnumMap<>(FlowDrop.class);

  /** All zero. */
  public TrafficCounters() {
    for (CompletionReason reason : CompletionReason.values()) {
      byReason.put(reason, new LongAdder());
    }
    for (FlowDrop reason : FlowDrop.values()) {
      byDrop.put(reason, new LongAdder());
    }
  }

  /** Counts an end; bytes are those of its bodies. */
  public void completed(CompletionReason reason, long bytesOfRequest, long bytesOfResponse) {
    LongAdder counter = byReason.get(reason);
    if (counter != null) {
      counter.increment();
    }
    requestBytes.add(bytesOfRequest);
    responseBytes.add(bytesOfResponse);
  }

  /** Counts a visitor's connection in. */
  public void connectionOpened() {
    openConnections.increment();
  }

  /** Counts it out. */
  public void connectionClosed() {
    openConnections.decrement();
  }

  /** Counts a tunnel in. */
  public void tunnelOpened() {
    openTunnels.increment();
  }

  /** Counts it out. */
  public void tunnelClosed() {
    openTunnels.decrement();
  }

  /** Counts a flow in. */
  public void flowOpened() {
    openFlows.increment();
  }

  /** Counts it out. */
  public void flowClosed() {
    openFlows.decrement();
  }

  /** Counts a flow that got another backend. */
  public void flowMoved() {
    movedFlows.increment();
  }

  /** Counts datagrams that were not passed on. */
  public void datagramsDropped(FlowDrop reason, long count) {
    LongAdder counter = byDrop.get(reason);
    if (counter != null) {
      counter.add(count);
    }
  }

  private static <R extends Enum<R>> Map<R, Long> sums(Class<R> type, Map<R, LongAdder> counters) {
    Map<R, Long> sums = new EnumMap<>(type);
    counters.forEach(
        (reason, counter) -> {
          long count = counter.sum();
          if (count > 0) {
            sums.put(reason, count);
          }
        });
    return sums;
  }

  /** Reads all counts. */
  public Snapshot snapshot() {
    return new Snapshot(
        sums(CompletionReason.class, byReason),
        requestBytes.sum(),
        responseBytes.sum(),
        openConnections.sum(),
        openTunnels.sum(),
        openFlows.sum(),
        movedFlows.sum(),
        sums(FlowDrop.class, byDrop));
  }
}
