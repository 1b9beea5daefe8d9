package io.webgateway.agent.ledger;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * A store that is opened later, so that who can do without the ledger for a while need not wait for
 * it. Until then it cannot be asked: every call throws a {@link StoreException}. Any thread.
 */
public final class LateLedgerStore implements LedgerStore {
  private volatile Optional<LedgerStore> open = Optional.empty();

  /** From now on this one is asked; who opened it closes it. */
  public void open(LedgerStore store) {
    open = Optional.of(store);
  }

  private LedgerStore store() {
    return open.orElseThrow(() -> new StoreException("it is being opened"));
  }

  @Override
  public Optional<StoreEntry> get(String key) {
    return store().get(key);
  }

  @Override
  public List<StoreEntry> range(String prefix, String after, int limit) {
    return store().range(prefix, after, limit);
  }

  @Override
  public CommitOutcome commit(Commit commit) {
    return store().commit(commit);
  }

  @Override
  public long revision() {
    return store().revision();
  }

  @Override
  public Watch watch(String prefix, long afterRevision, Consumer<StoreChange> consumer) {
    return store().watch(prefix, afterRevision, consumer);
  }

  @Override
  public void close() {
    open = Optional.empty();
  }
}
