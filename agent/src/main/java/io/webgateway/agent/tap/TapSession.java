package io.webgateway.agent.tap;

import io.webgateway.filter.TrafficFilter;
import io.webgateway.model.traffic.TrafficEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;

/**
 * One watcher's filtered look at the ring. At most one stream reads it at a time: a newer one takes
 * over. Without a stream it ends after {@link #LEASE}. Any thread; never waits.
 *
 * <p>Events are numbered by the session, in the order in which they are shown: the ring's own
 * numbers would tell a tenant how much others are visited.
 */
public final class TapSession {
  /** How long a session lives without a stream. */
  public static final Duration LEASE = Duration.ofSeconds(60);

  /** How many events a second are shown; what is more is missed, and counted. */
  public static final int EVENTS_PER_SECOND = 2_000;

  static final int REMEMBERED = 4_096;
  private static final int EVENTS_AT_ONCE = 256;
  private static final int MAX_OWNERS = 256;
  private static final long NUMBERS_PER_MILLI = 1_000;

  private final String id;
  private final String caller;
  private final Instant openedAt;
  private final TrafficRing.Cursor cursor;
  private final RateLimit rate;
  private final long firstNumber;
  private final long[] positions = new long[REMEMBERED];
  private final Set<String> ownersSeen = new TreeSet<>();
  private Setting setting;
  private long lastNumber;
  private long missed;
  private long untold;
  private boolean untoldIsLeast;
  private long stream;
  private boolean streaming;
  private boolean ended;
  private Instant leaseEnds;

  TapSession(
      String id,
      String caller,
      TrafficFilter filter,
      Instant now,
      long nowNanos,
      TrafficRing.Cursor cursor) {
    this.id = id;
    this.caller = caller;
    this.openedAt = now;
    this.cursor = cursor;
    this.rate = new RateLimit(EVENTS_PER_SECOND, nowNanos);
    this.firstNumber = now.toEpochMilli() * NUMBERS_PER_MILLI;
    this.lastNumber = firstNumber;
    this.setting = new Setting(filter, 1);
    this.leaseEnds = now.plus(LEASE);
  }

  /**
   * What is watched.
   *
   * @param version grows with every change
   */
  public record Setting(TrafficFilter filter, long version) {}

  /**
   * What became of a session so far.
   *
   * @param shown how many events were shown
   * @param missed how many were missed at least
   * @param ownersSeen whose traffic was seen by somebody else, as far as is remembered
   * @param streaming whether a stream reads it
   */
  public record Account(long shown, long missed, Set<String> ownersSeen, boolean streaming) {
    /** Copies the set. */
    public Account {
      ownersSeen = Set.copyOf(ownersSeen);
    }
  }

  /** An event as it is shown. */
  public record Shown(long number, TrafficEvent event) {}

  /**
   * What a stream tells next.
   *
   * @param gap what was missed before the events
   * @param events the events
   * @param isMore whether there is more at once
   */
  public record Portion(Optional<Gap> gap, List<Shown> events, boolean isMore) {
    /** Copies the list. */
    public Portion {
      events = List.copyOf(events);
    }
  }

  /**
   * What was missed.
   *
   * @param missed how many events; of those that this watcher may count
   * @param atLeast whether there may be more, of which this watcher may not know how many
   */
  public record Gap(long missed, boolean atLeast) {}

  /** Its name for its owner. */
  public String id() {
    return id;
  }

  /** Who watches: an identity id or {@code local}. */
  public String caller() {
    return caller;
  }

  /** Since when. */
  public Instant openedAt() {
    return openedAt;
  }

  /** What is watched now. */
  public synchronized Setting setting() {
    return setting;
  }

  /**
   * Watches by another filter from now on.
   *
   * @param expected the version that is changed
   * @return false when it is another one
   */
  public synchronized boolean change(long expected, TrafficFilter filter) {
    if (setting.version() != expected) {
      return false;
    }
    setting = new Setting(filter, expected + 1);
    return true;
  }

