package io.webgateway.agent.ledger.h2;

import io.webgateway.agent.ledger.Commit.Write;
import io.webgateway.agent.ledger.StoreChange;
import io.webgateway.agent.ledger.StoreEntry;
import java.util.List;

/** A commit that was decided: the revision it makes and the writes that change something. */
record StoredCommit(long revision, List<Write> writes) {
  private static final int OVERHEAD_BYTES = 16;

  StoredCommit {
    writes = List.copyOf(writes);
  }

  /** About how long it is in a journal. */
  long bytes() {
    return writes.stream().mapToLong(StoredCommit::bytes).sum();
  }

  private static long bytes(Write write) {
    return switch (write) {
      case Write.Put(String key, String value) -> OVERHEAD_BYTES + key.length() + value.length();
      case Write.Delete(String key) -> OVERHEAD_BYTES + key.length();
    };
  }

  /** What a watcher of the key is told about one of the writes. */
  StoreChange change(Write write) {
    return switch (write) {
      case Write.Put(String key, String value) ->
          new StoreChange.Written(new StoreEntry(key, value, revision));
      case Write.Delete(String key) -> new StoreChange.Removed(key, revision);
    };
  }
}
