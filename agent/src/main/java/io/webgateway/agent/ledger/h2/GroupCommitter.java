package io.webgateway.agent.ledger.h2;

import io.webgateway.agent.ledger.Commit;
import io.webgateway.agent.ledger.CommitOutcome;
import io.webgateway.agent.ledger.StoreException;
import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The single writer of a store. Takes what waits as one group, decides it, appends it to the
 * journal, syncs, applies it to the index, and only then answers each commit of the group.
 *
 * <p>Queue: {@value #QUEUE_PLACES} places; a commit waits up to {@value #PLACE_WAIT_MILLIS} ms for
 * one and is then refused. Failure: when a group cannot be written and was cut off again, its
 * commits are refused and the store goes on; when it is unclear what is on the disk, the store
 * refuses all commits until it is opened again.
 */
final class GroupCommitter {
  static final int QUEUE_PLACES = 1024;
  static final long PLACE_WAIT_MILLIS = 10_000;
  static final long ANSWER_WAIT_MILLIS = 60_000;

  private static final Logger LOG = LoggerFactory.getLogger(GroupCommitter.class);
  private static final int GROUP_COMMITS = 256;
  private static final long GROUP_BYTES = 4 * 1024 * 1024;

  private final BlockingQueue<Waiting> queue = new ArrayBlockingQueue<>(QUEUE_PLACES);
  private final AtomicReference<@Nullable StoreException> refusal = new AtomicReference<>();
  private final Journal journal;
  private final KeyIndex index;
  private final long compactFromBytes;
  private final Consumer<List<StoredCommit>> applied;
  private final Thread writer;
  private volatile long revision;
  private volatile boolean closing;
  private volatile boolean finished;

  /**
   * Starts the writer.
   *
   * @param applied told of each group after it is on disk and in the index, by the writer's thread
   */
  GroupCommitter(
      Journal journal,
      KeyIndex index,
      long revision,
      long compactFromBytes,
      Consumer<List<StoredCommit>> applied) {
    this.journal = journal;
    this.index = index;
    this.revision = revision;
    this.compactFromBytes = compactFromBytes;
    this.applied = applied;
    this.writer = Thread.ofPlatform().name("ledger-writer").daemon(true).unstarted(this::run);
  }

  void start() {
    writer.start();
  }

  private record Waiting(Commit commit, CompletableFuture<CommitOutcome> answer) {}

  /** The revision of the newest group that is on disk and in the index. */
  long revision() {
    return revision;
  }

  CommitOutcome commit(Commit commit) {
    Waiting waiting = new Waiting(commit, new CompletableFuture<>());
    try {
      refuseIfBroken();
      if (!queue.offer(waiting, PLACE_WAIT_MILLIS, TimeUnit.MILLISECONDS)) {
        throw new StoreException(
            "the store is overloaded: no place in its queue for "
                + PLACE_WAIT_MILLIS
                + " ms; nothing was written");
      }
      if (finished && queue.remove(waiting)) {
        throw new StoreException("the store is closed; nothing was written");
      }
      return waiting.answer.get(ANSWER_WAIT_MILLIS, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StoreException("interrupted; the commit's fate is unknown", e);
    } catch (TimeoutException e) {
      throw new StoreException(
          "no answer from the disk for " + ANSWER_WAIT_MILLIS + " ms; the fate is unknown", e);
    } catch (ExecutionException e) {
      throw new StoreException(e.getCause() instanceof StoreException why ? text(why) : text(e), e);
    }
  }

  private static String text(Exception e) {
    return String.valueOf(e.getMessage());
  }

  private void refuseIfBroken() {
    StoreException why = refusal.get();
    if (why != null) {
      throw new StoreException(
          "the store takes no commits until it is opened again: " + why.getMessage(), why);
    }
    if (closing) {
      throw new StoreException("the store is closed; nothing was written");
    }
  }

  private void run() {
    while (!closing || !queue.isEmpty()) {
      List<Waiting> group = List.of();
      try {
        group = nextGroup();
        if (!group.isEmpty()) {
          write(group);
          compactIfDue();
        }
      } catch (Throwable e) { // whatever it is, nobody may wait for an answer forever
        breakDown(group, new StoreException("the store's writer failed", e));
      }
    }
    finished = true; // before the last look into the queue, so that nobody waits for nothing
    refuseTheRest();
  }

  private List<Waiting> nextGroup() throws InterruptedException {
    Waiting next = queue.poll(100, TimeUnit.MILLISECONDS);
    List<Waiting> group = new ArrayList<>();
    long bytes = 0;
    while (next != null) {
      group.add(next);
      bytes += new StoredCommit(0, next.commit.writes()).bytes();
      next = group.size() < GROUP_COMMITS && bytes < GROUP_BYTES ? queue.poll() : null;
    }
    return group;
  }

  private void write(List<Waiting> waiting) {
    StoreException broken = refusal.get();
    if (broken != null) {
      refuse(waiting, broken);
      return;
    }
    Group group = new Group(index::liveRevision, revision);
    List<CommitOutcome> outcomes = waiting.stream().map(one -> group.decide(one.commit)).toList();
    if (!group.commits().isEmpty() && !persist(group, waiting)) {
      return;
    }
    for (int i = 0; i < outcomes.size(); i++) {
      waiting.get(i).answer.complete(outcomes.get(i));
    }
    if (!group.commits().isEmpty()) {
      applied.accept(group.commits());
    }
  }

  /** True when the group is on disk and in the index; otherwise its commits were answered. */
  private boolean persist(Group group, List<Waiting> waiting) {
    try {
      journal.append(group.commits());
    } catch (IOException e) {
      cutOff(waiting, e);
      return false;
    }
    try {
      journal.sync();
      index.apply(group.commits(), journal.header().generation(), journal.length());
      revision = group.revision();
      return true;
    } catch (IOException e) {
      breakDown(waiting, new StoreException("the sync failed; the commit's fate is unknown", e));
    } catch (SQLException e) {
      breakDown(waiting, new StoreException("the index failed; the commit's fate is unknown", e));
    }
    return false;
  }

  private void cutOff(List<Waiting> waiting, IOException cause) {
    try {
      journal.cutUnfinished();
      LOG.error("the journal cannot be written", cause);
      refuse(waiting, new StoreException("the disk did not take it; nothing was written", cause));
    } catch (IOException e) {
      cause.addSuppressed(e);
      breakDown(
          waiting,
          new StoreException("the disk took it in part; the commit's fate is unknown", cause));
    }
  }

  private void breakDown(List<Waiting> waiting, StoreException why) {
    LOG.error("the store takes no commits until it is opened again", why);
    refusal.compareAndSet(null, why);
    refuse(waiting, why);
  }

  private static void refuse(List<Waiting> waiting, StoreException why) {
    waiting.forEach(one -> one.answer.completeExceptionally(why));
  }

  private void compactIfDue() {
    if (refusal.get() != null || !JournalCompaction.due(journal, compactFromBytes)) {
      return;
    }
    try {
      JournalCompaction.run(journal, index);
    } catch (IOException | SQLException e) {
      breakDown(List.of(), new StoreException("the journal could not be rewritten", e));
    }
  }

  private void refuseTheRest() {
    List<Waiting> rest = new ArrayList<>();
    queue.drainTo(rest);
    refuse(rest, new StoreException("the store is closed; nothing was written"));
  }

  /** True when everything that was answered is in the index too. */
  boolean healthy() {
    return refusal.get() == null;
  }

  /** Refuses new commits, finishes those that wait, and ends the writer. */
  void close() {
    closing = true;
    boolean interrupted = false;
    while (writer.isAlive()) {
      try {
        writer.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
