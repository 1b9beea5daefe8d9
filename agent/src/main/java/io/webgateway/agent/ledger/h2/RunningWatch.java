package io.webgateway.agent.ledger.h2;

import io.webgateway.agent.ledger.LedgerStore;
import io.webgateway.agent.ledger.StoreChange;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * One watch: a virtual thread that reports changes in the order of their revisions.
 *
 * <p>Between the writer and the consumer lie at most {@value #PENDING_KEYS} keys, each with its
 * latest change. When a slow consumer lets them become more, they are dropped and the watch reads
 * the latest states from the index instead; nothing but states in between is lost.
 */
final class RunningWatch implements LedgerStore.Watch {
  static final int PENDING_KEYS = 256;

  private final String prefix;
  private final Consumer<StoreChange> consumer;
  private final KeyIndex index;
  private final LongSupplier revision;
  private final Consumer<RunningWatch> ended;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();

  /** Ascends by revision: a key that changes again moves to the end. Guarded by the lock. */
  private final LinkedHashMap<String, StoreChange> pending = new LinkedHashMap<>();

  private boolean behind = true;
  private boolean closed;
  private @Nullable Throwable failure;

  /** Everything up to here was reported, or does not concern this watch. Of the watch's thread. */
  private long reported;

  RunningWatch(
      String prefix,
      long afterRevision,
      Consumer<StoreChange> consumer,
      KeyIndex index,
      LongSupplier revision,
      Consumer<RunningWatch> ended) {
    this.prefix = prefix;
    this.reported = afterRevision;
    this.consumer = consumer;
    this.index = index;
    this.revision = revision;
    this.ended = ended;
  }

  String prefix() {
    return prefix;
  }

  void start() {
    Thread.ofVirtual().name("ledger-watch " + prefix).start(this::run);
  }

  /**
   * Changes that are on disk and in the index: all that a group of commits holds for this watch.
   * Called in the order of revisions.
   */
  void offer(List<StoreChange> changes) {
    lock.lock();
    try {
      if (behind || closed) {
        return;
      }
      for (StoreChange change : changes) {
        pending.remove(change.key());
        pending.put(change.key(), change);
      }
      if (pending.size() > PENDING_KEYS) {
        pending.clear();
        behind = true;
      }
      changed.signal();
    } finally {
      lock.unlock();
    }
  }

  private void run() {
    try {
      while (awaitWork()) {
        step();
      }
    } catch (InterruptedException e) {
      fail(e);
      Thread.currentThread().interrupt();
    } catch (Throwable e) { // whatever the consumer throws ends the watch and is kept
      fail(e);
    } finally {
      ended.accept(this);
    }
  }

  private boolean awaitWork() throws InterruptedException {
    lock.lockInterruptibly();
    try {
      while (!closed && !behind && pending.isEmpty()) {
        changed.await();
      }
      return !closed;
    } finally {
      lock.unlock();
    }
  }

  private void step() {
    long catchUpTo;
    List<StoreChange> changes;
    lock.lock();
    try {
      // Taken under the lock: what is newer than this is offered after this, and kept.
      catchUpTo = behind ? revision.getAsLong() : 0;
      changes = new ArrayList<>(pending.values());
      pending.clear();
      behind = false;
    } finally {
      lock.unlock();
    }
    if (catchUpTo > reported) {
      index.changes(prefix, reported, catchUpTo, this::report, this::isOpen);
      reported = catchUpTo;
    }
    for (StoreChange change : changes) {
      if (change.revision() > reported && isOpen()) {
        report(change);
      }
    }
    if (!changes.isEmpty()) {
      reported = Math.max(reported, changes.getLast().revision());
    }
  }

  private void report(StoreChange change) {
    consumer.accept(change);
  }

  private boolean isOpen() {
    lock.lock();
    try {
      return !closed;
    } finally {
      lock.unlock();
    }
  }

  /** Ends the watch with a reason. */
  void fail(Throwable why) {
    end(why);
  }

  @Override
  public Optional<Throwable> failure() {
    lock.lock();
    try {
      return Optional.ofNullable(failure);
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void close() {
    end(null);
  }

  private void end(@Nullable Throwable why) {
    lock.lock();
    try {
      if (!closed) {
        closed = true;
        failure = why;
        pending.clear();
        changed.signalAll();
      }
    } finally {
      lock.unlock();
    }
  }
}
