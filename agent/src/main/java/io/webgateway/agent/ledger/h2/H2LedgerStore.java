package io.webgateway.agent.ledger.h2;

import io.webgateway.agent.ledger.Commit;
import io.webgateway.agent.ledger.CommitOutcome;
import io.webgateway.agent.ledger.LedgerStore;
import io.webgateway.agent.ledger.StoreChange;
import io.webgateway.agent.ledger.StoreEntry;
import io.webgateway.agent.ledger.StoreException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The embedded engine: a synced journal with an H2 index, in a directory of its own that one
 * process holds at a time. A commit is answered after its group is on the disk; many commits at
 * once share one sync.
 *
 * <p>Opening reads the whole journal and checks it; an index that is missing, behind, of another
 * generation or was not closed well is brought up to date or built anew. Closing finishes waiting
 * commits and ends all watches.
 */
public final class H2LedgerStore implements LedgerStore {
  /** A journal shorter than this is never rewritten, in bytes. */
  static final long COMPACT_FROM_BYTES = 64L * 1024 * 1024;

  private static final Logger LOG = LoggerFactory.getLogger(H2LedgerStore.class);
  private static final int MAX_RANGE = 1000;

  private final StoreDirectory directory;
  private final Journal journal;
  private final KeyIndex index;
  private final GroupCommitter committer;
  private final WatchHub watches;
  private boolean closed;

  private H2LedgerStore(Journal journal, KeyIndex index, long revision, long compactFromBytes) {
    this.directory = journal.directory();
    this.journal = journal;
    this.index = index;
    this.committer = new GroupCommitter(journal, index, revision, compactFromBytes, this::publish);
    this.watches = new WatchHub(index, committer::revision);
  }

  /**
   * Opens the store in a directory, which is created with mode 0700 when it is missing.
   *
   * @throws StoreException when the directory cannot be used, another process holds it, or its
   *     journal is damaged; nothing was changed then
   */
  public static H2LedgerStore open(Path directory) {
    return open(directory, JournalDisk.SYNCED, COMPACT_FROM_BYTES);
  }

  static H2LedgerStore open(Path path, JournalDisk disk, long compactFromBytes) {
    StoreDirectory directory = StoreDirectory.take(path);
    try {
      StoreRecovery.Recovered recovered = StoreRecovery.recover(directory, disk);
      H2LedgerStore store =
          new H2LedgerStore(
              recovered.journal(), recovered.index(), recovered.revision(), compactFromBytes);
      store.committer.start();
      return store;
    } catch (StoreException e) {
      directory.close();
      throw e;
    }
  }

  private void publish(List<StoredCommit> commits) {
    watches.publish(commits);
  }

  @Override
  public Optional<StoreEntry> get(String key) {
    return index.get(key);
  }

  @Override
  public List<StoreEntry> range(String prefix, String after, int limit) {
    if (limit < 1 || limit > MAX_RANGE) {
      throw new IllegalArgumentException("limit is 1 to " + MAX_RANGE + ", not " + limit);
    }
    return index.range(prefix, after, limit);
  }

  @Override
  public CommitOutcome commit(Commit commit) {
    return committer.commit(commit);
  }

  @Override
  public long revision() {
    return committer.revision();
  }

  @Override
  public Watch watch(String prefix, long afterRevision, Consumer<StoreChange> consumer) {
    return watches.watch(prefix, afterRevision, consumer);
  }

  @Override
  public synchronized void close() {
    if (closed) {
      return;
    }
    closed = true;
    committer.close();
    watches.close();
    try (directory;
        journal) {
      if (committer.healthy()) {
        index.close();
      } else {
        index.abandon();
      }
    } catch (IOException e) {
      LOG.warn("the journal could not be closed; everything acknowledged is in it", e);
    }
  }
}
