package io.webgateway.agent.ledger;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Where the ledger's keys live. Engines: H2 (embedded), etcd (distributed), remote (through an
 * operator); one contract suite runs on all of them.
 *
 * <p>Thread: every method may be called from any thread and may block, so never from an event loop.
 * Errors: {@link StoreException} when the store cannot be asked.
 */
public interface LedgerStore extends AutoCloseable {

  /** The latest value of a key, or empty when it is absent. */
  Optional<StoreEntry> get(String key);

  /**
   * Keys that start with {@code prefix}, in ascending byte order.
   *
   * @param prefix what the keys start with; empty means all
   * @param after only keys greater than this one; empty means from the first
   * @param limit at most this many, 1 to 1,000
   */
  List<StoreEntry> range(String prefix, String after, int limit);

  /**
   * Checks and writes in one step; returns only after the writes are on disk. Concurrent commits
   * are grouped: one sync may serve many. The queue of waiting commits is bounded; a commit that
   * finds no place in time is refused.
   *
   * @return Committed with the new revision, or with the present one when the writes change
   *     nothing; Conflict when a condition does not hold
   * @throws StoreException when the commit is refused, or its fate is unknown
   */
  CommitOutcome commit(Commit commit);

  /** The revision of the newest commit; 0 for an empty store. */
  long revision();

  /**
   * Reports changes of keys under a prefix, starting with those after a revision. A key that
   * changed several times before the watch caught up may be reported once, with its latest state;
   * the order is that of revisions. The consumer is called by one thread at a time; when it throws,
   * the watch ends and {@link Watch#failure} says why. Keys of one commit share its revision, so a
   * watch that is resumed starts after the revision <em>before</em> the last one seen, unless the
   * reader knows that it saw the whole commit.
   */
  Watch watch(String prefix, long afterRevision, Consumer<StoreChange> consumer);

  @Override
  void close();

  /** A running watch. */
  interface Watch extends AutoCloseable {
    /** Why the watch ended by itself, or empty while it runs or after it was closed. */
    Optional<Throwable> failure();

    /** Ends the watch without waiting: a call of the consumer that is running may still finish. */
    @Override
    void close();
  }
}
