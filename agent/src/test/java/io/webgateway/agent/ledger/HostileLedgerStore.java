package io.webgateway.agent.ledger;

import io.webgateway.agent.ledger.Commit.Write.Put;
import io.webgateway.agent.ledger.CommitOutcome.Committed;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/**
 * A store that lies on command, around one that does not. Without a command it is honest.
 *
 * <p>{@link #delete}, {@link #rollBack} and {@link #fork} change what reads answer, and tell the
 * running watches at once: when the command returns, their consumers were called, unless {@link
 * #delay} holds them. Each lie lasts until {@link #behave}, whatever is committed meanwhile, and
 * commands can be chained:
 *
 * <pre>{@code
 * HostileLedgerStore store = HostileLedgerStore.around(honest);
 * store.delete("name/blog").rollBack("workload/blog/1");
 * ...
 * store.behave();
 * }</pre>
 */
public final class HostileLedgerStore implements LedgerStore {
  private final LedgerStore honest;
  private final Map<String, List<StoreEntry>> history = new ConcurrentHashMap<>();
  private final Map<String, Optional<StoreEntry>> lies = new ConcurrentHashMap<>();
  private final Set<String> held = ConcurrentHashMap.newKeySet();
  private final List<HostileWatch> watches = new CopyOnWriteArrayList<>();
  private volatile int reorderWindow = 1;
  private volatile boolean unreachable;

  private HostileLedgerStore(LedgerStore honest) {
    this.honest = honest;
  }

  /** Wraps a store; closing the wrapper closes it. */
  public static HostileLedgerStore around(LedgerStore honest) {
    return new HostileLedgerStore(honest);
  }

  /** Says that a key is absent, and that it was removed. */
  public HostileLedgerStore delete(String key) {
    lies.put(key, Optional.empty());
    tell(new StoreChange.Removed(key, honest.revision()));
    return this;
  }

  /**
   * Serves the value before the latest that was committed through this wrapper, with its revision.
   */
  public HostileLedgerStore rollBack(String key) {
    List<StoreEntry> values = older(key);
    return serve(values.get(values.size() - 2));
  }

  /** Serves the first value that was committed through this wrapper. */
  public HostileLedgerStore rollBackToFirst(String key) {
    return serve(older(key).getFirst());
  }

  private List<StoreEntry> older(String key) {
    List<StoreEntry> values = history.getOrDefault(key, List.of());
    if (values.size() < 2) {
      throw new IllegalStateException(key + " has no older value that was written through here");
    }
    return values;
  }

  /** Serves another value in place of the real one, with the real one's revision. */
  public HostileLedgerStore fork(String key, String value) {
    long revision = honest.get(key).map(StoreEntry::revision).orElseGet(honest::revision);
    return serve(new StoreEntry(key, value, revision));
  }

  private HostileLedgerStore serve(StoreEntry entry) {
    lies.put(entry.key(), Optional.of(entry));
    tell(new StoreChange.Written(entry));
    return this;
  }

  /**
   * Gathers changes and reports them in reverse order.
   *
   * @param window how many changes are gathered by each watch; fewer wait until {@link #behave}
   */
  public HostileLedgerStore reorder(int window) {
    reorderWindow = window;
    return this;
  }

  /** Reports no change of keys under a prefix until {@link #release} or {@link #behave}. */
  public HostileLedgerStore delay(String prefix) {
    held.add(prefix);
    return this;
  }

  /** Reports what was delayed. */
  public HostileLedgerStore release() {
    held.clear();
    watches.forEach(HostileWatch::flush);
    return this;
  }

  /** Fails every call until {@link #behave}; running watches fall silent. */
  public HostileLedgerStore unreachable() {
    unreachable = true;
    return this;
  }

  /** Ends all lies: reads are honest, and watches are told what was held back and what is true. */
  public HostileLedgerStore behave() {
    unreachable = false;
    reorderWindow = 1;
    List<String> keys = List.copyOf(lies.keySet());
    lies.clear();
    release();
    for (String key : keys) {
      tell(
          honest
              .get(key)
              .<StoreChange>map(StoreChange.Written::new)
              .orElseGet(() -> new StoreChange.Removed(key, honest.revision())));
    }
    return this;
  }

