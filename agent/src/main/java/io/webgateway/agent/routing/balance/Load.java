package io.webgateway.agent.routing.balance;

import java.util.concurrent.atomic.AtomicInteger;

/** How much is under way at one endpoint of one cluster; outlives edits. Any thread. */
final class Load implements Lease {
  private final AtomicInteger underWay = new AtomicInteger();
  private final Pending pending;

  Load(Pending pending) {
    this.pending = pending;
  }

  int underWay() {
    return underWay.get();
  }

  boolean hasRoom(int limit) {
    return limit == 0 || underWay.get() < limit;
  }

  /**
   * Begins one, where there is room.
   *
   * @param limit 0 for no limit
   */
  boolean begin(int limit) {
    if (limit == 0) {
      underWay.incrementAndGet();
      return true;
    }
    int now = underWay.get();
    while (now < limit) {
      if (underWay.compareAndSet(now, now + 1)) {
        return true;
      }
      now = underWay.get();
    }
    return false;
  }

  @Override
  public void end() {
    underWay.decrementAndGet();
    pending.wakeFirst();
  }
}
