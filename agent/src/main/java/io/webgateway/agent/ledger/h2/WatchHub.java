package io.webgateway.agent.ledger.h2;

import io.webgateway.agent.ledger.Commit.Write;
import io.webgateway.agent.ledger.LedgerStore;
import io.webgateway.agent.ledger.StoreChange;
import io.webgateway.agent.ledger.StoreException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * Brings each change to the watches that it concerns. A change looks up its key's prefixes, at most
 * one per prefix length in use, so its cost does not grow with the number of other watches.
 *
 * <p>Thread: any may watch; one, the writer, publishes.
 */
final class WatchHub {
  private final Map<String, Set<RunningWatch>> byPrefix = new ConcurrentHashMap<>();
  private final KeyIndex index;
  private final LongSupplier revision;
  private volatile boolean closed;

  WatchHub(KeyIndex index, LongSupplier revision) {
    this.index = index;
    this.revision = revision;
  }

  LedgerStore.Watch watch(String prefix, long afterRevision, Consumer<StoreChange> consumer) {
    RunningWatch watch =
        new RunningWatch(prefix, afterRevision, consumer, index, revision, this::remove);
    byPrefix.compute(
        prefix,
        (_, watches) -> {
          Set<RunningWatch> set = watches == null ? ConcurrentHashMap.newKeySet() : watches;
          set.add(watch);
          return set;
        });
    if (closed) {
      watch.fail(new StoreException("the store is closed"));
    }
    watch.start();
    return watch;
  }

  private void remove(RunningWatch watch) {
    byPrefix.computeIfPresent(
        watch.prefix(),
        (_, watches) -> {
          watches.remove(watch);
          return watches.isEmpty() ? null : watches;
        });
  }

  /** Tells the watches about commits that are on disk and in the index. */
  void publish(List<StoredCommit> commits) {
    if (byPrefix.isEmpty()) {
      return;
    }
    int[] lengths = byPrefix.keySet().stream().mapToInt(String::length).distinct().toArray();
    Map<RunningWatch, List<StoreChange>> concerned = new HashMap<>();
    for (StoredCommit commit : commits) {
      for (Write write : commit.writes()) {
        collect(commit.change(write), write.key(), lengths, concerned);
      }
    }
    // All at once for each watch, because it may not see a part of a commit and think it saw all.
    concerned.forEach(RunningWatch::offer);
  }

  private void collect(
      StoreChange change,
      String key,
      int[] lengths,
      Map<RunningWatch, List<StoreChange>> concerned) {
    for (int length : lengths) {
      if (length <= key.length()) {
        byPrefix
            .getOrDefault(key.substring(0, length), Set.of())
            .forEach(watch -> concerned.computeIfAbsent(watch, _ -> new ArrayList<>()).add(change));
      }
    }
  }

  /** Ends all watches; each says that the store was closed. */
  void close() {
    closed = true;
    byPrefix
        .values()
        .forEach(
            watches ->
                watches.forEach(watch -> watch.fail(new StoreException("the store is closed"))));
  }
}
