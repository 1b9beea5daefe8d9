package io.webgateway.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.webgateway.model.identity.IdentityId;
import io.webgateway.model.ledger.AcceptedRecord;
import io.webgateway.model.ledger.RecordKey;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Thousands of random moves, each verdict compared with a reference. One seed again: {@code
 * -Dsimulation.seed=7}; other seeds: {@code -Dsimulation.first=1000 -Dsimulation.count=100}.
 */
class LedgerRulesSimulationTest {
  private static final int STEPS = 250;

  private static LongStream seeds() {
    Long one = Long.getLong("simulation.seed");
    long first = Long.getLong("simulation.first", 1);
    long count = Long.getLong("simulation.count", 8);
    return one == null ? LongStream.range(first, first + count) : LongStream.of(one);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void theRulesAgreeWithTheReferenceAndEveryHistoryReplays(long seed) {
    LedgerSimulation simulation = new LedgerSimulation(seed);
    for (int step = 0; step < STEPS; step++) {
      try {
        simulation.step();
      } catch (AssertionError | RuntimeException e) {
        throw new AssertionError(
            "seed " + seed + ", step " + step + ": " + simulation.lastMove(), e);
      }
    }
    List<AcceptedRecord> history = simulation.world.ledger.history();
    assertThat(history).as("seed %s", seed).hasSizeGreaterThan(STEPS / 4);
    replayWhole(seed, history);
    replayChains(seed, simulation.world.ledger);
  }

  private static void replayWhole(long seed, List<AcceptedRecord> history) {
    ReplayedLedger ledger = new ReplayedLedger();
    for (AcceptedRecord next : history) {
      assertThat(LedgerRules.decide(next.signed(), ledger, next.acceptedAt(), Scope.LEDGER))
          .as("seed %s, %s version %s", seed, next.signed().key(), next.signed().version())
          .isInstanceOf(Verdict.Accepted.class);
      ledger.add(next);
    }
  }

  /** As a node does: every record on top of its own chain only. */
  private static void replayChains(long seed, ReplayedLedger ledger) {
    for (AcceptedRecord next : ledger.history()) {
      RecordKey key = next.signed().key();
      Optional<AcceptedRecord> before = ledger.at(key, next.signed().version() - 1);
      ChainView view = new ChainView(ledger, key, before);
      assertThat(LedgerRules.decide(next.signed(), view, next.acceptedAt(), Scope.CHAIN))
          .as("seed %s, %s version %s", seed, key, next.signed().version())
          .isInstanceOf(Verdict.Accepted.class);
    }
  }

  private record ChainView(ReplayedLedger whole, RecordKey chain, Optional<AcceptedRecord> before)
      implements LedgerView {

    @Override
    public Optional<AcceptedRecord> latest(RecordKey key) {
      return key.equals(chain) ? before : whole.latest(key);
    }

    @Override
    public Optional<AcceptedRecord> at(RecordKey key, long version) {
      boolean later =
          key.equals(chain) && before.map(b -> b.signed().version()).orElse(0L) < version;
      return later ? Optional.empty() : whole.at(key, version);
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
