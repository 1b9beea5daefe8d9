package io.webgateway.agent.reconcile;

import io.webgateway.agent.ledger.LedgerStore;
import io.webgateway.agent.ledger.StoreChange;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Which keys of the ledger have changed, by watches on the few prefixes that concern this node. The
 * set of changed keys is bounded by the number of keys there are. Watches call from the store's
 * thread, everything else is for one thread.
 */
final class LedgerWatches implements AutoCloseable {
  private final LedgerStore store;
  private final Runnable changed;
  private final Map<String, LedgerStore.Watch> watches = new HashMap<>();
  private final Set<String> dirty = ConcurrentHashMap.newKeySet();

  /**
   * Watches nothing yet.
   *
   * @param changed called, from a thread of the store's, after a key has changed
   */
  LedgerWatches(LedgerStore store, Runnable changed) {
    this.store = store;
    this.changed = changed;
  }

  /**
   * Watches prefixes from now on.
   *
   * @return true when a watch is new, so that what changed before it began may have been missed
   */
  boolean ensure(List<String> prefixes) {
    watches.values().removeIf(watch -> watch.failure().isPresent());
    boolean anyNew = false;
    for (String prefix : prefixes) {
      if (!watches.containsKey(prefix)) {
        watches.put(prefix, store.watch(prefix, store.revision(), this::note));
        anyNew = true;
      }
    }
    return anyNew;
  }

  /** The keys that changed since this was asked last. */
  List<String> takeChanged() {
    List<String> taken = new ArrayList<>(dirty);
    taken.forEach(dirty::remove);
    return taken;
  }

  private void note(StoreChange change) {
    dirty.add(change.key());
    changed.run();
  }

  @Override
  public void close() {
    watches.values().forEach(LedgerStore.Watch::close);
    watches.clear();
  }
}
