package io.webgateway.agent.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.webgateway.agent.ledger.Commit.Condition;
import io.webgateway.agent.ledger.Commit.Write;
import io.webgateway.agent.ledger.Commit.Write.Delete;
import io.webgateway.agent.ledger.Commit.Write.Put;
import io.webgateway.agent.ledger.CommitOutcome.Committed;
import io.webgateway.agent.ledger.CommitOutcome.Conflict;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * What every engine of the ledger's store promises. An engine's test implements this interface and
 * gives an empty store to each test; {@link #reopened} closes it and opens the same again.
 */
public interface LedgerStoreContract {

  /** The store under test; empty at the start of each test. */
  LedgerStore store();

  /** The same store after an orderly close and a new opening. */
  LedgerStore reopened();

  /** Commits without conditions and returns the revision. */
  static long write(LedgerStore store, Write... writes) {
    return ((Committed) store.commit(new Commit(List.of(), List.of(writes)))).revision();
  }

  /** A commit of one key under a condition. */
  static CommitOutcome putIf(LedgerStore store, String key, long revision, String value) {
    return store.commit(
        new Commit(List.of(new Condition(key, revision)), List.of(new Put(key, value))));
  }

  private static List<String> keys(List<StoreEntry> entries) {
    return entries.stream().map(StoreEntry::key).toList();
  }

  @Test
  default void anEmptyStoreHasNothingAndRevisionZero() {
    assertThat(store().get("name/blog")).isEmpty();
    assertThat(store().range("", "", 1000)).isEmpty();
    assertThat(store().revision()).isZero();
  }

  @Test
  default void aWrittenKeyIsReadWithItsRevision() {
    long revision = write(store(), new Put("name/blog", "one"));
    assertThat(store().get("name/blog")).contains(new StoreEntry("name/blog", "one", revision));
    assertThat(store().revision()).isEqualTo(revision);
    long next = write(store(), new Put("name/blog", "two"));
    assertThat(store().get("name/blog")).contains(new StoreEntry("name/blog", "two", next));
  }

  @Test
  default void anEmptyValueIsAValue() {
    write(store(), new Put("at/pool/blog", ""));
    assertThat(store().get("at/pool/blog")).map(StoreEntry::value).contains("");
    assertThat(keys(store().range("at/", "", 10))).containsExactly("at/pool/blog");
  }

  @Test
  default void aRangeHasTheKeysUnderThePrefixOnly() {
    write(
        store(),
        new Put("name", "no"),
        new Put("name/", "yes"),
        new Put("name/a", "yes"),
        new Put("name/b/c", "yes"),
        new Put("name0", "no"),
        new Put("node/a", "no"));
    assertThat(keys(store().range("name/", "", 1000)))
        .containsExactly("name/", "name/a", "name/b/c");
  }

  @Test
  default void aRangeIsInByteOrder() {
    List<String> ascending = List.of("k/-", "k/A", "k/a", "k/b", "k/é", "k/\uFF5E", "k/😀");
    write(store(), ascending.reversed().stream().map(key -> new Put(key, "")).toArray(Put[]::new));
    assertThat(keys(store().range("k/", "", 1000))).isEqualTo(ascending);
  }

  @Test
  default void aRangeCanBeReadPageByPage() {
    IntStream.range(0, 25).forEach(i -> write(store(), new Put("k/%02d".formatted(i), "v" + i)));
    write(store(), new Delete("k/07"));
    List<String> read = new ArrayList<>();
    String after = "";
    List<StoreEntry> page = store().range("k/", after, 10);
    while (!page.isEmpty()) {
      assertThat(page).hasSizeLessThanOrEqualTo(10);
      read.addAll(keys(page));
      after = page.getLast().key();
      page = store().range("k/", after, 10);
    }
    assertThat(read).hasSize(24).isSorted().doesNotHaveDuplicates().doesNotContain("k/07");
  }

  @Test
  default void aRangeRefusesALimitOutOfBounds() {
    assertThatThrownBy(() -> store().range("", "", 0)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> store().range("", "", 1001))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  default void aKeyThatMustBeAbsentIsWrittenOnce() {
    assertThat(putIf(store(), "name/blog", 0, "first")).isInstanceOf(Committed.class);
    assertThat(putIf(store(), "name/blog", 0, "second")).isEqualTo(new Conflict("name/blog"));
    assertThat(store().get("name/blog")).map(StoreEntry::value).contains("first");
  }

  @Test
  default void aKeyThatChangedSinceItWasReadIsNotWritten() {
    long read = write(store(), new Put("name/blog", "one"));
    assertThat(putIf(store(), "name/blog", read, "two")).isInstanceOf(Committed.class);
    assertThat(putIf(store(), "name/blog", read, "three")).isEqualTo(new Conflict("name/blog"));
    assertThat(store().get("name/blog")).map(StoreEntry::value).contains("two");
  }

  @Test
  default void aRemovedKeyCountsAsAbsent() {
    long read = write(store(), new Put("name/blog", "one"));
    write(store(), new Delete("name/blog"));
    assertThat(store().get("name/blog")).isEmpty();
    assertThat(putIf(store(), "name/blog", read, "no")).isEqualTo(new Conflict("name/blog"));
    assertThat(putIf(store(), "name/blog", 0, "again")).isInstanceOf(Committed.class);
  }

  @Test
  default void manyKeysAreWrittenTogetherOrNotAtAll() {
    long revision = write(store(), new Put("port/p/tcp/1", "a"), new Put("x", "old"));
    CommitOutcome refused =
        store()
            .commit(
                new Commit(
                    List.of(
                        new Condition("x", revision),
                        new Condition("port/p/tcp/2", 0),
                        new Condition("port/p/tcp/1", 0)),
                    List.of(new Put("x", "new"), new Delete("port/p/tcp/1"), new Put("y", "new"))));
    assertThat(refused).isEqualTo(new Conflict("port/p/tcp/1"));
    assertThat(store().get("x")).map(StoreEntry::value).contains("old");
    assertThat(store().get("y")).isEmpty();
    assertThat(store().get("port/p/tcp/1")).isPresent();
    assertThat(store().revision()).isEqualTo(revision);

    long together = write(store(), new Put("x", "new"), new Put("y", "new"), new Put("z", "new"));
    assertThat(store().range("", "", 10))
        .filteredOn(entry -> entry.value().equals("new"))
        .extracting(StoreEntry::revision)
        .containsExactly(together, together, together);
  }

  @Test
  default void aCommitThatChangesNothingKeepsTheRevision() {
    long revision = write(store(), new Put("a", "1"));
    assertThat(write(store(), new Delete("absent"))).isEqualTo(revision);
    assertThat(store().commit(new Commit(List.of(new Condition("a", revision)), List.of())))
        .isEqualTo(new Committed(revision));
    assertThat(store().commit(new Commit(List.of(new Condition("a", 0)), List.of())))
        .isEqualTo(new Conflict("a"));
    assertThat(store().revision()).isEqualTo(revision);
  }

  @Test
  default void oneOfThirtyTwoConcurrentCommitsOnAKeyWins() throws Exception {
    for (int round = 0; round < 10; round++) {
      String key = "name/contested" + round;
      List<CommitOutcome> outcomes = atOnce(32, i -> putIf(store(), key, 0, "from " + i));
      List<Integer> winners =
          IntStream.range(0, 32).filter(i -> outcomes.get(i) instanceof Committed).boxed().toList();
      assertThat(winners).hasSize(1);
      assertThat(store().get(key)).map(StoreEntry::value).contains("from " + winners.getFirst());
    }
  }

  @Test
  default void concurrentCommitsLoseNothingAndEachHasItsRevision() throws Exception {
    List<CommitOutcome> outcomes =
        atOnce(
            32,
            i ->
                store()
                    .commit(
                        new Commit(
                            List.of(), List.of(new Put("k/" + i, "v"), new Put("s", "" + i)))));
    Map<Long, String> byRevision = new TreeMap<>();
    for (int i = 0; i < outcomes.size(); i++) {
      byRevision.put(((Committed) outcomes.get(i)).revision(), "" + i);
    }
    assertThat(byRevision).hasSize(32);
    assertThat(store().range("k/", "", 1000)).hasSize(32);
    assertThat(store().get("s"))
        .map(StoreEntry::value)
        .contains(new ArrayList<>(byRevision.values()).getLast());
  }

  /** Runs a task in many threads that start together. */
  static List<CommitOutcome> atOnce(int threads, IntFunction<CommitOutcome> task) throws Exception {
    CountDownLatch go = new CountDownLatch(1);
    try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<CommitOutcome>> running = new ArrayList<>();
      for (int i = 0; i < threads; i++) {
        int number = i;
        Callable<CommitOutcome> callable =
            () -> {
              go.await();
              return task.apply(number);
            };
        running.add(executor.submit(callable));
      }
      go.countDown();
      List<CommitOutcome> outcomes = new ArrayList<>();
      for (Future<CommitOutcome> one : running) {
        outcomes.add(one.get());
      }
      return outcomes;
    }
  }

  @Test
  default void revisionsOnlyGrow() {
    long before = 0;
    for (int i = 0; i < 20; i++) {
      long now =
          i % 3 == 2 ? write(store(), new Delete("a")) : write(store(), new Put("a", "" + i));
      assertThat(now).isGreaterThan(before);
      before = now;
    }
  }

  @Test
  default void aRecordWithASealedPartAndALongReceiptFits() {
    String value = "r".repeat(8 * 1024) + "\n" + "s".repeat(64 * 1024);
    String accents = "é".repeat(Commit.MAX_VALUE_BYTES / 2);
    write(store(), new Put("workload/blog/1", value), new Put("accents", accents));
    assertThat(store().get("workload/blog/1")).map(StoreEntry::value).contains(value);
    LedgerStore again = reopened();
    assertThat(again.get("workload/blog/1")).map(StoreEntry::value).contains(value);
    assertThat(again.get("accents")).map(StoreEntry::value).contains(accents);
  }

  @Test
  default void reopeningKeepsEverything() {
    write(store(), new Put("a", "1"), new Put("b", "1"));
    write(store(), new Put("b", "2"), new Put("c", "2"));
    long last = write(store(), new Delete("a"));
    List<StoreEntry> before = store().range("", "", 1000);
    LedgerStore again = reopened();
    assertThat(again.range("", "", 1000)).isEqualTo(before);
    assertThat(again.get("a")).isEmpty();
    assertThat(again.revision()).isEqualTo(last);
    assertThat(write(again, new Put("a", "3"))).isGreaterThan(last);
  }

  @Test
  default void aWatchReportsWhatChangesFromNowOn() {
    write(store(), new Put("name/old", "1"));
    SeenChanges seen = new SeenChanges();
    try (LedgerStore.Watch _ = store().watch("name/", store().revision(), seen)) {
      long first = write(store(), new Put("name/blog", "1"));
      long second = write(store(), new Delete("name/old"));
      assertThat(seen.untilRevision(second))
          .containsExactly(
              new StoreChange.Written(new StoreEntry("name/blog", "1", first)),
              new StoreChange.Removed("name/old", second));
    }
  }

  @Test
  default void aWatchReportsWhatChangedAfterARevision() {
    write(store(), new Put("k/before", "1"));
    long since = write(store(), new Put("k/gone", "1"));
    long changed = write(store(), new Put("k/changed", "1"));
    long removed = write(store(), new Delete("k/gone"));
    SeenChanges seen = new SeenChanges();
    try (LedgerStore.Watch _ = store().watch("k/", since, seen)) {
      assertThat(seen.untilRevision(removed))
          .containsExactly(
              new StoreChange.Written(new StoreEntry("k/changed", "1", changed)),
              new StoreChange.Removed("k/gone", removed));
    }
  }

  @Test
  default void aWatchAfterReopeningStillReportsRemovals() {
    long since = write(store(), new Put("k/gone", "1"));
    long removed = write(store(), new Delete("k/gone"));
    SeenChanges seen = new SeenChanges();
    try (LedgerStore.Watch _ = reopened().watch("k/", since, seen)) {
      assertThat(seen.untilRevision(removed))
          .containsExactly(new StoreChange.Removed("k/gone", removed));
    }
  }

  @Test
  default void aWatchReportsOnlyItsPrefix() {
    SeenChanges narrow = new SeenChanges();
    SeenChanges wide = new SeenChanges();
    try (LedgerStore.Watch _ = store().watch("name/a", 0, narrow);
        LedgerStore.Watch _ = store().watch("", 0, wide)) {
      write(store(), new Put("name/b", "1"));
      write(store(), new Put("name/", "1"));
      write(store(), new Put("name/a", "1"));
      long last = write(store(), new Put("name/ab", "1"), new Put("pool/a", "1"));
      assertThat(narrow.untilRevision(last))
          .map(StoreChange::key)
          .containsExactly("name/a", "name/ab");
      assertThat(wide.until(seen -> seen.size() == 5)).hasSize(5);
    }
  }

  @Test
  default void aSlowWatchSeesTheLatestStateOfEveryKeyInOrder() throws Exception {
    CountDownLatch go = new CountDownLatch(1);
    SeenChanges seen = new SeenChanges();
    LedgerStore.Watch watch =
        store()
            .watch(
                "k/",
                0,
                change -> {
                  try {
                    go.await();
                  } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                  }
                  seen.accept(change);
                });
    try (watch) {
      for (int i = 0; i < 400; i++) {
        write(store(), new Put("k/" + i, "first"), new Put("k/hot", "" + i));
      }
      long last = write(store(), new Delete("k/3"), new Put("k/end", ""));
      go.countDown();
      List<StoreChange> all =
          seen.until(list -> list.stream().anyMatch(c -> c.key().equals("k/end")));
      assertThat(all).isSortedAccordingTo(Comparator.comparingLong(StoreChange::revision));
      Map<String, StoreChange> latest = new TreeMap<>();
      all.forEach(change -> latest.put(change.key(), change));
      await().untilAsserted(() -> assertThat(seen.all()).hasSizeGreaterThanOrEqualTo(402));
      assertThat(latest).hasSize(402);
      assertThat(latest.get("k/3")).isEqualTo(new StoreChange.Removed("k/3", last));
      assertThat(latest.get("k/hot"))
          .isInstanceOfSatisfying(
              StoreChange.Written.class, w -> assertThat(w.entry().value()).isEqualTo("399"));
    }
  }

  @Test
  default void watchesUnderConcurrentCommitsMissNothingAndNeverGoBack() throws Exception {
    SeenChanges all = new SeenChanges();
    SeenChanges some = new SeenChanges();
    try (LedgerStore.Watch _ = store().watch("", 0, all);
        LedgerStore.Watch _ = store().watch("k/1", 0, some)) {
      atOnce(
          32,
          i -> {
            CommitOutcome last = new Committed(0);
            for (int n = 0; n < 20; n++) {
              last =
                  store()
                      .commit(
                          new Commit(
                              List.of(), List.of(new Put("k/" + i, "" + n), new Put("all", ""))));
            }
            return last;
          });
      List<StoreChange> seen = all.untilRevision(store().revision());
      assertThat(seen).isSortedAccordingTo(Comparator.comparingLong(StoreChange::revision));
      for (int i = 0; i < 32; i++) {
        StoreEntry entry = store().get("k/" + i).orElseThrow();
        assertThat(entry.value()).isEqualTo("19");
        assertThat(all.until(list -> list.contains(new StoreChange.Written(entry)))).isNotEmpty();
        if (entry.key().startsWith("k/1")) {
          some.until(list -> list.contains(new StoreChange.Written(entry)));
        }
      }
      assertThat(some.all())
          .isSortedAccordingTo(Comparator.comparingLong(StoreChange::revision))
          .allMatch(change -> change.key().startsWith("k/1"));
    }
  }

  @Test
  default void aWatchWhoseConsumerThrowsEndsAndSaysWhy() {
    IllegalStateException mine = new IllegalStateException("mine");
    LedgerStore.Watch watch =
        store()
            .watch(
                "",
                0,
                _ -> {
                  throw mine;
                });
    assertThat(watch.failure()).isEmpty();
    write(store(), new Put("a", "1"));
    await().untilAsserted(() -> assertThat(watch.failure()).contains(mine));
    watch.close();
    SeenChanges others = new SeenChanges();
    try (LedgerStore.Watch _ = store().watch("", 0, others)) {
      others.untilRevision(1);
    }
  }

  @Test
  default void aClosedWatchIsSilentAndHasNoFailure() {
    SeenChanges closed = new SeenChanges();
    SeenChanges open = new SeenChanges();
    LedgerStore.Watch watch = store().watch("", 0, closed);
    watch.close();
    try (LedgerStore.Watch _ = store().watch("", 0, open)) {
      long revision = write(store(), new Put("a", "1"));
      open.untilRevision(revision);
      assertThat(closed.all()).isEmpty();
      assertThat(watch.failure()).isEmpty();
    }
  }

  @Test
  default void aClosedStoreRefusesCommitsAndEndsItsWatches() {
    LedgerStore first = store();
    LedgerStore.Watch watch = first.watch("", 0, _ -> {});
    LedgerStore _ = reopened();
    assertThatThrownBy(() -> write(first, new Put("a", "1"))).isInstanceOf(StoreException.class);
    assertThatThrownBy(() -> first.get("a")).isInstanceOf(StoreException.class);
    assertThat(watch.failure()).containsInstanceOf(StoreException.class);
  }
}
