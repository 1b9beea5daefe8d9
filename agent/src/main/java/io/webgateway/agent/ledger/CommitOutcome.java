package io.webgateway.agent.ledger;

/** What became of a {@link Commit}. A commit whose fate is unknown is a {@link StoreException}. */
public sealed interface CommitOutcome {

  /**
   * Everything was written and is on disk.
   *
   * @param revision the store's revision that this commit made
   */
  record Committed(long revision) implements CommitOutcome {}

  /**
   * A condition did not hold; nothing was written.
   *
   * @param key the first key, in the order of the conditions, that had changed
   */
  record Conflict(String key) implements CommitOutcome {}
}
