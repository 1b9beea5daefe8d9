package io.webgateway.agent.ledger.h2;

import io.webgateway.agent.ledger.Commit;
import io.webgateway.agent.ledger.Commit.Condition;
import io.webgateway.agent.ledger.Commit.Write.Put;
import io.webgateway.agent.ledger.LedgerStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;

/** Prints how many commits a second the store takes here. A program to run by hand, not a test. */
final class StoreFigures {
  private static final long RUN_NANOS = 5_000_000_000L;

  private StoreFigures() {}

  /** Arguments: a directory on the disk to be measured, and the length of a value. */
  public static void main(String[] args) throws IOException, InterruptedException {
    String value = "v".repeat(Integer.parseInt(args[1]));
    Path directory = Files.createTempDirectory(Path.of(args[0]), "figures");
    try (LedgerStore store = H2LedgerStore.open(directory)) {
      for (int inFlight : new int[] {1, 8, 64, 1, 8, 64}) {
        System.out.printf(
            "%d in flight: %,.0f commits/s%n", inFlight, rate(store, inFlight, value));
      }
    }
    Files.delete(directory.resolve("index.mv.db"));
    long begin = System.nanoTime();
    try (LedgerStore store = H2LedgerStore.open(directory)) {
      System.out.printf(
          "index of %,d commits (%,d bytes) built anew in %,d ms%n",
          store.revision(),
          Files.size(directory.resolve(Journal.NAME)),
          (System.nanoTime() - begin) / 1_000_000);
    }
    begin = System.nanoTime();
    H2LedgerStore.open(directory).close();
    System.out.printf("opened and closed in %,d ms%n", (System.nanoTime() - begin) / 1_000_000);
  }

  private static double rate(LedgerStore store, int inFlight, String value)
      throws InterruptedException {
    AtomicLong done = new AtomicLong();
    long begin = System.nanoTime();
    long end = begin + RUN_NANOS;
    List<Thread> threads =
        IntStream.range(0, inFlight)
            .mapToObj(i -> Thread.ofVirtual().start(() -> run(store, value, end, done)))
            .toList();
    for (Thread thread : threads) {
      thread.join();
    }
    return done.get() * 1e9 / (System.nanoTime() - begin);
  }

  private static void run(LedgerStore store, String value, long end, AtomicLong done) {
    while (System.nanoTime() < end) {
      String key = "figure/" + Thread.currentThread().threadId() + "/" + System.nanoTime();
      store.commit(new Commit(List.of(new Condition(key, 0)), List.of(new Put(key, value))));
      done.incrementAndGet();
    }
  }
}
