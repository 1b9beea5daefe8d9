package io.webgateway.bench.change.visit;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/** What all visitors have seen. Thread-safe. */
public final class Diary {
  // More than that needs no detail; each is still counted.
  private static final int MOST_INCIDENTS = 20_000;

  private final Map<Kind, Count> counts = new EnumMap<>(Kind.class);
  private final List<Incident> incidents = new ArrayList<>();
  private final Map<String, Integer> ports = new TreeMap<>();
  private long incidentsLeftOut;

  /** An empty one. */
  public Diary() {
    for (Kind kind : Kind.values()) {
      counts.put(kind, Count.NONE);
    }
  }

  /**
   * What went well, by kind.
   *
   * @param answers right ones
   * @param connections opened
   * @param asked connections that ended in order, because the gateway asked to
   * @param repeated requests that the gateway told to be safe to ask again (RFC 9113, section 8.7),
   *     and that were asked again
   * @param longestNanos the longest that a right answer took
   */
  public record Count(
      long answers, long connections, long asked, long repeated, long longestNanos) {
    /** Nothing. */
    public static final Count NONE = new Count(0, 0, 0, 0, 0);

    /** What was added since; the longest wait is of all time. */
    public Count minus(Count before) {
      return new Count(
          answers - before.answers,
          connections - before.connections,
          asked - before.asked,
          repeated - before.repeated,
          longestNanos);
    }

    private Count plus(Count other) {
      return new Count(
          answers + other.answers,
          connections + other.connections,
          asked + other.asked,
          repeated + other.repeated,
          Math.max(longestNanos, other.longestNanos));
    }
  }

  /**
   * A state of it.
   *
   * @param counts by kind
   * @param incidents all so far
   * @param incidentsLeftOut how many more there were
   */
  public record Page(Map<Kind, Count> counts, List<Incident> incidents, long incidentsLeftOut) {
    /** Of one kind. */
    public Count count(Kind kind) {
      return counts.getOrDefault(kind, Count.NONE);
    }
  }

  /** A right answer came. */
  synchronized void answered(Kind kind, long sentNanos) {
    add(kind, new Count(1, 0, 0, 0, System.nanoTime() - sentNanos));
  }

  /** A visitor has a connection, from this port of its own. */
  synchronized void connected(Kind kind, String visitor, int localPort) {
    add(kind, new Count(0, 1, 0, 0, 0));
    ports.put(visitor, localPort);
  }

  /** A visitor was asked to leave, and has. */
  synchronized void asked(Kind kind) {
    add(kind, new Count(0, 0, 1, 0, 0));
  }

  /** A request was handed back untouched, and is asked again. */
  synchronized void repeated(Kind kind) {
    add(kind, new Count(0, 0, 0, 1, 0));
  }

  /** Something went wrong. */
  synchronized void incident(Incident incident) {
    if (incidents.size() < MOST_INCIDENTS) {
      incidents.add(incident);
    } else {
      incidentsLeftOut++;
    }
  }

  /** The state now; the longest wait begins anew. */
  public synchronized Page turn() {
    Page page = new Page(new EnumMap<>(counts), List.copyOf(incidents), incidentsLeftOut);
    counts.replaceAll(
        (kind, count) ->
            new Count(count.answers, count.connections, count.asked, count.repeated, 0));
    return page;
  }

  /** The port that each visitor comes from now, by visitor. */
  public synchronized Map<String, Integer> ports() {
    return new TreeMap<>(ports);
  }

  /** How long that is, in milliseconds. */
  public static long millis(long nanos) {
    return TimeUnit.NANOSECONDS.toMillis(nanos);
  }

  private void add(Kind kind, Count more) {
    counts.merge(kind, more, Count::plus);
  }
}
