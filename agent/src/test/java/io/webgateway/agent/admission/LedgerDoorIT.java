package io.webgateway.agent.admission;

import static org.assertj.core.api.Assertions.assertThat;

import io.webgateway.agent.ledger.LedgerStore;
import io.webgateway.agent.ledger.StoreEntry;
import io.webgateway.agent.ledger.StoreKeys;
import io.webgateway.agent.ledger.h2.H2LedgerStore;
import io.webgateway.model.ledger.AcceptedRecord;
import io.webgateway.model.ledger.RecordKey;
import io.webgateway.model.ledger.SignedRecord;
import io.webgateway.rules.LedgerRules;
import io.webgateway.rules.Refusal;
import io.webgateway.rules.ReplayedLedger;
import io.webgateway.rules.Scope;
import io.webgateway.rules.Verdict;
import io.webgateway.wire.ReceiptCodec;
import io.webgateway.wire.SigningKey;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LedgerDoorIT {
  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

  @TempDir Path directory;
  private LedgerStore store;
  private DoorWorld world;
  private SigningKey provider;

  @BeforeEach
  void open() {
    store = H2LedgerStore.open(directory);
    world = new DoorWorld(store, InstantSource.fixed(NOW));
    provider = world.provider();
  }

  @AfterEach
  void close() {
    world.close();
    store.close();
  }

  @Test
  void ofManyWhoWantOneNameExactlyOneGetsIt() throws Exception {
    List<SignedRecord> wishes = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      SigningKey tenant = world.identity();
      world.grant(provider, tenant, 1, NOW.plus(Duration.ofDays(99)));
      wishes.add(world.reservation("blog", tenant, provider, NOW));
    }
    List<SubmitOutcome> outcomes = submitAll(wishes);
    assertThat(outcomes).filteredOn(SubmitOutcome.Accepted.class::isInstance).hasSize(1);
    assertThat(outcomes)
        .filteredOn(SubmitOutcome.Refused.class::isInstance)
        .allSatisfy(o -> assertThat(codes(o)).containsExactly("changed-meanwhile"));
  }

  @Test
  void aGrantHoldsAgainstConcurrentReservations() throws Exception {
    SigningKey tenant = world.identity();
    world.grant(provider, tenant, 5, NOW.plus(Duration.ofDays(99)));
    List<SignedRecord> wishes = new ArrayList<>();
    for (int i = 0; i < 30; i++) {
      wishes.add(world.reservation("name-" + i, tenant, provider, NOW));
    }
    List<SubmitOutcome> outcomes = submitAll(wishes);
    assertThat(outcomes).filteredOn(SubmitOutcome.Accepted.class::isInstance).hasSize(5);
    assertThat(outcomes)
        .filteredOn(SubmitOutcome.Refused.class::isInstance)
        .allSatisfy(o -> assertThat(codes(o)).containsExactly("grant-exceeded"));
  }

  @Test
  void sendingTheSameRecordAgainChangesNothing() {
    SigningKey tenant = world.identity();
    world.grant(provider, tenant, 1, NOW.plus(Duration.ofDays(99)));
    SignedRecord wish = world.reservation("blog", tenant, provider, NOW);
    SubmitOutcome first = world.submit(wish);
    long revision = store.revision();
    SubmitOutcome second = world.submit(wish);
    assertThat(store.revision()).isEqualTo(revision);
    assertThat(((SubmitOutcome.Accepted) second).changed()).isFalse();
    assertThat(((SubmitOutcome.Accepted) second).records())
        .isEqualTo(((SubmitOutcome.Accepted) first).records());
  }

  @Test
  void receiptsReplayInTheOrderOfTheirTimesEvenWithAStandingClock() throws Exception {
    SigningKey tenant = world.identity();
    world.grant(provider, tenant, 50, NOW.plus(Duration.ofDays(99)));
    List<SignedRecord> wishes = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      wishes.add(world.reservation("name-" + i, tenant, provider, NOW));
    }
    submitAll(wishes);
    List<AcceptedRecord> history = history();
    assertThat(history).extracting(AcceptedRecord::acceptedAt).doesNotHaveDuplicates();
    ReplayedLedger replayed = new ReplayedLedger();
    for (AcceptedRecord record : history) {
      assertThat(LedgerRules.decide(record.signed(), replayed, record.acceptedAt(), Scope.LEDGER))
          .isInstanceOf(Verdict.Accepted.class);
      replayed.add(record);
    }
    assertThat(replayed.latest(RecordKey.name("name-49"))).isPresent();
  }

  @Test
  void aRehearsalWritesNothing() {
    SigningKey tenant = world.identity();
    world.grant(provider, tenant, 1, NOW.plus(Duration.ofDays(99)));
    SignedRecord wish = world.reservation("blog", tenant, provider, NOW);
    long revision = store.revision();
    assertThat(world.door.rehearse(new Submission(List.of(wish), Optional.empty())))
        .isInstanceOf(SubmitOutcome.WouldBeAccepted.class);
    assertThat(world.door.rehearse(wish.record()))
        .isInstanceOf(SubmitOutcome.WouldBeAccepted.class);
    assertThat(store.revision()).isEqualTo(revision);
  }

  private List<AcceptedRecord> history() {
    return store.range(StoreKeys.LOG, "", 1_000).stream()
        .map(StoreEntry::value)
        .map(ReceiptCodec::parsePair)
        .sorted(Comparator.comparing(AcceptedRecord::acceptedAt))
        .toList();
  }

  private List<SubmitOutcome> submitAll(List<SignedRecord> records)
      throws InterruptedException, ExecutionException {
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<SubmitOutcome>> futures =
          records.stream().map(r -> threads.submit(() -> world.submit(r))).toList();
      List<SubmitOutcome> outcomes = new ArrayList<>();
      for (Future<SubmitOutcome> future : futures) {
        outcomes.add(future.get());
      }
      return outcomes;
    }
  }

  private static List<String> codes(SubmitOutcome outcome) {
    return ((SubmitOutcome.Refused) outcome).refusals().stream().map(Refusal::code).toList();
  }
}
