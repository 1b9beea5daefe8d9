package io.webgateway.rules;

import io.webgateway.model.identity.IdentityId;
import io.webgateway.model.ledger.AcceptedRecord;
import io.webgateway.model.ledger.GenesisBody;
import io.webgateway.model.ledger.LedgerParameters;
import io.webgateway.model.ledger.NameBody;
import io.webgateway.model.ledger.PoolBody;
import io.webgateway.model.ledger.PortBody;
import io.webgateway.model.ledger.RecordKey;
import io.webgateway.model.ledger.RecordKind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * A whole ledger in memory, built record by record in the order of their receipts. What {@code
 * webgw ledger verify} replays into, and what simulations play on. Not thread-safe.
 */
public final class ReplayedLedger implements LedgerView {
  private final Map<RecordKey, List<AcceptedRecord>> chains = new TreeMap<>();

  private final List<AcceptedRecord> history = new ArrayList<>();

  /** Every record, in the order in which they were taken. */
  public List<AcceptedRecord> history() {
    return List.copyOf(history);
  }

  /** Takes a record that the rules have accepted. */
  public void add(AcceptedRecord accepted) {
    history.add(accepted);
    chains.computeIfAbsent(accepted.signed().key(), key -> new ArrayList<>()).add(accepted);
  }

  @Override
  public Optional<AcceptedRecord> latest(RecordKey key) {
    return Optional.ofNullable(chains.get(key)).map(List::getLast);
  }

  @Override
  public Optional<AcceptedRecord> at(RecordKey key, long version) {
    return chains.getOrDefault(key, List.of()).stream()
        .filter(accepted -> accepted.signed().version() == version)
        .findFirst();
  }

  @Override
  public int namesHeld(IdentityId sponsor, IdentityId owner, Instant at) {
    LedgerParameters parameters = parameters();
    return (int)
        newest(RecordKind.NAME)
            .filter(
                name -> {
                  NameBody body = (NameBody) name.body();
                  return body.owner().equals(owner)
                      && body.sponsor().equals(sponsor)
                      && NameState.of(Optional.of(name), parameters, at).isServed();
                })
            .count();
  }

  @Override
  public int portsHeld(IdentityId provider, IdentityId owner) {
    return (int)
        newest(RecordKind.PORT)
            .filter(
                port -> {
                  PortBody body = (PortBody) port.body();
                  return body.owner().equals(owner)
                      && !body.released()
                      && isPoolOf(provider, port.signed().key());
                })
            .count();
  }

  private boolean isPoolOf(IdentityId provider, RecordKey port) {
    return latest(RecordKey.pool(port.segments().getFirst()))
        .map(pool -> ((PoolBody) pool.body()).provider().equals(provider))
        .orElse(false);
  }

  private LedgerParameters parameters() {
    return latest(RecordKey.GENESIS)
        .map(genesis -> ((GenesisBody) genesis.body()).parameters())
        .orElse(LedgerParameters.DEFAULT);
  }

  private Stream<AcceptedRecord> newest(RecordKind kind) {
    return chains.entrySet().stream()
        .filter(entry -> entry.getKey().kind() == kind)
        .map(entry -> entry.getValue().getLast());
  }
}
