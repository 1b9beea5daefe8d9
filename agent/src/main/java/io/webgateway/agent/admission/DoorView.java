package io.webgateway.agent.admission;

import io.webgateway.agent.ledger.Commit;
import io.webgateway.agent.ledger.LedgerStore;
import io.webgateway.agent.ledger.StoreEntry;
import io.webgateway.agent.ledger.StoreKeys;
import io.webgateway.model.identity.IdentityId;
import io.webgateway.model.ledger.AcceptedRecord;
import io.webgateway.model.ledger.GenesisBody;
import io.webgateway.model.ledger.LedgerParameters;
import io.webgateway.model.ledger.NameBody;
import io.webgateway.model.ledger.PoolBody;
import io.webgateway.model.ledger.PortBody;
import io.webgateway.model.ledger.RecordKey;
import io.webgateway.model.ledger.RecordKind;
import io.webgateway.rules.LedgerView;
import io.webgateway.rules.NameState;
import io.webgateway.wire.ReceiptCodec;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The ledger as one batch of decisions sees it: the store, and on top of it what the batch has
 * staged so far. Remembers at which revision every key was read; the commit is made on condition
 * that nothing of it has changed. One thread.
 */
final class DoorView implements LedgerView {
  private static final int PAGE = 1_000;

  private final LedgerStore store;
  private final Map<String, Optional<StoreEntry>> read = new HashMap<>();
  private final Set<String> counted = new HashSet<>();
  private Map<RecordKey, AcceptedRecord> staged = new LinkedHashMap<>();

  DoorView(LedgerStore store) {
    this.store = store;
  }

  /** A copy of what is staged, to come back to. */
  Map<RecordKey, AcceptedRecord> mark() {
    return new LinkedHashMap<>(staged);
  }

  /** Forgets what was staged since a mark. */
  void reset(Map<RecordKey, AcceptedRecord> mark) {
    staged = new LinkedHashMap<>(mark);
  }

  /** Lets later decisions of the batch see an accepted record. */
  void stage(AcceptedRecord accepted) {
    staged.put(accepted.signed().key(), accepted);
  }

  /** What must still hold at the commit. */
  List<Commit.Condition> conditions() {
    List<Commit.Condition> conditions = new ArrayList<>();
    read.forEach(
        (key, entry) ->
            conditions.add(new Commit.Condition(key, entry.map(StoreEntry::revision).orElse(0L))));
    return conditions;
  }

  /** The usage keys of all grants that were counted; the commit rewrites them. */
  Set<String> countedUsage() {
    return counted;
  }

  /** A key's value, remembered as a condition. */
  Optional<StoreEntry> read(String key) {
    return read.computeIfAbsent(key, store::get);
  }

  @Override
  public Optional<AcceptedRecord> latest(RecordKey key) {
    AcceptedRecord fresh = staged.get(key);
    return fresh != null ? Optional.of(fresh) : read(key.text()).map(DoorView::accepted);
  }

  @Override
  public Optional<AcceptedRecord> at(RecordKey key, long version) {
    Optional<AcceptedRecord> latest = latest(key);
    return latest.filter(l -> l.signed().version() == version).isPresent()
        ? latest
        : store.get(StoreKeys.log(key, version)).map(DoorView::accepted);
  }

  @Override
  public int namesHeld(IdentityId sponsor, IdentityId owner, Instant at) {
    count(sponsor, owner);
    Set<RecordKey> candidates = new HashSet<>();
    String prefix = StoreKeys.ownedBy(owner);
    for (StoreEntry entry : range(prefix)) {
      candidates.add(RecordKey.name(entry.key().substring(prefix.length())));
    }
    candidates.addAll(stagedOf(RecordKind.NAME));
    LedgerParameters parameters = parameters();
    return (int)
        candidates.stream()
            .map(this::peek)
            .flatMap(Optional::stream)
            .filter(name -> holds(name, sponsor, owner, parameters, at))
            .count();
  }

  @Override
  public int portsHeld(IdentityId provider, IdentityId owner) {
    count(provider, owner);
    Set<RecordKey> candidates = new HashSet<>();
    String prefix = StoreKeys.portsOf(owner);
    for (StoreEntry entry : range(prefix)) {
      candidates.add(new RecordKey("port/" + entry.key().substring(prefix.length())));
    }
    candidates.addAll(stagedOf(RecordKind.PORT));
    return (int)
        candidates.stream()
            .map(this::peek)
            .flatMap(Optional::stream)
            .filter(port -> claims(port, provider, owner))
            .count();
  }

  /** Every stored key under a prefix; no condition follows from it. */
  List<StoreEntry> range(String prefix) {
    List<StoreEntry> all = new ArrayList<>();
    List<StoreEntry> page = store.range(prefix, "", PAGE);
    while (!page.isEmpty()) {
      all.addAll(page);
      page = page.size() < PAGE ? List.of() : store.range(prefix, page.getLast().key(), PAGE);
    }
    return all;
  }

  private void count(IdentityId provider, IdentityId grantee) {
    String usage = StoreKeys.usage(provider, grantee);
    counted.add(usage);
    read(usage);
  }

  private Set<RecordKey> stagedOf(RecordKind kind) {
    Set<RecordKey> keys = new HashSet<>(staged.keySet());
    keys.removeIf(key -> key.kind() != kind);
    return keys;
  }

  /** As {@link #latest}, without making it a condition: the usage key guards counts. */
  private Optional<AcceptedRecord> peek(RecordKey key) {
    AcceptedRecord fresh = staged.get(key);
    return fresh != null ? Optional.of(fresh) : store.get(key.text()).map(DoorView::accepted);
  }

  private static boolean holds(
      AcceptedRecord name,
      IdentityId sponsor,
      IdentityId owner,
      LedgerParameters parameters,
      Instant at) {
    NameBody body = (NameBody) name.body();
    return body.owner().equals(owner)
        && body.sponsor().equals(sponsor)
        && NameState.of(Optional.of(name), parameters, at).isServed();
  }

  private boolean claims(AcceptedRecord port, IdentityId provider, IdentityId owner) {
    PortBody body = (PortBody) port.body();
    return body.owner().equals(owner)
        && !body.released()
        && peek(RecordKey.pool(port.signed().key().segments().getFirst()))
            .map(pool -> ((PoolBody) pool.body()).provider().equals(provider))
            .orElse(false);
  }

  private LedgerParameters parameters() {
    return latest(RecordKey.GENESIS)
        .map(genesis -> ((GenesisBody) genesis.body()).parameters())
        .orElse(LedgerParameters.DEFAULT);
  }

  private static AcceptedRecord accepted(StoreEntry entry) {
    return ReceiptCodec.parsePair(entry.value());
  }
}
