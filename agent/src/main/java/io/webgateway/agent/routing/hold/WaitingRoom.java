package io.webgateway.agent.routing.hold;

import io.webgateway.model.workload.policy.BackendLoss;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Those of one workload that wait for a backend on one event loop, first come first served. They
 * are the probes themselves: while nothing is known, one of them at a time is told to try, with
 * pauses that grow from {@value #FIRST_PAUSE_MILLIS} to {@value #LONGEST_PAUSE_MILLIS} ms, however
 * many wait. When one has found a backend, two may try, then four, up to {@value #MOST_AT_ONCE}: a
 * backend that has just come up is not run over.
 *
 * <p>How it is used: who has found no backend {@link #arrive}s, reads nothing more from its visitor
 * and writes nothing to it. {@link #look} is called when {@link #lookNanos} says, and after each
 * other call that may have moved that; it tells who must give up (they are gone already) and whose
 * turn it is. Whose turn it is tries every endpoint once, with {@link #tryMillis} for each
 * connection, and calls {@link #failed} (it waits on, with the time that it has left) or {@link
 * #ended}. A visitor that leaves calls {@link #ended} at any time. {@link #changed} is called when
 * there may be other endpoints, or one is well again.
 *
 * <p>Decides only: times are handed in, nanoseconds of one clock, never negative. Confined to one
 * thread; what the rooms of a workload share is the {@link HoldTally}.
 *
 * @param <T> who waits
 */
public final class WaitingRoom<T> {
  /** The pause before the first try, and after the first that failed. */
  public static final long FIRST_PAUSE_MILLIS = 50;

  /** No pause is longer. */
  public static final long LONGEST_PAUSE_MILLIS = 500;

  /** So many try at the same time at most. */
  public static final int MOST_AT_ONCE = 64;

  /**
   * What a first try gives each connection. An address that has moved away swallows what is sent
   * there, so it is asked anew rather than waited for; each try that fails is followed by one that
   * has twice as long, for backends that are far away.
   */
  public static final long FIRST_TRY_MILLIS = 2_000;

  private static final int MOST_DOUBLINGS = 7;
  private static final long NANOS_PER_MILLI = 1_000_000L;

  private final HoldTally tally;
  private final TreeMap<Long, Place<T>> waiting = new TreeMap<>();
  private final TreeSet<Place<T>> byTime =
      new TreeSet<>(
          Comparator.<Place<T>>comparingLong(place -> place.untilNanos)
              .thenComparingLong(place -> place.number));
  private final Set<Place<T>> trying = new HashSet<>();
  private long round;
  private int underWay;
  private int atOnce = 1;
  private int failures;
  private long nextTryNanos;
  private boolean shut;

  /**
   * The place of one that waits; its owner keeps it until the wait has ended.
   *
   * @param <T> who waits
   */
  public static final class Place<T> {
    private final T who;
    private final long number;
    private final long untilNanos;
    private long bytes;
    private long triedInRound;
    private boolean isTrying;
    private boolean isGone;

    private Place(T who, long number, long untilNanos, long bytes) {
      this.who = who;
      this.number = number;
      this.untilNanos = untilNanos;
      this.bytes = bytes;
    }

    /** Who waits. */
    public T who() {
      return who;
    }

    /** Whether it is its turn, and nothing has come of that yet. */
    public boolean isTrying() {
      return isTrying;
    }

    /** Whether its time is over; who tries may still succeed. */
    public boolean isOver(long nowNanos) {
      return nowNanos >= untilNanos;
    }
  }

  /**
   * What is to be done now.
   *
   * @param expired wait no longer: their time is over
   * @param tries whose turn it is
   * @param <T> who waits
   */
  public record Turn<T>(List<T> expired, List<Place<T>> tries) {
    /** Copies the lists. */
    public Turn {
      expired = List.copyOf(expired);
      tries = List.copyOf(tries);
    }
  }

  /** An empty room. */
  public WaitingRoom(HoldTally tally) {
    this.tally = tally;
  }

  /**
   * Waits from now on.
   *
   * @param terms how long, and how many may
   * @param bytes of it that are kept meanwhile
   * @param foundNone it took no endpoint's connection; false when one was lost under way
   * @return empty when as many wait as may
   */
  public Optional<Place<T>> arrive(
      T who, BackendLoss.Wait terms, long bytes, boolean foundNone, long nowNanos) {
    if (!tally.enter(terms.maxHeld())) {
      return Optional.empty();
    }
    if (isEmpty()) {
      begin(nowNanos);
    }
    shut |= foundNone;
    Place<T> place =
        new Place<>(
            who,
            tally.entered(bytes, nowNanos),
            nowNanos + terms.holdMillis() * NANOS_PER_MILLI,
            bytes);
    put(place);
    return Optional.of(place);
  }

  private void begin(long nowNanos) {
    round++;
    underWay = 0;
    atOnce = 1;
    failures = 0;
    shut = false;
    nextTryNanos = nowNanos + pauseNanos();
  }

  private void put(Place<T> place) {
    waiting.put(place.number, place);
    byTime.add(place);
  }

  private void take(Place<T> place) {
    waiting.remove(place.number);
    byTime.remove(place);
  }

  private long pauseNanos() {
    long millis = FIRST_PAUSE_MILLIS << Math.min(failures, MOST_DOUBLINGS);
    return Math.min(millis, LONGEST_PAUSE_MILLIS) * NANOS_PER_MILLI;
  }

  /** Who must give up, and whose turn it is. */
  public Turn<T> look(long nowNanos) {
    List<T> expired = new ArrayList<>();
    while (!byTime.isEmpty() && byTime.getFirst().isOver(nowNanos)) {
      Place<T> place = byTime.getFirst();
      take(place);
      gone(place, HoldEnd.EXPIRED);
      expired.add(place.who);
    }
    List<Place<T>> tries = new ArrayList<>();
    while (nowNanos >= nextTryNanos && underWay < atOnce && !waiting.isEmpty()) {
      Place<T> place = waiting.firstEntry().getValue();
      take(place);
      place.isTrying = true;
      place.triedInRound = round;
      trying.add(place);
      underWay++;
      tries.add(place);
    }
    return new Turn<>(expired, tries);
  }

  /** How long one that tries gives each connection. */
  public long tryMillis() {
    return FIRST_TRY_MILLIS << Math.min(failures, MOST_DOUBLINGS);
  }

  /** No endpoint took one whose turn it was: it waits on. */
  public void failed(Place<T> place, long nowNanos) {
    if (!stopTrying(place)) {
      return;
    }
    put(place);
    if (place.triedInRound != round) {
      return;
    }
    shut = true;
    atOnce = 1;
    // Those that tried at the same time failed for the same reason.
    if (nowNanos >= nextTryNanos) {
      nextTryNanos = nowNanos + pauseNanos();
      failures++;
    }
  }

  /** It waits no longer. Does nothing when its wait has ended before. */
  public void ended(Place<T> place, HoldEnd how, long nowNanos) {
    if (place.isGone) {
      return;
    }
    boolean tried = stopTrying(place);
    take(place);
    gone(place, how);
    if (tried && how == HoldEnd.RESUMED) {
      shut = false;
      failures = 0;
      nextTryNanos = Math.min(nextTryNanos, nowNanos);
      atOnce = Math.min(atOnce * 2, MOST_AT_ONCE);
    } else if (tried && shut) {
      // Those that come and go must not make tries without pauses.
      nextTryNanos = Math.max(nextTryNanos, nowNanos + pauseNanos());
    }
  }

  private boolean stopTrying(Place<T> place) {
    if (!place.isTrying) {
      return false;
    }
    place.isTrying = false;
    trying.remove(place);
    if (place.triedInRound == round) {
      underWay--;
    }
    return true;
  }

  private void gone(Place<T> place, HoldEnd how) {
    place.isGone = true;
    tally.left(place.number, place.bytes, how);
  }

  /** More or fewer of its bytes are kept. */
  public void keeps(Place<T> place, long bytes) {
    if (!place.isGone) {
      tally.changed(bytes - place.bytes);
      place.bytes = bytes;
    }
  }

  /**
   * There may be a backend where none was: the first tries now. Those that try already, maybe at an
   * address that nobody has any more, are not waited for.
   */
  public void changed(long nowNanos) {
    round++;
    underWay = 0;
    atOnce = 1;
    failures = 0;
    nextTryNanos = nowNanos;
  }

  /** When to look again; {@link Long#MAX_VALUE} for not before something happens. */
  public long lookNanos() {
    if (waiting.isEmpty()) {
      return Long.MAX_VALUE;
    }
    long expiresNanos = byTime.getFirst().untilNanos;
    return underWay < atOnce ? Math.min(expiresNanos, nextTryNanos) : expiresNanos;
  }

  /** Whether no endpoint took the last that tried: who is new need not try, but should wait. */
  public boolean isShut() {
    return shut && !isEmpty();
  }

  /** Whether nobody waits or tries. */
  public boolean isEmpty() {
    return waiting.isEmpty() && trying.isEmpty();
  }

  /** Whose waits are under way, in the order in which they came. */
  public List<T> guests() {
    return inOrder().stream().map(Place::who).toList();
  }

  private List<Place<T>> inOrder() {
    List<Place<T>> all = new ArrayList<>(waiting.values());
    all.addAll(trying);
    all.sort(Comparator.comparingLong(place -> place.number));
    return all;
  }

  /** Ends all waits; answers whose, in the order in which they came. */
  public List<T> endAll(HoldEnd how, long nowNanos) {
    List<Place<T>> all = inOrder();
    all.forEach(place -> ended(place, how, nowNanos));
    return all.stream().map(Place::who).toList();
  }

  @Override
  public String toString() {
    return "WaitingRoom" + Map.of("waiting", waiting.size(), "trying", trying.size());
  }
}
