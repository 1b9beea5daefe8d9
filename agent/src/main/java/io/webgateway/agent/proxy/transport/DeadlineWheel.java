package io.webgateway.agent.proxy.transport;

import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * All deadlines of one event loop in a ring of slots. A deadline that moved later is found in its
 * old slot and placed again, so activity costs nothing. No clock inside; the loop calls {@link
 * #advance}.
 */
public final class DeadlineWheel {
  private static final int SLOTS = 128;

  private final long tickNanos;
  private final @Nullable Deadline[] slots = new @Nullable Deadline[SLOTS];
  private final LongSupplier clock;
  private long currentTick;
  private int size;

  /**
   * An empty wheel.
   *
   * @param tickNanos how finely deadlines are told apart
   * @param clock nanoseconds since some start, never negative
   */
  public DeadlineWheel(long tickNanos, LongSupplier clock) {
    this.tickNanos = tickNanos;
    this.clock = clock;
    this.currentTick = clock.getAsLong() / tickNanos;
  }

  /** A disarmed deadline of this wheel. */
  public Deadline deadline(Runnable onDue) {
    return new Deadline(this, onDue);
  }

  /** The time of the wheel's clock. */
  public long nowNanos() {
    return clock.getAsLong();
  }

  /** How many deadlines are in the ring. */
  public int size() {
    return size;
  }

  /** Fires what is due. */
  public void advance(long nowNanos) {
    long target = nowNanos / tickNanos;
    if (target - currentTick > SLOTS) {
      currentTick = target - SLOTS;
    }
    while (currentTick < target) {
      currentTick++;
      visit((int) (currentTick % SLOTS), nowNanos);
    }
  }

  private void visit(int slot, long nowNanos) {
    Deadline entry = slots[slot];
    slots[slot] = null;
    while (entry != null) {
      Deadline next = entry.next;
      entry.next = null;
      entry.previous = null;
      entry.slotNanos = Deadline.NEVER;
      size--;
      if (entry.dueNanos <= nowNanos) {
        entry.dueNanos = Deadline.NEVER;
        // What fires may discard its neighbours, so the rest goes back into the slot meanwhile.
        slots[slot] = next;
        if (next != null) {
          next.previous = null;
        }
        entry.onDue.run();
        next = slots[slot];
        slots[slot] = null;
      } else if (entry.dueNanos != Deadline.NEVER) {
        place(entry, nowNanos);
      }
      entry = next;
    }
  }

  void place(Deadline deadline, long nowNanos) {
    remove(deadline);
    long dueTick = deadline.dueNanos / tickNanos + 1;
    long tick = Math.min(Math.max(dueTick, currentTick + 1), currentTick + SLOTS - 1);
    int slot = (int) (tick % SLOTS);
    deadline.slotNanos = tick * tickNanos;
    Deadline head = slots[slot];
    deadline.next = head;
    if (head != null) {
      head.previous = deadline;
    }
    slots[slot] = deadline;
    size++;
  }

  void remove(Deadline deadline) {
    if (deadline.slotNanos == Deadline.NEVER) {
      return;
    }
    Deadline previous = deadline.previous;
    Deadline next = deadline.next;
    if (previous != null) {
      previous.next = next;
    } else {
      slots[(int) (deadline.slotNanos / tickNanos % SLOTS)] = next;
    }
    if (next != null) {
      next.previous = previous;
    }
    deadline.previous = null;
    deadline.next = null;
    deadline.slotNanos = Deadline.NEVER;
    size--;
  }
}
