package io.webgateway.agent.admission;

import io.webgateway.agent.ledger.Commit.Write;
import io.webgateway.agent.ledger.StoreEntry;
import io.webgateway.agent.ledger.StoreKeys;
import io.webgateway.model.identity.IdentityId;
import io.webgateway.model.ledger.AcceptedRecord;
import io.webgateway.model.ledger.DomainBody;
import io.webgateway.model.ledger.GenesisBody;
import io.webgateway.model.ledger.GrantBody;
import io.webgateway.model.ledger.IdentityBody;
import io.webgateway.model.ledger.NameBody;
import io.webgateway.model.ledger.NodeBody;
import io.webgateway.model.ledger.PoolBody;
import io.webgateway.model.ledger.PortBody;
import io.webgateway.model.ledger.ProviderBody;
import io.webgateway.model.ledger.RecordKey;
import io.webgateway.model.ledger.RecordKind;
import io.webgateway.model.ledger.StatusBody;
import io.webgateway.model.ledger.WorkloadBody;
import io.webgateway.wire.ReceiptCodec;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Collects the writes that follow from accepted records: the record, its history, and every index.
 * A later write of the same key replaces an earlier one.
 */
final class CommitPlan {
  private static final String PRESENT = "1";

  private final DoorView view;
  private final Map<String, Write> writes = new LinkedHashMap<>();

  CommitPlan(DoorView view) {
    this.view = view;
  }

  /** Everything that is to be written. */
  List<Write> writes() {
    return List.copyOf(writes.values());
  }

  /** Copies what was collected so far, to come back to. */
  Map<String, Write> mark() {
    return new LinkedHashMap<>(writes);
  }

  /** Forgets what was collected since a mark. */
  void reset(Map<String, Write> mark) {
    writes.clear();
    writes.putAll(mark);
  }

  /**
   * Adds an accepted record.
   *
   * @param accepted the record
   * @param before the record that it follows
   * @param sealed the workload's sealed part, where one was sent
   */
  void add(AcceptedRecord accepted, Optional<AcceptedRecord> before, Optional<String> sealed) {
    RecordKey key = accepted.signed().key();
    put(key.text(), ReceiptCodec.pair(accepted));
    if (key.kind() != RecordKind.STATUS) {
      put(StoreKeys.log(key, accepted.signed().version()), ReceiptCodec.pair(accepted));
    }
    put(StoreKeys.RECEIPT_CLOCK, accepted.acceptedAt().toString());
    switch (accepted.body()) {
      case NameBody name -> name(accepted, name, before);
      case PortBody port -> port(key, port, before);
      case WorkloadBody workload -> workload(accepted, workload, before, sealed);
      case GenesisBody _,
          IdentityBody _,
          GrantBody _,
          ProviderBody _,
          NodeBody _,
          PoolBody _,
          DomainBody _,
          StatusBody _ -> {
        // these have no index
      }
    }
  }

  /** How many writes there are. */
  int size() {
    return writes.size();
  }

  /** Adds a write of its own. */
  void put(String key, String value) {
    writes.put(key, new Write.Put(key, value));
  }

  private void delete(String key) {
    writes.put(key, new Write.Delete(key));
  }

  private void name(AcceptedRecord accepted, NameBody name, Optional<AcceptedRecord> before) {
    String namespace = accepted.signed().key().segments().getFirst();
    before
        .map(b -> ((NameBody) b.body()).owner())
        .filter(owner -> !owner.equals(name.owner()))
        .ifPresent(owner -> delete(StoreKeys.ownedBy(owner) + namespace));
    put(StoreKeys.ownedBy(name.owner()) + namespace, PRESENT);
    for (String pool : poolsOf(namespace)) {
      put(StoreKeys.nameAt(pool, namespace), accepted.signed().hash());
    }
  }

  private Set<String> poolsOf(String namespace) {
    Set<String> pools = new TreeSet<>();
    for (StoreEntry entry : view.range("workload/" + namespace + "/")) {
      WorkloadBody body = (WorkloadBody) ReceiptCodec.parsePair(entry.value()).body();
      if (!body.deleted()) {
        pools.addAll(body.pools());
      }
    }
    return pools;
  }

  private void port(RecordKey key, PortBody port, Optional<AcceptedRecord> before) {
    String place = String.join("/", key.segments());
    before
        .map(b -> ((PortBody) b.body()).owner())
        .ifPresent(owner -> delete(portIndex(owner, place)));
    if (!port.released()) {
      put(portIndex(port.owner(), place), PRESENT);
    }
  }

  private static String portIndex(IdentityId owner, String place) {
    return StoreKeys.portsOf(owner) + place;
  }

  private void workload(
      AcceptedRecord accepted,
      WorkloadBody workload,
      Optional<AcceptedRecord> before,
      Optional<String> sealed) {
    List<String> path = accepted.signed().key().segments();
    String sealedKey = StoreKeys.sealed(path.getFirst(), path.getLast());
    before
        .map(b -> ((WorkloadBody) b.body()).pools())
        .orElse(List.of())
        .forEach(pool -> delete(StoreKeys.at(pool, path.getFirst(), path.getLast())));
    if (workload.deleted()) {
      delete(sealedKey);
      return;
    }
    sealed.ifPresent(text -> put(sealedKey, text));
    workload
        .pools()
        .forEach(
            pool ->
                put(StoreKeys.at(pool, path.getFirst(), path.getLast()), accepted.signed().hash()));
  }
}
