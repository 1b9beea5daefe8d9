package io.webgateway.agent.tap;

import static org.assertj.core.api.Assertions.assertThat;

import io.webgateway.agent.tap.TrafficRing.Batch;
import io.webgateway.agent.tap.TrafficRing.Cursor;
import io.webgateway.agent.tap.TrafficRing.Numbered;
import io.webgateway.model.traffic.CompletionReason;
import io.webgateway.model.traffic.TrafficEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class TrafficRingTest {
  private static final int WRITERS = 4;
  private static final int READERS = 3;
  private static final int EVENTS_OF_WRITER = 100_000;

  private static TrafficEvent event(long mark) {
    return new TrafficEvent.TlsRejection(
        Instant.EPOCH, mark, "::1", "", CompletionReason.TLS_NO_SERVER_NAME);
  }

  private static List<Long> marks(Batch batch) {
    return batch.events().stream().map(e -> e.event().durationNanos()).toList();
  }

  @Test
  void eventsAreWantedOnlyWhileSomebodyReads() {
    TrafficRing ring = new TrafficRing();
    assertThat(ring.enabled()).isFalse();
    Cursor first = ring.cursor();
    Cursor second = ring.cursor();
    first.close();
    first.close();
    assertThat(ring.enabled()).isTrue();
    second.close();
    assertThat(ring.enabled()).isFalse();
  }

  @Test
  void aReaderSeesWhatCameAfterItBeganAndOnce() {
    TrafficRing ring = new TrafficRing(8, 0);
    ring.publish(event(1));
    Cursor cursor = ring.cursor();
    ring.publish(event(2));
    ring.publish(event(3));
    assertThat(marks(cursor.read(1))).containsExactly(2L);
    assertThat(marks(cursor.read(10))).containsExactly(3L);
    assertThat(cursor.read(10).events()).isEmpty();
  }

  @Test
  void aReaderThatIsLappedIsToldHowManyEventsItMissed() {
    TrafficRing ring = new TrafficRing(8, 0);
    Cursor cursor = ring.cursor();
    for (int i = 0; i < 20; i++) {
      ring.publish(event(i));
    }
    Batch batch = cursor.read(100);
    assertThat(batch.missed()).isEqualTo(13);
    assertThat(marks(batch)).containsExactly(13L, 14L, 15L, 16L, 17L, 18L, 19L);
  }

  @Test
  void aReaderMayGoBackAsFarAsTheRingRemembers() {
    TrafficRing ring = new TrafficRing(8, 0);
    Cursor cursor = ring.cursor();
    for (int i = 0; i < 6; i++) {
      ring.publish(event(i));
    }
    cursor.read(100);
    cursor.moveTo(3);
    assertThat(marks(cursor.read(100))).containsExactly(3L, 4L, 5L);
    cursor.moveTo(1_000);
    assertThat(cursor.position()).isEqualTo(6);
    cursor.moveTo(-5);
    assertThat(cursor.position()).isZero();
  }

  /** Any seeded mix of writing and reading gives each number to a reader once, or counts it. */
  @Test
  void everyNumberIsReadOnceOrCountedInAnyMix() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    for (int round = 0; round < 200; round++) {
      TrafficRing ring = new TrafficRing(16, random.nextInt(1_000));
      Cursor cursor = ring.cursor();
      long next = cursor.position();
      for (int step = 0; step < 100; step++) {
        for (int i = random.nextInt(40); i > 0; i--) {
          ring.publish(event(0));
        }
        Batch batch = cursor.read(1 + random.nextInt(20));
        next += batch.missed();
        for (Numbered numbered : batch.events()) {
          assertThat(numbered.number()).as("seed %s", seed).isEqualTo(next++);
        }
      }
    }
  }

  @Test
  void nothingIsLostUncountedOrDoubledBetweenThreads() throws Exception {
    TrafficRing ring = new TrafficRing(1_024, 0);
    AtomicBoolean written = new AtomicBoolean();
    CountDownLatch ready = new CountDownLatch(READERS);
    List<Future<Tally>> readers = new ArrayList<>();
    try (ExecutorService threads = Executors.newCachedThreadPool()) {
      for (int i = 0; i < READERS; i++) {
        Cursor cursor = ring.cursor();
        readers.add(threads.submit(() -> readAll(cursor, ready, written)));
      }
      ready.await();
      List<Future<?>> writers = new ArrayList<>();
      for (int i = 0; i < WRITERS; i++) {
        long base = (long) i * EVENTS_OF_WRITER;
        writers.add(threads.submit(() -> writeAll(ring, base)));
      }
      for (Future<?> writer : writers) {
        writer.get();
      }
      written.set(true);
      for (Future<Tally> reader : readers) {
        Tally tally = reader.get();
        long all = (long) WRITERS * EVENTS_OF_WRITER;
        assertThat(tally.marks().size() + tally.missed()).isEqualTo(all);
        assertThat(tally.inOrder()).isTrue();
      }
    }
    assertThat(ring.published()).isEqualTo((long) WRITERS * EVENTS_OF_WRITER);
  }

  /** What one reader got: marks without doubles, what it missed, and whether numbers only grew. */
  private record Tally(Set<Long> marks, long missed, boolean inOrder) {}

  private static Tally readAll(Cursor cursor, CountDownLatch ready, AtomicBoolean written) {
    Set<Long> marks = new HashSet<>();
    long missed = 0;
    long last = -1;
    boolean inOrder = true;
    ready.countDown();
    boolean isEnd = false;
    while (true) {
      boolean wasWritten = written.get();
      Batch batch = cursor.read(256);
      missed += batch.missed();
      for (Numbered numbered : batch.events()) {
        inOrder &= numbered.number() > last && marks.add(numbered.event().durationNanos());
        last = numbered.number();
      }
      boolean isEmpty = batch.events().isEmpty() && batch.missed() == 0;
      // A hole is passed over at the second look, so one empty look is not the end yet.
      if (wasWritten && isEmpty && isEnd) {
        return new Tally(marks, missed, inOrder);
      }
      isEnd = wasWritten && isEmpty;
    }
  }

  private static void writeAll(TrafficRing ring, long base) {
    for (int i = 0; i < EVENTS_OF_WRITER; i++) {
      ring.publish(event(base + i));
    }
  }
}
