package io.webgateway.agent.ledger;

import io.webgateway.model.identity.IdentityId;
import io.webgateway.model.identity.PublicKey;
import io.webgateway.model.identity.Thumbprint;
import io.webgateway.model.ledger.AcceptedRecord;
import io.webgateway.model.ledger.GenesisBody;
import io.webgateway.model.ledger.Receipt;
import io.webgateway.model.ledger.RecordKey;
import io.webgateway.model.ledger.WorkloadBody;
import io.webgateway.rules.LedgerRules;
import io.webgateway.rules.LedgerView;
import io.webgateway.rules.Scope;
import io.webgateway.rules.Verdict;
import io.webgateway.wire.ReceiptCodec;
import io.webgateway.wire.WireException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What this node believes of the ledger. A store is a messenger: every version of a record is
 * verified again (signature, rules, receipt, link to the version before), the newest is remembered
 * on disk before anything acts on it, and what the store takes away, winds back or forks is ignored
 * and told as a divergence. One thread.
 */
public final class Belief {
  private final LedgerStore store;
  private final NodeMemory memory;
  private final Map<RecordKey, AcceptedRecord> believed = new HashMap<>();
  private final Map<RecordKey, String> divergences = new HashMap<>();

  /**
   * Believes what a store says, as far as it holds.
   *
   * @param store the ledger's, or an operator's word of it
   * @param memory this node's own
   */
  public Belief(LedgerStore store, NodeMemory memory) {
    this.store = store;
    this.memory = memory;
  }

  /** What is believed of a key without asking the store again. */
  public Optional<AcceptedRecord> remembered(RecordKey key) {
    AcceptedRecord known = believed.get(key);
    if (known != null) {
      return Optional.of(known);
    }
    Optional<AcceptedRecord> fromDisk =
        memory.get(key.text()).map(r -> ReceiptCodec.parsePair(r.text()));
    fromDisk.ifPresent(record -> believed.put(key, record));
    return fromDisk;
  }

  /** Where the store contradicts what is believed, by key, in words for the administrator. */
  public Map<RecordKey, String> divergences() {
    return Map.copyOf(divergences);
  }

  /**
   * Asks the store for a key and believes what holds.
   *
   * @return what is believed afterwards
   */
  public Optional<AcceptedRecord> refresh(RecordKey key) {
    Optional<AcceptedRecord> before = remembered(key);
    Optional<StoreEntry> stored = store.get(key.text());
    if (stored.isEmpty()) {
      before.ifPresent(b -> divergences.put(key, "the store has lost it"));
      return before;
    }
    try {
      return consider(key, before, ReceiptCodec.parsePair(stored.get().value()));
    } catch (WireException | Unbelievable e) {
      divergences.put(key, String.valueOf(e.getMessage()));
      return before;
    }
  }

  /** Everything that is believed of keys under a prefix, without asking the store. */
  public List<RecordKey> rememberedKeys(String prefix) {
    return memory.under(prefix).stream().map(r -> new RecordKey(r.key())).toList();
  }

  /**
   * The sealed part of a believed workload: the one text that has the hash which the record names.
   * Remembered before it is answered.
   */
  public Optional<String> sealed(AcceptedRecord workload) {
    List<String> path = workload.signed().key().segments();
    String key = StoreKeys.sealed(path.getFirst(), path.getLast());
    String wanted = ((WorkloadBody) workload.body()).sealedHash();
    Optional<String> known =
        memory.get(key).filter(r -> r.hash().equals(wanted)).map(NodeMemory.Remembered::text);
    return known.isPresent() ? known : fetchSealed(key, wanted, workload.signed().version());
  }

  private Optional<String> fetchSealed(String key, String wanted, long version) {
    Optional<String> offered =
        store
            .get(key)
            .map(StoreEntry::value)
            .filter(text -> Thumbprint.ofText(text).equals(wanted));
    offered.ifPresent(
        text -> memory.remember(List.of(new NodeMemory.Remembered(key, version, wanted, text))));
    return offered;
  }

  private Optional<AcceptedRecord> consider(
      RecordKey key, Optional<AcceptedRecord> before, AcceptedRecord offered) {
    long known = before.map(b -> b.signed().version()).orElse(0L);
    long version = offered.signed().version();
    if (version < known) {
      throw new Unbelievable(
          "the store wound it back from version " + known + " to version " + version);
    }
    if (version == known) {
      if (!before.orElseThrow().signed().hash().equals(offered.signed().hash())) {
        throw new Unbelievable("the store holds another version " + version);
      }
      divergences.remove(key);
      return before;
    }
    AcceptedRecord newest = before.orElse(offered);
    Optional<AcceptedRecord> last = before;
    for (long next = known + 1; next <= version; next++) {
      newest = next == version ? offered : history(key, next);
      verify(key, newest, last);
      last = Optional.of(newest);
    }
    remember(key, newest);
    divergences.remove(key);
    return Optional.of(newest);
  }

