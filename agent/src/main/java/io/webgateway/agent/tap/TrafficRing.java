package io.webgateway.agent.tap;

import io.webgateway.model.traffic.TrafficEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * The newest events, for any number of readers, each at its own pace. Writing never waits: it takes
 * the next number, and puts the event over the oldest. Readers hold nothing but the number that
 * they read next; one that is too slow is lapped, and is told how many events it missed. Every
 * number is either read once by a reader or counted as missed by it.
 *
 * <p>Takes events only while somebody holds a {@link Cursor}.
 *
 * <p>Any thread. A slot's state says which number is, or is just being, written to it; a reader
 * that finds the same state before and after it took the event has the right one.
 */
public final class TrafficRing implements TrafficSink {
  /** How many events are remembered: some seconds of a busy node, a few megabytes. */
  public static final int CAPACITY = 16_384;

  // A lapped reader goes on a bit further, or the next writers lap it again at once.
  private static final int SLACK_SHARE = 8;

  private final int capacity;
  private final long first;
  private final AtomicLong next;
  private final AtomicLongArray states;
  private final AtomicReferenceArray<@Nullable TrafficEvent> events;
  private final AtomicInteger cursors = new AtomicInteger();
  private final LongAdder lost = new LongAdder();

  /** A ring of {@link #CAPACITY}, empty. */
  public TrafficRing() {
    this(CAPACITY, 0);
  }

  /**
   * A ring.
   *
   * @param capacity how many events it remembers: a power of two
   * @param first the number of the first event
   */
  TrafficRing(int capacity, long first) {
    if (Integer.bitCount(capacity) != 1) {
      throw new IllegalArgumentException("The capacity must be a power of two");
    }
    this.capacity = capacity;
    this.first = first;
    this.next = new AtomicLong(first);
    this.states = new AtomicLongArray(capacity);
    this.events = new AtomicReferenceArray<>(capacity);
  }

  @Override
  public boolean enabled() {
    return cursors.get() > 0;
  }

  @Override
  public void publish(TrafficEvent event) {
    long number = next.getAndIncrement();
    int slot = slot(number);
    long before = states.get(slot);
    // Another writer that was stopped for a whole round may still be here: its slot is left to it.
    if (isWriting(before)
        || before > writing(number)
        || !states.compareAndSet(slot, before, writing(number))) {
      lost.increment();
      return;
    }
    events.setRelease(slot, event);
    states.setRelease(slot, written(number));
  }

  private int slot(long number) {
    return (int) (number & (capacity - 1));
  }

  private static long writing(long number) {
    return 2 * number + 1;
  }

  private static long written(long number) {
    return 2 * number + 2;
  }

  private static boolean isWriting(long state) {
    return (state & 1) == 1;
  }

  /** How many events were published since the start. */
  public long published() {
    return next.get() - first;
  }

  /** How many of them could not be kept even for a moment. */
  public long lost() {
    return lost.sum();
  }

  /** A reader of everything from now on; close it when nobody reads any more. */
  public Cursor cursor() {
    cursors.incrementAndGet();
    return new Cursor(next.get());
  }

  /** An event with its number. */
  public record Numbered(long number, TrafficEvent event) {}

  /**
   * What a reader gets at once.
   *
   * @param missed how many events it will never see, all of them before those here
   * @param events in the order of their numbers
   */
  public record Batch(long missed, List<Numbered> events) {
    /** Copies the list. */
    public Batch {
      events = List.copyOf(events);
    }
  }

  /** Where one reader is. Not thread-safe, but for {@link #close}. */
  public final class Cursor implements AutoCloseable {
    private long at;
    private long hole = -1;
    private final AtomicInteger open = new AtomicInteger(1);

    private Cursor(long at) {
      this.at = at;
    }

    /** The number that is read next. */
    public long position() {
      return at;
    }

    /** Reads from another number on. */
    public void moveTo(long number) {
      at = Math.clamp(number, first, next.get());
      hole = -1;
    }

    /** What has come since the last time, at once, and maybe nothing. */
    public Batch read(int limit) {
      List<Numbered> found = new ArrayList<>();
      long missed = 0;
      while (found.size() < limit && at < next.get()) {
        long lapped = lapped();
        if (lapped > 0) {
          if (!found.isEmpty()) {
            break;
          }
          at += lapped;
          missed += lapped;
          continue;
        }
        @Nullable TrafficEvent event = take();
        if (event != null) {
          found.add(new Numbered(at++, event));
        } else if (found.isEmpty() && hole == at) {
          // Nobody has filled it since the last time: its writer gave it up, or will be too late.
          at++;
          missed++;
        } else if (lapped() == 0) {
          hole = at;
          break;
        }
      }
      return new Batch(missed, found);
    }

    private long lapped() {
      long oldest = next.get() - capacity;
      return at >= oldest ? 0 : oldest + capacity / SLACK_SHARE - at;
    }

    private @Nullable TrafficEvent take() {
      int slot = slot(at);
      long state = states.getAcquire(slot);
      if (state != written(at)) {
        return null;
      }
      @Nullable TrafficEvent event = events.getAcquire(slot);
      return states.getAcquire(slot) == state ? event : null;
    }

    @Override
    public void close() {
      if (open.getAndSet(0) == 1) {
        cursors.decrementAndGet();
      }
    }
  }
}
