package io.webgateway.agent.management.port;

import io.webgateway.agent.ledger.LedgerStore;
import io.webgateway.agent.ledger.StoreEntry;
import io.webgateway.agent.ledger.StoreKeys;
import io.webgateway.model.identity.IdentityId;
import io.webgateway.model.ledger.AcceptedRecord;
import io.webgateway.model.ledger.GenesisBody;
import io.webgateway.model.ledger.LedgerParameters;
import io.webgateway.model.ledger.RecordBody;
import io.webgateway.model.ledger.RecordKey;
import io.webgateway.wire.ReceiptCodec;
import java.util.List;
import java.util.Optional;

/**
 * The ledger, to read. Any thread; every method may block and may throw {@link
 * io.webgateway.agent.ledger.StoreException}.
 */
public final class LedgerReader {
  private final LedgerStore store;

  /** Reads a store; never writes to it. */
  public LedgerReader(LedgerStore store) {
    this.store = store;
  }

  /** A key's newest record. */
  public Optional<AcceptedRecord> latest(RecordKey key) {
    return store.get(key.text()).map(LedgerReader::record);
  }

  /** A key's newest body. */
  public <T extends RecordBody> Optional<T> body(RecordKey key, Class<T> type) {
    return latest(key).map(AcceptedRecord::body).map(type::cast);
  }

  /** A key's record of one version. */
  public Optional<AcceptedRecord> at(RecordKey key, long version) {
    Optional<AcceptedRecord> latest = latest(key);
    if (latest.filter(record -> record.signed().version() == version).isPresent()) {
      return latest;
    }
    return store.get(StoreKeys.log(key, version)).map(LedgerReader::record);
  }

  /** The newest sealed part of a workload. */
  public Optional<String> sealed(String namespace, String id) {
    return store.get(StoreKeys.sealed(namespace, id)).map(StoreEntry::value);
  }

  /**
   * Records whose keys start with a prefix, in the order of their keys.
   *
   * @param prefix a whole kind or more, such as {@code name/}
   * @param after only greater keys; empty for all
   * @param limit at most so many
   */
  public List<AcceptedRecord> range(String prefix, String after, int limit) {
    return stored(prefix, after, limit).stream().map(StoredRecord::record).toList();
  }

  /**
   * A record and where it is stored: under its own key when it is the newest, or in the history.
   *
   * @param storeKey the store's key
   * @param record the record
   */
  public record StoredRecord(String storeKey, AcceptedRecord record) {}

  /** As {@link #range}, with the keys of the store. */
  public List<StoredRecord> stored(String prefix, String after, int limit) {
    return store.range(prefix, after, limit).stream()
        .map(entry -> new StoredRecord(entry.key(), record(entry)))
        .toList();
  }

  /** Names that an identity holds or held, in order, after one of them. */
  public List<String> namesOf(IdentityId owner, String after, int limit) {
    return indexed(StoreKeys.ownedBy(owner), after, limit);
  }

  /**
   * {@code <namespace>/<id>} of what is assigned to a pool, and {@code <namespace>} alone of names
   * with work there that changed since, in order, after one of them.
   */
  public List<String> workloadsAt(String pool, String after, int limit) {
    return indexed(StoreKeys.atPool(pool), after, limit);
  }

  /** The store's revision. */
  public long revision() {
    return store.revision();
  }

  /** The ledger's id; empty while it has no genesis. */
  public Optional<String> ledgerId() {
    return at(RecordKey.GENESIS, 1).map(genesis -> genesis.signed().hash());
  }

  /** The ledger's parameters; the defaults while it has no genesis. */
  public LedgerParameters parameters() {
    return body(RecordKey.GENESIS, GenesisBody.class)
        .map(GenesisBody::parameters)
        .orElse(LedgerParameters.DEFAULT);
  }

  /** Calls back, from a thread of the store's, whenever a key changes after now. */
  public LedgerStore.Watch onChange(RecordKey key, Runnable changed) {
    return store.watch(
        key.text(),
        store.revision(),
        change -> {
          if (change.key().equals(key.text())) {
            changed.run();
          }
        });
  }

  private List<String> indexed(String prefix, String after, int limit) {
    String from = after.isEmpty() ? "" : prefix + after;
    return store.range(prefix, from, limit).stream()
        .map(entry -> entry.key().substring(prefix.length()))
        .toList();
  }

  private static AcceptedRecord record(StoreEntry entry) {
    return ReceiptCodec.parsePair(entry.value());
  }
}
