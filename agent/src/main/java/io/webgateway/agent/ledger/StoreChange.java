package io.webgateway.agent.ledger;

/** One change that a watch reports. */
public sealed interface StoreChange {

  /** The store revision of the change; changes of one watch never go back. */
  long revision();

  /** The key that changed. */
  String key();

  /** A key has a new value. */
  record Written(StoreEntry entry) implements StoreChange {
    @Override
    public String key() {
      return entry.key();
    }

    @Override
    public long revision() {
      return entry.revision();
    }
  }

  /** A key was removed. */
  record Removed(String key, long revision) implements StoreChange {}
}
