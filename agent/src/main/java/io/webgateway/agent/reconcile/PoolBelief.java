package io.webgateway.agent.reconcile;

import io.webgateway.agent.ledger.Belief;
import io.webgateway.agent.ledger.LedgerStore;
import io.webgateway.agent.ledger.StoreEntry;
import io.webgateway.agent.ledger.StoreKeys;
import io.webgateway.model.identity.IdentityId;
import io.webgateway.model.ledger.AcceptedRecord;
import io.webgateway.model.ledger.GenesisBody;
import io.webgateway.model.ledger.GrantBody;
import io.webgateway.model.ledger.LedgerParameters;
import io.webgateway.model.ledger.NodeBody;
import io.webgateway.model.ledger.PoolBody;
import io.webgateway.model.ledger.RecordKey;
import io.webgateway.model.ledger.RecordKind;
import io.webgateway.model.ledger.WorkloadBody;
import io.webgateway.model.workload.PublicPart;
import io.webgateway.model.workload.SealedPart;
import io.webgateway.model.workload.WorkloadParts;
import io.webgateway.wire.DecryptionKey;
import io.webgateway.wire.SealedPartCodec;
import io.webgateway.wire.WireException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/**
 * What is believed of everything that concerns this node: its own record, its pool, the workloads
 * assigned there, their names and grants. One thread; blocks on the store.
 */
final class PoolBelief {
  private static final int PAGE = 1_000;

  private final Belief belief;
  private final LedgerStore store;
  private final RecordKey nodeKey;
  private final DecryptionKey poolKey;
  private final TreeSet<RecordKey> workloads = new TreeSet<>();
  private final Map<String, Optional<OpenedPart>> opened = new HashMap<>();

  PoolBelief(Belief belief, LedgerStore store, IdentityId node, DecryptionKey poolKey) {
    this.belief = belief;
    this.store = store;
    this.nodeKey = RecordKey.node(node);
    this.poolKey = poolKey;
    belief.rememberedKeys("workload/").forEach(workloads::add);
  }

  /** This node's record, once it is enrolled and until it is retired. */
  Optional<NodeBody> node() {
    return belief.remembered(nodeKey).map(n -> (NodeBody) n.body()).filter(n -> !n.retired());
  }

  /** Asks the store for the few records that everything else hangs on. */
  void refreshFoundation() {
    belief.refresh(RecordKey.GENESIS);
    belief.refresh(nodeKey);
    node().ifPresent(n -> belief.refresh(RecordKey.pool(n.pool())));
  }

  /** Asks the store for everything that concerns the pool. */
  void refreshAll() {
    refreshFoundation();
    node().ifPresent(n -> workloads.addAll(assigned(n.pool())));
    List.copyOf(workloads).forEach(this::refreshWorkload);
  }

  /** Asks the store for what changed, by the keys that a watch reported. */
  void refresh(Collection<String> changedKeys) {
    refreshFoundation();
    node()
        .ifPresent(
            n -> {
              for (String changed : changedKeys) {
                affected(changed, n.pool()).forEach(this::refreshWorkload);
              }
            });
  }

  /** Every workload that is believed to exist, with all that a decision needs. */
  List<Subject> subjects() {
    List<Subject> subjects = new ArrayList<>();
    Optional<NodeBody> node = node();
    Optional<PoolBody> pool =
        node.flatMap(n -> belief.remembered(RecordKey.pool(n.pool())))
            .map(p -> (PoolBody) p.body());
    if (pool.isPresent()) {
      for (RecordKey key : workloads) {
        belief
            .remembered(key)
            .ifPresent(w -> subjects.add(subject(w, node.orElseThrow().pool(), pool.get())));
      }
    }
    return subjects;
  }

  private Subject subject(AcceptedRecord workload, String domain, PoolBody pool) {
    IdentityId owner = workload.record().signer().identity();
    String namespace = workload.signed().key().segments().getFirst();
    return new Subject(
        domain,
        pool,
        workload,
        belief.remembered(RecordKey.name(namespace)),
        belief.remembered(RecordKey.grant(pool.provider(), owner)).map(g -> (GrantBody) g.body()),
        open(workload),
        parameters());
  }

  private Optional<OpenedPart> open(AcceptedRecord workload) {
    WorkloadBody body = (WorkloadBody) workload.body();
    return body.deleted()
        ? Optional.empty()
        : opened.computeIfAbsent(
            body.sealedHash(),
            _ -> belief.sealed(workload).flatMap(text -> open(body.spec(), text)));
  }

  private Optional<OpenedPart> open(PublicPart spec, String sealed) {
    try {
      SealedPart part = SealedPartCodec.open(sealed, poolKey);
      return Optional.of(OpenedPart.of(new WorkloadParts(spec, part)));
    } catch (WireException e) {
      return Optional.empty();
    }
  }

  private LedgerParameters parameters() {
    return belief
        .remembered(RecordKey.GENESIS)
        .map(g -> ((GenesisBody) g.body()).parameters())
        .orElse(LedgerParameters.DEFAULT);
  }

  private void refreshWorkload(RecordKey key) {
    workloads.add(key);
    belief
        .refresh(key)
        .ifPresent(
            workload -> {
              opened.remove(((WorkloadBody) workload.body()).sealedHash());
              belief.refresh(RecordKey.name(key.segments().getFirst()));
              node()
                  .ifPresent(
                      n ->
                          belief.refresh(
                              RecordKey.grant(
                                  n.provider(), workload.record().signer().identity())));
            });
  }

  private List<RecordKey> affected(String changed, String pool) {
    if (changed.startsWith(RecordKind.GRANT.word() + "/")) {
      return workloadsOf(new RecordKey(changed).segments().getLast());
    }
    String prefix = StoreKeys.atPool(pool);
    if (!changed.startsWith(prefix)) {
      return List.of();
    }
    String place = changed.substring(prefix.length());
    return place.indexOf('/') >= 0
        ? List.of(new RecordKey("workload/" + place))
        : workloads.stream().filter(k -> k.segments().getFirst().equals(place)).toList();
  }

  private List<RecordKey> workloadsOf(String owner) {
    return workloads.stream()
        .filter(
            key ->
                belief
                    .remembered(key)
                    .map(w -> w.record().signer().identity().value().equals(owner))
                    .orElse(false))
        .toList();
  }

  private List<RecordKey> assigned(String pool) {
    String prefix = StoreKeys.atPool(pool);
    List<RecordKey> keys = new ArrayList<>();
    List<StoreEntry> page = store.range(prefix, "", PAGE);
    while (!page.isEmpty()) {
      for (StoreEntry entry : page) {
        String place = entry.key().substring(prefix.length());
        if (place.indexOf('/') >= 0) {
          keys.add(new RecordKey("workload/" + place));
        }
      }
      page = store.range(prefix, page.getLast().key(), PAGE);
    }
    return keys;
  }
}
