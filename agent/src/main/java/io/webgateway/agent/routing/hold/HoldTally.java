package io.webgateway.agent.routing.hold;

import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * Who of one workload waits for a backend on the whole node, and what became of those that did: the
 * one thing that the {@link WaitingRoom}s of all event loops share. Kept over edits. Nothing is
 * written while nobody waits. Any thread, no locks.
 */
public final class HoldTally {
  private final @Nullable HoldTally all;
  private final AtomicInteger held = new AtomicInteger();
  private final AtomicLong bytes = new AtomicLong();
  private final AtomicLong numbers = new AtomicLong();
  private final ConcurrentSkipListMap<Long, Long> arrivals = new ConcurrentSkipListMap<>();
  private final Map<HoldEnd, LongAdder> ends = new EnumMap<>(HoldEnd.class);

  /** Nobody waits yet. */
  public HoldTally() {
    this(null);
  }

  private HoldTally(@Nullable HoldTally all) {
    this.all = all;
    for (HoldEnd how : HoldEnd.values()) {
      ends.put(how, new LongAdder());
    }
  }

  /** One of a workload, whose waits count here too; this one bounds nobody. */
  public HoldTally part() {
    return new HoldTally(this);
  }

  /**
   * What can be told of it.
   *
   * @param now how many wait
   * @param bytes of theirs that are kept meanwhile
   * @param oldestMillis how long the first of them has waited; 0 when nobody does
   * @param ended how many waits ended, by how; since the node began to serve the workload
   */
  public record Snapshot(int now, long bytes, long oldestMillis, Map<HoldEnd, Long> ended) {
    /** Nobody waits, and nobody has. */
    public static final Snapshot NONE = new Snapshot(0, 0, 0, Map.of());

    private static final long NANOS_PER_MILLI = 1_000_000L;

    /** Copies the map. */
    public Snapshot {
      ended = Map.copyOf(ended);
    }

    /** How many waits ended so. */
    public long ended(HoldEnd how) {
      return ended.getOrDefault(how, 0L);
    }
  }

  /**
   * Takes a place, unless that many are taken; the wait is counted as refused then.
   *
   * @return whether there was one
   */
  public boolean enter(int max) {
    if (held.incrementAndGet() > max) {
      held.decrementAndGet();
      count(HoldEnd.REFUSED);
      return false;
    }
    return true;
  }

  /** A number for who has entered; smaller ones came before. */
  public long entered(long itsBytes, long nowNanos) {
    long number = all == null ? numbers.getAndIncrement() : all.enteredToo(itsBytes, nowNanos);
    bytes.addAndGet(itsBytes);
    arrivals.put(number, nowNanos);
    return number;
  }

  private long enteredToo(long itsBytes, long nowNanos) {
    held.incrementAndGet();
    return entered(itsBytes, nowNanos);
  }

  /** More, or fewer, bytes are kept of those who wait. */
  public void changed(long moreBytes) {
    bytes.addAndGet(moreBytes);
    if (all != null) {
      all.changed(moreBytes);
    }
  }

  /**
   * One that had entered waits no longer.
   *
   * @param itsBytes that were kept of it at the end
   */
  public void left(long number, long itsBytes, HoldEnd how) {
    arrivals.remove(number);
    bytes.addAndGet(-itsBytes);
    held.decrementAndGet();
    Objects.requireNonNull(ends.get(how)).increment();
    if (all != null) {
      all.left(number, itsBytes, how);
    }
  }

  private void count(HoldEnd how) {
    Objects.requireNonNull(ends.get(how)).increment();
    if (all != null) {
      all.count(how);
    }
  }

  /** How many wait now; costs next to nothing. */
  public int held() {
    return held.get();
  }

  /** All of it, at a time of the clock that the rooms are told. */
  public Snapshot snapshot(long nowNanos) {
    Map<HoldEnd, Long> ended = new EnumMap<>(HoldEnd.class);
    ends.forEach((how, count) -> ended.put(how, count.sum()));
    Map.Entry<Long, Long> oldest = arrivals.firstEntry();
    long ageNanos = oldest == null ? 0 : Math.max(0, nowNanos - oldest.getValue());
    return new Snapshot(
        Math.max(0, held.get()),
        Math.max(0, bytes.get()),
        ageNanos / Snapshot.NANOS_PER_MILLI,
        ended);
  }
}
