package io.webgateway.agent.ledger;

import io.webgateway.agent.ledger.Commit.Condition;
import io.webgateway.agent.ledger.Commit.Write.Put;
import io.webgateway.agent.ledger.CommitOutcome.Committed;
import io.webgateway.agent.ledger.CommitOutcome.Conflict;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a node believes: for each object of the ledger the highest version that it ever accepted,
 * with its hash and text. It is on disk before the node acts on it, so that no store, however
 * hostile, can bring the node back to an older version or to another one of the same number, not
 * even across restarts.
 *
 * <p>It keeps its keys in a {@link LedgerStore} of its own, never in the ledger's. Thread: any; may
 * block, so never from an event loop. Errors: {@link StoreException} when the disk fails; nothing
 * may be acted upon then.
 */
public final class NodeMemory implements AutoCloseable {
  private static final int PAGE = 200;

  private final LedgerStore store;

  /**
   * Remembers in a store that is this memory's alone; closing the memory closes it.
   *
   * @param store empty at first, durable, and not the ledger's
   */
  public NodeMemory(LedgerStore store) {
    this.store = store;
  }

  /**
   * One object as it was accepted.
   *
   * @param key the ledger's key, for example {@code name/blog}
   * @param version the record's version
   * @param hash the record's hash, one word
   * @param text what was accepted, as it was verified: record, receipt, and sealed part if any
   */
  public record Remembered(String key, long version, String hash, String text) {
    /** Checks that the parts can be kept. */
    public Remembered {
      if (version < 0 || hash.isEmpty() || !hash.chars().allMatch(c -> c > ' ' && c < 0x7F)) {
        throw new IllegalArgumentException("version or hash of " + key + " is not one");
      }
    }

    private String stored() {
      return version + " " + hash + "\n" + text;
    }

    private static Remembered of(StoreEntry entry) {
      String value = entry.value();
      int space = value.indexOf(' ');
      int line = value.indexOf('\n');
      return new Remembered(
          entry.key(),
          Long.parseLong(value.substring(0, space)),
          value.substring(space + 1, line),
          value.substring(line + 1));
    }
  }

  /** What is remembered of an object; empty when none was ever accepted. */
  public Optional<Remembered> get(String key) {
    return store.get(key).map(Remembered::of);
  }

  /** Everything that is remembered under a prefix, in ascending byte order of keys. */
  public List<Remembered> under(String prefix) {
    List<Remembered> all = new ArrayList<>();
    List<StoreEntry> page = store.range(prefix, "", PAGE);
    while (!page.isEmpty()) {
      page.stream().map(Remembered::of).forEach(all::add);
      page = store.range(prefix, page.getLast().key(), PAGE);
    }
    return all;
  }

  /**
   * Remembers all of them or none, on disk when this returns. What is already remembered with the
   * same hash and text changes nothing; the same version and hash with another text (another
   * receipt, a sealed part that came later) replaces the text.
   *
   * @param accepted at most {@value Commit#MAX_PARTS}, each key once
   * @throws LedgerWentBackException when one has a lower version than the remembered one, or
   *     another hash at the same version; nothing was changed
   */
  public void remember(List<Remembered> accepted) {
    boolean done = false;
    while (!done) {
      done =
          switch (store.commit(commit(accepted))) {
            case Committed _ -> true;
            case Conflict _ -> false; // another thread remembered meanwhile: look again
          };
    }
  }

  private Commit commit(List<Remembered> accepted) {
    List<Condition> conditions = new ArrayList<>();
    List<Commit.Write> writes = new ArrayList<>();
    for (Remembered offered : accepted) {
      Optional<StoreEntry> entry = store.get(offered.key);
      entry.map(Remembered::of).ifPresent(held -> requireForward(held, offered));
      if (entry.map(StoreEntry::value).filter(offered.stored()::equals).isEmpty()) {
        conditions.add(new Condition(offered.key, entry.map(StoreEntry::revision).orElse(0L)));
        writes.add(new Put(offered.key, offered.stored()));
      }
    }
    return new Commit(conditions, writes);
  }

  private static void requireForward(Remembered held, Remembered offered) {
    boolean older = offered.version < held.version;
    boolean forked = offered.version == held.version && !offered.hash.equals(held.hash);
    if (older || forked) {
      throw new LedgerWentBackException(held, offered);
    }
  }

  @Override
  public void close() {
    store.close();
  }
}
