package io.webgateway.agent.routing.balance;

import java.util.concurrent.atomic.AtomicInteger;

/** How much is under way at one endpoint of one cluster; outlives edits. Any thread. */
final class Load implements Lease {
  private final AtomicInteger underWay = new AtomicInteger();
  private final AtomicInteger connections = new AtomicInteger();
  private final Pending pending;

  /** Who waits for one of the connections to close: no more than have a lease. */
  private final Pending waiting = new Pending();

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
    return add(underWay, limit);
  }

  private static boolean add(AtomicInteger counter, int limit) {
    int now = counter.get();
    while (now < limit) {
      if (counter.compareAndSet(now, now + 1)) {
        return true;
      }
      now = counter.get();
    }
    return false;
  }

  int connections() {
    return connections.get();
  }

  boolean beginConnection(int limit) {
    return add(connections, limit);
  }

  void endConnection() {
    connections.decrementAndGet();
    waiting.wakeFirst();
  }

  Pending waiting() {
    return waiting;
  }

  @Override
  public void end() {
    underWay.decrementAndGet();
    pending.wakeFirst();
  }
}
