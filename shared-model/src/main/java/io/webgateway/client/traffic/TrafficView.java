package io.webgateway.client.traffic;

import io.webgateway.model.traffic.TrafficEvent;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;

/**
 * What a streaming table shows: the newest rows, bounded; while it is paused the rows stand still
 * and new ones wait, bounded too. What is pushed out or was missed is counted and said.
 * Thread-safe; never blocks for long.
 */
public final class TrafficView {
  private final int capacity;
  private final ArrayDeque<TrafficRow> shown = new ArrayDeque<>();
  private final ArrayDeque<TrafficRow> waiting = new ArrayDeque<>();
  private boolean paused;
  private long version;
  private long seen;
  private long pushedOut;
  private long missed;

  /** A view of at most so many rows; as many may wait. */
  public TrafficView(int capacity) {
    this.capacity = capacity;
  }

  /**
   * The view at one moment.
   *
   * @param version grows with every change; the same number means nothing to draw
   * @param rows the newest first
   * @param paused whether it stands still
   * @param waiting how many rows wait behind the pause
   * @param seen events since the beginning, or since it was cleared
   * @param pushedOut rows that made room for newer ones
   * @param missed events that never came: lost on the node or on the way
   */
  public record Snapshot(
      long version,
      List<TrafficRow> rows,
      boolean paused,
      int waiting,
      long seen,
      long pushedOut,
      long missed) {
    /** Copies the list. */
    public Snapshot {
      rows = List.copyOf(rows);
    }
  }

  /** Takes an event. */
  public synchronized void add(long sequence, TrafficEvent event) {
    seen++;
    version++;
    ArrayDeque<TrafficRow> target = paused ? waiting : shown;
    target.addFirst(new TrafficRow(sequence, event));
    trim(target);
  }

  /** Takes note of events that were lost on the way. */
  public synchronized void gap(long lost) {
    missed += lost;
    version++;
  }

  /** Makes the rows stand still. */
  public synchronized void pause() {
    paused = true;
    version++;
  }

  /** Lets the rows move again; those that waited are put in. */
  public synchronized void resume() {
    paused = false;
    version++;
    while (!waiting.isEmpty()) {
      shown.addFirst(waiting.removeLast());
    }
    trim(shown);
  }

  /** Takes all rows and counts away; whether it is paused stays. */
  public synchronized void clear() {
    shown.clear();
    waiting.clear();
    seen = 0;
    pushedOut = 0;
    missed = 0;
    version++;
  }

  /** The version alone, to see cheaply whether there is something to draw. */
  public synchronized long version() {
    return version;
  }

  /** The view now. */
  public synchronized Snapshot snapshot() {
    return new Snapshot(
        version, new ArrayList<>(shown), paused, waiting.size(), seen, pushedOut, missed);
  }

  private void trim(ArrayDeque<TrafficRow> rows) {
    while (rows.size() > capacity) {
      rows.removeLast();
      pushedOut++;
    }
  }
}
