package io.webgateway.agent.ledger;

import java.util.List;

/**
 * One atomic change: all conditions hold and all writes happen, or nothing does.
 *
 * @param conditions what must hold at the moment of the commit
 * @param writes what is written; a key occurs at most once
 */
public record Commit(List<Condition> conditions, List<Write> writes) {

  /** Copies both lists. */
  public Commit {
    conditions = List.copyOf(conditions);
    writes = List.copyOf(writes);
  }

  /**
   * A key is unchanged since it was read.
   *
   * @param key the key
   * @param revision the revision it must still have; 0 means that the key must be absent
   */
  public record Condition(String key, long revision) {}

  /** One write of a commit. */
  public sealed interface Write {
    /** The key that is written. */
    String key();

    /** Sets a key to a value, whether or not it exists. */
    record Put(String key, String value) implements Write {}

    /** Removes a key; a watcher sees the removal. */
    record Delete(String key) implements Write {}
  }
}
