package io.webgateway.client.traffic;

import io.webgateway.client.screen.Tone;
import io.webgateway.model.traffic.TrafficEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Counts watched traffic by the second over the last minute, for an overview. Time is handed in.
 * Thread-safe.
 */
public final class TrafficMeter {
  /** How many seconds are kept. */
  public static final int SECONDS = 60;

  private final long[] events = new long[SECONDS];
  private final long[] failures = new long[SECONDS];
  private final long[] bytes = new long[SECONDS];
  private final long firstSecond;
  private long lastSecond;

  /** Begins to count. */
  public TrafficMeter(Instant now) {
    firstSecond = now.getEpochSecond();
    lastSecond = firstSecond;
  }

  /**
   * The counts at one moment.
   *
   * @param perSecond events in each of the last 60 seconds, the oldest first
   * @param eventsPerSecond the mean over the time that was watched, 60 s at most
   * @param bytesPerSecond the same, both directions
   * @param failureShare the share of events that did not end as they should, 0 to 1
   */
  public record Reading(
      List<Long> perSecond, double eventsPerSecond, double bytesPerSecond, double failureShare) {
    /** Copies the numbers. */
    public Reading {
      perSecond = List.copyOf(perSecond);
    }
  }

  /** Counts an event. */
  public synchronized void add(TrafficEvent event, Instant now) {
    forward(now);
    int slot = slot(lastSecond);
    TrafficRow row = new TrafficRow(0, event);
    events[slot]++;
    bytes[slot] += row.bytesIn() + row.bytesOut();
    if (row.tone() == Tone.BAD) {
      failures[slot]++;
    }
  }

  /** The counts now. */
  public synchronized Reading read(Instant now) {
    forward(now);
    long watched = Math.clamp(lastSecond - firstSecond + 1, 1, SECONDS);
    List<Long> ordered = new ArrayList<>();
    for (int i = 0; i < SECONDS; i++) {
      ordered.add(events[slot(lastSecond + 1 + i)]);
    }
    long all = Arrays.stream(events).sum();
    double failed = Arrays.stream(failures).sum();
    return new Reading(
        ordered,
        all / (double) watched,
        Arrays.stream(bytes).sum() / (double) watched,
        all == 0 ? 0 : failed / all);
  }

  private void forward(Instant now) {
    long second = Math.max(now.getEpochSecond(), lastSecond);
    long steps = Math.min(second - lastSecond, SECONDS);
    for (long i = 0; i < steps; i++) {
      int slot = slot(second - i);
      events[slot] = 0;
      failures[slot] = 0;
      bytes[slot] = 0;
    }
    lastSecond = second;
  }

  private static int slot(long second) {
    return (int) Math.floorMod(second, (long) SECONDS);
  }
}
