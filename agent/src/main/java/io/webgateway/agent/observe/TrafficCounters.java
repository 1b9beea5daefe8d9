package io.webgateway.agent.observe;

import io.webgateway.model.traffic.CompletionReason;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/**
 * What the data plane counts whether or not anybody watches: finished exchanges and connections by
 * reason, body bytes, open connections and tunnels. Counts only grow, but for the open ones.
 * Written on event loops without locks, read from any thread.
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
   */
  public record Snapshot(
      Map<CompletionReason, Long> completions,
      long requestBytes,
      long responseBytes,
      long openConnections,
      long openTunnels) {
    /** Copies the map. */
    public Snapshot {
      completions = Map.copyOf(completions);
    }
  }

  private final EnumMap<CompletionReason, LongAdder> byReason =
      new EnumMap<>(CompletionReason.class);
  private final LongAdder requestBytes = new LongAdder();
  private final LongAdder responseBytes = new LongAdder();
  private final LongAdder openConnections = new LongAdder();
  private final LongAdder openTunnels = new LongAdder();

  /** All zero. */
  public TrafficCounters() {
    for (CompletionReason reason : CompletionReason.values()) {
      byReason.put(reason, new LongAdder());
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

  /** Reads all counts. */
  public Snapshot snapshot() {
    Map<CompletionReason, Long> completions = new EnumMap<>(CompletionReason.class);
    byReason.forEach(
        (reason, counter) -> {
          long count = counter.sum();
          if (count > 0) {
            completions.put(reason, count);
          }
        });
    return new Snapshot(
        completions,
        requestBytes.sum(),
        responseBytes.sum(),
        openConnections.sum(),
        openTunnels.sum());
  }
}