  /** What became of it so far. */
  public synchronized Account account() {
    return new Account(lastNumber - firstNumber, missed, ownersSeen, streaming);
  }

  /**
   * Begins a stream; the one before ends.
   *
   * @param lastSeen the number of the last event that its reader saw; empty for the first stream
   * @return the stream's ticket for {@link #next}; empty when the session has ended
   */
  synchronized OptionalLong attach(OptionalLong lastSeen) {
    if (ended) {
      return OptionalLong.empty();
    }
    stream++;
    streaming = true;
    if (lastSeen.isPresent() && lastSeen.getAsLong() != lastNumber) {
      resume(lastSeen.getAsLong());
    }
    return OptionalLong.of(stream);
  }

  private void resume(long seen) {
    if (seen < firstNumber || seen > lastNumber) {
      untoldIsLeast = true;
      return;
    }
    long from = Math.max(seen, lastNumber - REMEMBERED);
    untold += from - seen;
    missed += from - seen;
    cursor.moveTo(positions[slot(from + 1)]);
    lastNumber = from;
  }

  private static int slot(long number) {
    return (int) (number & (REMEMBERED - 1));
  }

  /** Ends a stream. */
  synchronized void detach(long ticket, Instant now) {
    if (ticket == stream) {
      streaming = false;
      leaseEnds = now.plus(LEASE);
    }
  }

  /**
   * What there is to tell; empty when the stream is over.
   *
   * @param ticket from {@link #attach}
   * @param scope what the watcher may see
   */
  public synchronized Optional<Portion> next(long ticket, TapScope scope, long nowNanos) {
    if (ended || ticket != stream) {
      return Optional.empty();
    }
    TrafficRing.Batch batch = cursor.read(EVENTS_AT_ONCE);
    count(batch.missed(), scope);
    Optional<Gap> gap = gap();
    List<Shown> shown = new ArrayList<>();
    long free = rate.free(nowNanos);
    for (TrafficRing.Numbered numbered : batch.events()) {
      Optional<TrafficEvent> visible = scope.of(numbered.event()).filter(setting.filter()::matches);
      if (visible.isEmpty()) {
        continue;
      }
      if (shown.size() < free) {
        shown.add(show(numbered.number(), visible.get()));
      } else {
        untold++;
        missed++;
      }
    }
    rate.took(shown.size());
    return Optional.of(new Portion(gap, shown, batch.events().size() == EVENTS_AT_ONCE));
  }

  // How many events of the whole node were missed is nothing for those who see only their own.
  private void count(long lapped, TapScope scope) {
    if (scope.reach() == TapScope.Reach.NODE) {
      untold += lapped;
      missed += lapped;
    } else if (lapped > 0) {
      untoldIsLeast = true;
    }
  }

  private Optional<Gap> gap() {
    if (untold == 0 && !untoldIsLeast) {
      return Optional.empty();
    }
    Gap gap = new Gap(untold, untoldIsLeast);
    untold = 0;
    untoldIsLeast = false;
    return Optional.of(gap);
  }

  private Shown show(long position, TrafficEvent event) {
    lastNumber++;
    positions[slot(lastNumber)] = position;
    String owner = event.tenant();
    if (!owner.isEmpty() && !owner.equals(caller) && ownersSeen.size() < MAX_OWNERS) {
      ownersSeen.add(owner);
    }
    return new Shown(lastNumber, event);
  }

  /** The number of the last event that was shown. */
  public synchronized long lastNumber() {
    return lastNumber;
  }

  synchronized boolean isOver(Instant now) {
    return !streaming && !now.isBefore(leaseEnds);
  }

  /** Ends it; only the first time says true. */
  synchronized boolean end() {
    boolean first = !ended;
    ended = true;
    cursor.close();
    return first;
  }
}
