package io.webgateway.agent.ledger.h2;

import static org.awaitility.Awaitility.await;

import io.webgateway.agent.ledger.LedgerStore;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * Kills a store's process at random moments while clients commit and the processors are busy, and
 * looks for every acknowledged key afterwards.
 *
 * <p>A killed process loses what it had in memory, but not what it handed to the system. So after
 * some kills the test plays a loss of power too: it cuts the journal back to what was synced, plus
 * a random part of the rest.
 */
final class KillRounds {
  private static final int CLIENTS = 8;
  private static final int ANSWERS_BEFORE_KILL = 20;

  private final Path directory;
  private final String disk;
  private final ServedStore.What what;
  private final RandomGenerator random;
  private final Queue<String> acknowledged = new ConcurrentLinkedQueue<>();
  private int round;

  KillRounds(Path directory, String disk, ServedStore.What what, RandomGenerator random) {
    this.directory = directory;
    this.disk = disk;
    this.what = what;
    this.random = random;
  }

  /** What the kill meets. */
  enum Fate {
    /** Only the process dies: the system writes what the process gave it. */
    STAYS_UP(Long.MAX_VALUE),
    /** The same, with a journal that is rewritten every few hundred commits. */
    STAYS_UP_REWRITING(64 * 1024),
    /** The machine loses power: what was not synced may be lost. */
    LOSES_POWER(Long.MAX_VALUE);

    private final long compactFromBytes;

    Fate(long compactFromBytes) {
      this.compactFromBytes = compactFromBytes;
    }
  }

  /** One round. Returns the acknowledged keys of all rounds that are not in the store. */
  List<String> kill(Fate fate) throws IOException, InterruptedException {
    round++;
    try (BusyProcessors _ = new BusyProcessors();
        ServedStore served =
            ServedStore.start(List.of(), directory, disk, fate.compactFromBytes, what)) {
      int before = acknowledged.size();
      List<Thread> clients =
          IntStream.range(0, CLIENTS).mapToObj(client -> client(served, client)).toList();
      // A kill before the first answers would prove nothing.
      await()
          .atMost(Duration.ofMinutes(1))
          .until(() -> acknowledged.size() >= before + ANSWERS_BEFORE_KILL);
      Thread.sleep(random.nextInt(900));
      served.kill();
      for (Thread client : clients) {
        client.join();
      }
    }
    if (fate == Fate.LOSES_POWER) {
      losePower();
    }
    return missing();
  }

  int acknowledged() {
    return acknowledged.size();
  }

  private Thread client(ServedStore served, int client) {
    String prefix = "key/" + round + "-" + client + "-";
    return Thread.ofPlatform()
        .start(
            () ->
                served.commitUntilGone(
                    () -> IntStream.iterate(0, n -> n + 1).mapToObj(n -> prefix + n).iterator(),
                    acknowledged::add));
  }

  private void losePower() throws IOException {
    Path witness = directory.resolveSibling("synced");
    // A disk that never synced has lost everything after the header.
    long synced =
        Files.size(witness) < Long.BYTES
            ? Journal.HEADER_BYTES
            : ByteBuffer.wrap(Files.readAllBytes(witness)).getLong();
    try (FileChannel journal =
        FileChannel.open(directory.resolve(Journal.NAME), StandardOpenOption.WRITE)) {
      long unsynced = journal.size() - synced;
      if (unsynced > 0) {
        journal.truncate(synced + random.nextLong(unsynced));
      }
    }
  }

  private List<String> missing() {
    try (LedgerStore store = H2LedgerStore.open(directory)) {
      List<String> missing = new ArrayList<>();
      for (String key : acknowledged) {
        if (store.get(key).isEmpty()) {
          missing.add(key);
        }
      }
      return missing;
    }
  }

  /** Keeps all processors busy. */
  private static final class BusyProcessors implements AutoCloseable {
    private final AtomicBoolean on = new AtomicBoolean(true);

    BusyProcessors() {
      int threads = Runtime.getRuntime().availableProcessors() + 1;
      for (int i = 0; i < threads; i++) {
        Thread.ofPlatform().daemon(true).name("busy").start(this::spin);
      }
    }

    private void spin() {
      while (on.get()) {
        Thread.onSpinWait();
      }
    }

    @Override
    public void close() {
      on.set(false);
    }
  }
}
