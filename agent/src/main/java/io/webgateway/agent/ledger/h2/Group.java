package io.webgateway.agent.ledger.h2;

import io.webgateway.agent.ledger.Commit;
import io.webgateway.agent.ledger.CommitOutcome;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;

/**
 * Decides the commits of one group one after another: each sees what the ones before it would
 * write. Pure but for the look into the index. Nothing of it is true before the group is on disk.
 */
final class Group {
  private final ToLongFunction<String> stored;
  private final Map<String, Long> changed = new HashMap<>();
  private final List<StoredCommit> commits = new ArrayList<>();
  private long revision;

  /**
   * Starts an empty group.
   *
   * @param stored the revision of a key before the group, 0 when it is absent
   * @param revision the store's revision before the group
   */
  Group(ToLongFunction<String> stored, long revision) {
    this.stored = stored;
    this.revision = revision;
  }

  CommitOutcome decide(Commit commit) {
    for (Commit.Condition condition : commit.conditions()) {
      if (revisionOf(condition.key()) != condition.revision()) {
        return new CommitOutcome.Conflict(condition.key());
      }
    }
    List<Commit.Write> writes = commit.writes().stream().filter(this::changesSomething).toList();
    if (!writes.isEmpty()) {
      revision++;
      writes.forEach(this::remember);
      commits.add(new StoredCommit(revision, writes));
    }
    return new CommitOutcome.Committed(revision);
  }

  private long revisionOf(String key) {
    Long inGroup = changed.get(key);
    return inGroup == null ? stored.applyAsLong(key) : inGroup;
  }

  private boolean changesSomething(Commit.Write write) {
    return switch (write) {
      case Commit.Write.Put _ -> true;
      case Commit.Write.Delete(String key) -> revisionOf(key) != 0;
    };
  }

  private void remember(Commit.Write write) {
    long now =
        switch (write) {
          case Commit.Write.Put _ -> revision;
          case Commit.Write.Delete _ -> 0L;
        };
    changed.put(write.key(), now);
  }

  /** What the group would write, in order. */
  List<StoredCommit> commits() {
    return commits;
  }

  /** The store's revision after the group. */
  long revision() {
    return revision;
  }
}
