package io.webgateway.bench.change.visit;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;

/**
 * Numbered messages on one connection: which are under way, and what is wrong with those that come
 * back. Pure; not thread-safe.
 */
final class Sequence {
  private final TreeMap<Long, Sent> underWay = new TreeMap<>();
  private final Set<Long> givenUp = new HashSet<>();
  private long next;
  private long highest = -1;
  private String backend = "";

  /**
   * A message.
   *
   * @param number its own, from 0
   * @param atNanos when it was sent
   * @param backend who had answered last by then
   */
  record Sent(long number, long atNanos, String backend) {}

  /** What an arrival was. */
  sealed interface Arrival {
    /** The one that was due, or a later one; what is missing in between may still come. */
    record Good(Sent sent) implements Arrival {}

    /** After a later one. */
    record Reordered(Sent sent) implements Arrival {}

    /** It had come already. */
    record Duplicated() implements Arrival {}

    /** It was counted as lost, and has come all the same. */
    record TooLate() implements Arrival {}

    /** Nobody sent such a message. */
    record Unknown() implements Arrival {}
  }

  /** A message goes; answers its number. */
  long send(long nowNanos) {
    long number = next++;
    underWay.put(number, new Sent(number, nowNanos, backend));
    return number;
  }

  /** A message comes back from a backend. */
  Arrival arrive(long number, String from) {
    Sent sent = underWay.remove(number);
    if (sent == null) {
      if (number < 0 || number >= next) {
        return new Arrival.Unknown();
      }
      return givenUp.contains(number) ? new Arrival.TooLate() : new Arrival.Duplicated();
    }
    backend = from;
    if (number < highest) {
      return new Arrival.Reordered(sent);
    }
    highest = number;
    return new Arrival.Good(sent);
  }

  /**
   * Gives up, once, what does not come any more.
   *
   * @param overtakenNanos how long what a later message has overtaken may take
   * @param silentNanos how long anything may take
   */
  List<Sent> giveUp(long nowNanos, long overtakenNanos, long silentNanos) {
    List<Sent> lost = new ArrayList<>();
    for (Sent sent : underWay.values()) {
      long limit = sent.number() < highest ? overtakenNanos : silentNanos;
      if (nowNanos - sent.atNanos() > limit) {
        lost.add(sent);
      }
    }
    for (Sent sent : lost) {
      underWay.remove(sent.number());
      givenUp.add(sent.number());
    }
    return lost;
  }

  /** What has not come back yet, the oldest first. */
  List<Sent> underWay() {
    return List.copyOf(underWay.values());
  }

  /** Whether something is under way that nothing has overtaken. */
  boolean waits() {
    return !underWay.isEmpty() && underWay.lastKey() > highest;
  }

  /** Who answered last; empty when nobody has. */
  String backend() {
    return backend;
  }
}