  private void verify(RecordKey key, AcceptedRecord next, Optional<AcceptedRecord> last) {
    if (!next.signed().key().equals(key)) {
      throw new Unbelievable("the store holds a record of " + next.signed().key() + " there");
    }
    verifyReceipt(next, last);
    Verdict verdict =
        LedgerRules.decide(next.signed(), new ChainView(key, last), next.acceptedAt(), Scope.CHAIN);
    if (verdict instanceof Verdict.Refused refused) {
      throw new Unbelievable(
          "version "
              + next.signed().version()
              + " breaks the rules: "
              + refused.refusals().getFirst().fault());
    }
  }

  private void verifyReceipt(AcceptedRecord next, Optional<AcceptedRecord> last) {
    Receipt receipt = next.receipt().receipt();
    boolean speaksOfIt =
        receipt.key().equals(next.signed().key())
            && receipt.version() == next.signed().version()
            && receipt.hash().equals(next.signed().hash())
            && receipt.ledger().equals(ledgerId(next));
    boolean later = last.map(l -> !next.acceptedAt().isBefore(l.acceptedAt())).orElse(true);
    boolean signed =
        operators(next).stream().anyMatch(key -> ReceiptCodec.isSignedBy(next.receipt(), key));
    if (!speaksOfIt || !later || !signed) {
      throw new Unbelievable(
          "the receipt of version " + next.signed().version() + " is not an operator's word");
    }
  }

  private String ledgerId(AcceptedRecord next) {
    return genesisChainStart().map(g -> g.signed().hash()).orElse(next.signed().hash());
  }

  private List<PublicKey> operators(AcceptedRecord next) {
    AcceptedRecord genesis = remembered(RecordKey.GENESIS).orElse(next);
    return genesis.body() instanceof GenesisBody body ? body.operators() : List.of();
  }

  private Optional<AcceptedRecord> genesisChainStart() {
    return remembered(RecordKey.GENESIS).map(newest -> ancestor(newest, 1));
  }

  private AcceptedRecord history(RecordKey key, long version) {
    return store
        .get(StoreKeys.log(key, version))
        .map(entry -> ReceiptCodec.parsePair(entry.value()))
        .filter(record -> record.signed().version() == version)
        .orElseThrow(() -> new Unbelievable("the store has lost its version " + version));
  }

  /** An older version that a believed record is linked to by its hashes. */
  private AcceptedRecord ancestor(AcceptedRecord newest, long version) {
    AcceptedRecord at = newest;
    while (at.signed().version() > version) {
      AcceptedRecord older = history(at.signed().key(), at.signed().version() - 1);
      if (!at.record().prev().equals(Optional.of(older.signed().hash()))) {
        throw new Unbelievable("its history is not the one that was accepted");
      }
      at = older;
    }
    return at;
  }

  private void remember(RecordKey key, AcceptedRecord record) {
    memory.remember(
        List.of(
            new NodeMemory.Remembered(
                key.text(),
                record.signed().version(),
                record.signed().hash(),
                ReceiptCodec.pair(record))));
    believed.put(key, record);
  }

  /** A store's word that does not hold. */
  private static final class Unbelievable extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Unbelievable(String message) {
      super(message);
    }
  }

  /** One key's chain so far, and the identities of its signers, each believed in the same way. */
  private final class ChainView implements LedgerView {
    private final RecordKey chain;
    private final Optional<AcceptedRecord> last;

    ChainView(RecordKey chain, Optional<AcceptedRecord> last) {
      this.chain = chain;
      this.last = last;
    }

    @Override
    public Optional<AcceptedRecord> latest(RecordKey key) {
      return key.equals(chain) ? last : remembered(key);
    }

    @Override
    public Optional<AcceptedRecord> at(RecordKey key, long version) {
      if (key.equals(chain)) {
        return last.filter(l -> l.signed().version() >= version).map(l -> ancestor(l, version));
      }
      Optional<AcceptedRecord> newest = remembered(key);
      if (newest.map(n -> n.signed().version() < version).orElse(true)) {
        newest = refresh(key);
      }
      return newest
          .filter(n -> version >= 1 && n.signed().version() >= version)
          .map(n -> ancestor(n, version));
    }

    @Override
    public int namesHeld(IdentityId sponsor, IdentityId owner, Instant at) {
      throw new IllegalStateException("Counts are the door's");
    }

    @Override
    public int portsHeld(IdentityId provider, IdentityId owner) {
      throw new IllegalStateException("Counts are the door's");
    }
  }
}
