package io.webgateway.agent.routing.balance;

import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Who waits for an endpoint of one cluster to have room, first come first served over all event
 * loops, bounded by those who join. Any thread, no locks.
 *
 * <p>No wake-up is lost: who waits joins first and looks for room once more afterwards; who makes
 * room does so first and looks for waiters afterwards. So at least one of the two sees the other.
 */
public final class Pending {
  private final ConcurrentLinkedQueue<Waiter> waiters = new ConcurrentLinkedQueue<>();
  private final AtomicInteger size = new AtomicInteger();

  Pending() {}

  /** One who waits. */
  public final class Waiter {
    private final AtomicBoolean left = new AtomicBoolean();
    private final Runnable wake;

    private Waiter(Runnable wake) {
      this.wake = wake;
    }

    /**
     * Waits no longer: it found room, or nobody wants it any more.
     *
     * @return false when it was woken before: then the wake-up is its own to use or to {@link
     *     Pending#wakeFirst pass on}
     */
    public boolean leave() {
      if (!left.compareAndSet(false, true)) {
        return false;
      }
      waiters.remove(this);
      size.decrementAndGet();
      return true;
    }

    private boolean wake() {
      if (!left.compareAndSet(false, true)) {
        return false;
      }
      size.decrementAndGet();
      wake.run();
      return true;
    }
  }

  /** How many wait. */
  public int size() {
    return size.get();
  }

  /**
   * Joins, unless so many wait already.
   *
   * @param wake called once at most, on any thread; must not block
   * @return empty when there is no place
   */
  Optional<Waiter> join(int max, Runnable wake) {
    if (size.incrementAndGet() > max) {
      size.decrementAndGet();
      return Optional.empty();
    }
    return Optional.of(add(wake));
  }

  /** The same where something else bounds who waits. */
  Waiter joinAnyway(Runnable wake) {
    size.incrementAndGet();
    return add(wake);
  }

  private Waiter add(Runnable wake) {
    Waiter waiter = new Waiter(wake);
    waiters.add(waiter);
    return waiter;
  }

  /** There may be room for one. */
  public void wakeFirst() {
    if (size.get() == 0) {
      return;
    }
    Waiter first = waiters.poll();
    while (first != null && !first.wake()) {
      first = waiters.poll();
    }
  }

  /** Much may have changed: all that wait now look again. */
  void wakeAll() {
    for (int left = size.get(); left > 0; left--) {
      wakeFirst();
    }
  }
}
