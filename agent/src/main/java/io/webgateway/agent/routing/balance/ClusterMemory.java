package io.webgateway.agent.routing.balance;

import io.webgateway.agent.routing.hold.HoldTally;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;

/**
 * What all versions of a cluster share and edits do not forget, by the text of the endpoint. All
 * standings are one immutable value, swapped by compare-and-set, so that a decision about one
 * endpoint can look at the others (at most so many may be left out). They change when something
 * fails, comes back or is checked, not with every request. Any thread, no locks.
 */
final class ClusterMemory {
  private final AtomicReference<Standings> standings = new AtomicReference<>(Standings.NONE);
  private final Map<String, Load> loads = new ConcurrentHashMap<>();
  private final AtomicLong turns = new AtomicLong();
  private final LongAdder unserved = new LongAdder();
  private final Pending pending = new Pending();
  private final HoldTally holds;
  private final RetryBudget budget;

  ClusterMemory(long nowNanos, HoldTally holds) {
    this.holds = holds;
    this.budget = new RetryBudget(nowNanos);
  }

  /** Decides what an endpoint's standing becomes. */
  interface Change {
    Standing of(Standing before, Standings all);
  }

  Standings standings() {
    return standings.get();
  }

  Load load(String text) {
    return loads.computeIfAbsent(text, any -> new Load(pending));
  }

  Pending pending() {
    return pending;
  }

  HoldTally holds() {
    return holds;
  }

  /** The number of one that asks for the first time. */
  long turn(long nowNanos) {
    long turn = turns.getAndIncrement();
    budget.look(turn, nowNanos);
    return turn;
  }

  /** One that asked found no room, and will ask again. */
  void unserved() {
    unserved.increment();
  }

  boolean takeTry(int percent, long nowNanos) {
    return budget.take(turns.get() - unserved.sum(), percent, nowNanos);
  }

  /** Forgets all endpoints but these, and begins to know those that are new. */
  void follow(Collection<String> texts, long nowNanos) {
    Set<String> kept = Set.copyOf(texts);
    standings.updateAndGet(before -> before.only(kept, nowNanos));
    loads.keySet().retainAll(kept);
    pending.wakeAll();
  }

  /** Changes what is known of an endpoint; nothing happens when nothing is. */
  void change(String text, long nowNanos, Change change) {
    while (true) {
      Standings before = standings.get();
      if (!before.knows(text)) {
        return;
      }
      Standing known = before.of(text, nowNanos);
      Standing next = change.of(known, before);
      if (next.equals(known)) {
        return;
      }
      if (standings.compareAndSet(before, before.with(text, next))) {
        pending.wakeAll();
        return;
      }
    }
  }
}
