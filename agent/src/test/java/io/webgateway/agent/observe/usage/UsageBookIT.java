package io.webgateway.agent.observe.usage;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UsageBookIT {
  private static final UsageKey KEY = new UsageKey("shop/web", "tenant");
  private static final Instant NOON = Instant.parse("2026-11-26T12:00:10Z");

  @TempDir Path folder;
  private final AtomicReference<Instant> now = new AtomicReference<>(NOON);
  private final UsageMeters meters = new UsageMeters(System::nanoTime);

  private UsageBook open() throws IOException {
    return UsageBook.open(folder, meters, now::get);
  }

  private void pass(Duration time) {
    now.updateAndGet(moment -> moment.plus(time));
  }

  private static List<UsageRow> all(UsageBook book) {
    List<UsageRow> rows = new ArrayList<>();
    book.read(Instant.EPOCH, Instant.parse("2100-01-01T00:00:00Z"), rows::add);
    return rows;
  }

  private static long bytes(UsageBook book) {
    return all(book).stream().mapToLong(row -> row.totals().bytesIn()).sum();
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.sorted().toList();
    }
  }

  @Test
  void addsUpByTheHourAndRemembers() throws IOException {
    try (UsageBook book = open()) {
      meters.of(KEY).in(10);
      book.flush();
      pass(Duration.ofSeconds(10));
      meters.of(KEY).in(5);
      book.flush();
      pass(Duration.ofHours(1));
      meters.of(KEY).in(1);
      pass(Duration.ofDays(1));
      meters.of(KEY).in(2);
    }
    try (UsageBook book = open()) {
      assertThat(all(book))
          .extracting(row -> row.from() + " " + row.totals().bytesIn())
          .containsExactlyInAnyOrder("2026-11-26T12:00:00Z 15", "2026-11-27T13:00:00Z 3");
      List<UsageRow> some = new ArrayList<>();
      book.read(Instant.parse("2026-11-27T00:00:00Z"), now.get(), some::add);
      assertThat(some).hasSize(1);
    }
  }

  @Test
  void onlyItsOwnerMayReadIt() throws IOException {
    try (UsageBook _ = open()) {
      for (Path file : files()) {
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
            .isEqualTo("rw-------");
      }
    }
  }

  @Test
  void whatACrashLeftOfAFrameIsCutOffAndTheRestCounts() throws IOException {
    try (UsageBook book = open()) {
      meters.of(KEY).in(10);
      book.flush();
      meters.of(KEY).in(100);
      book.flush();
    }
    Path file = files().getFirst();
    byte[] whole = Files.readAllBytes(file);
    for (int cut = 1; cut < whole.length; cut++) {
      Files.write(file, Arrays.copyOf(whole, whole.length - cut));
      long before;
      try (UsageBook book = open()) {
        before = bytes(book);
        assertThat(before).as("without the last %d bytes", cut).isIn(0L, 10L);
        meters.of(KEY).in(1);
      }
      try (UsageBook book = open()) {
        assertThat(bytes(book)).isEqualTo(before + 1);
      }
    }
    Files.write(file, new byte[] {0, 0, 0}, StandardOpenOption.APPEND);
  }

  @Test
  void aByteThatHasChangedEndsWhatIsBelieved() throws IOException {
    try (UsageBook book = open()) {
      meters.of(KEY).in(10);
      book.flush();
      meters.of(KEY).in(100);
      book.flush();
    }
    Path file = files().getFirst();
    byte[] bytes = Files.readAllBytes(file);
    bytes[bytes.length - 3] ^= 1;
    Files.write(file, bytes);
    try (UsageBook book = open()) {
      assertThat(bytes(book)).isEqualTo(10);
    }
  }

  @Test
  void anHoursFramesBecomeOneRow() throws IOException {
    try (UsageBook book = open()) {
      for (int i = 0; i < 300; i++) {
        meters.of(KEY).in(1);
        book.flush();
      }
      long before = Files.size(files().getFirst());
      pass(Duration.ofHours(1));
      meters.of(KEY).in(1);
      book.flush();
      assertThat(Files.size(files().getFirst())).isLessThan(before / 50);
      assertThat(bytes(book)).isEqualTo(301);
      assertThat(all(book)).hasSize(2);
    }
  }

  @Test
  void oldDaysGo() throws IOException {
    try (UsageBook book = open()) {
      meters.of(KEY).in(1);
      book.flush();
      for (int i = 0; i < UsageBook.KEPT_DAYS + 5; i++) {
        pass(Duration.ofDays(1));
        meters.of(KEY).in(1);
        book.flush();
      }
      assertThat(files()).hasSize(UsageBook.KEPT_DAYS + 1);
      assertThat(bytes(book)).isEqualTo(UsageBook.KEPT_DAYS + 1);
    }
  }

  @Test
  void aHalfWrittenCompactionChangesNothing() throws IOException {
    try (UsageBook book = open()) {
      meters.of(KEY).in(10);
      book.flush();
    }
    Files.write(folder.resolve("usage-2026-11-26.log.next"), new byte[100]);
    try (UsageBook book = open()) {
      assertThat(bytes(book)).isEqualTo(10);
      assertThat(files()).hasSize(1);
    }
  }
}