  private void tell(StoreChange change) {
    watches.forEach(watch -> watch.report(change));
  }

  @Override
  public Optional<StoreEntry> get(String key) {
    requireReachable();
    Optional<StoreEntry> lie = lies.get(key);
    return lie == null ? honest.get(key) : lie;
  }

  @Override
  public List<StoreEntry> range(String prefix, String after, int limit) {
    requireReachable();
    List<StoreEntry> page = honest.range(prefix, after, limit);
    List<StoreEntry> told = page.stream().flatMap(entry -> asTold(entry).stream()).toList();
    // An empty page would mean the end, so one that was lied away is skipped.
    return told.isEmpty() && !page.isEmpty() ? range(prefix, page.getLast().key(), limit) : told;
  }

  private Optional<StoreEntry> asTold(StoreEntry entry) {
    return lies.getOrDefault(entry.key(), Optional.of(entry));
  }

  @Override
  public CommitOutcome commit(Commit commit) {
    requireReachable();
    CommitOutcome outcome = honest.commit(commit);
    if (outcome instanceof Committed(long revision)) {
      for (Commit.Write write : commit.writes()) {
        if (write instanceof Put(String key, String value)) {
          history
              .computeIfAbsent(key, _ -> new CopyOnWriteArrayList<>())
              .add(new StoreEntry(key, value, revision));
        }
      }
    }
    return outcome;
  }

  @Override
  public long revision() {
    requireReachable();
    return honest.revision();
  }

  @Override
  public Watch watch(String prefix, long afterRevision, Consumer<StoreChange> consumer) {
    requireReachable();
    HostileWatch watch = new HostileWatch(prefix, consumer);
    watches.add(watch);
    watch.honestly(honest.watch(prefix, afterRevision, watch::heard));
    return watch;
  }

  private void requireReachable() {
    if (unreachable) {
      throw new StoreException("the store is unreachable, as commanded");
    }
  }

  @Override
  public void close() {
    honest.close();
  }

  /** A watch that repeats what the honest one says, bent as commanded. */
  private final class HostileWatch implements Watch {
    private final String prefix;
    private final Consumer<StoreChange> consumer;
    private final List<StoreChange> gathered = new ArrayList<>();
    private Optional<Watch> honestWatch = Optional.empty();
    private boolean closed;

    HostileWatch(String prefix, Consumer<StoreChange> consumer) {
      this.prefix = prefix;
      this.consumer = consumer;
    }

    synchronized void honestly(Watch watch) {
      honestWatch = Optional.of(watch);
    }

    void heard(StoreChange change) {
      Optional<StoreEntry> lie = lies.get(change.key());
      if (lie == null) {
        report(change);
      } else {
        report(
            lie.<StoreChange>map(StoreChange.Written::new)
                .orElseGet(() -> new StoreChange.Removed(change.key(), change.revision())));
      }
    }

    synchronized void report(StoreChange change) {
      if (!closed && change.key().startsWith(prefix)) {
        gathered.add(change);
        deliver(reorderWindow);
      }
    }

    synchronized void flush() {
      deliver(1);
    }

    private void deliver(int atLeast) {
      List<StoreChange> free = gathered.stream().filter(this::isFree).toList();
      if (unreachable || free.size() < atLeast) {
        return;
      }
      gathered.removeAll(free);
      (reorderWindow > 1 ? free.reversed() : free).forEach(consumer);
    }

    private boolean isFree(StoreChange change) {
      return held.stream().noneMatch(change.key()::startsWith);
    }

    @Override
    public synchronized Optional<Throwable> failure() {
      return honestWatch.flatMap(Watch::failure);
    }

    @Override
    public synchronized void close() {
      closed = true;
      watches.remove(this);
      honestWatch.ifPresent(Watch::close);
    }
  }
}
