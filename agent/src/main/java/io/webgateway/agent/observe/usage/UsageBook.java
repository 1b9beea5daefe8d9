package io.webgateway.agent.observe.usage;

import io.webgateway.agent.observe.usage.UsageDay.Slot;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What workloads have used on this node, by the hour, in a folder of its own: one file a day, kept
 * for {@link #KEPT_DAYS} days. What was counted is on disk at most {@link #FLUSH_SECONDS} seconds
 * later, and counts in the hour in which it was written; a node that is killed loses what came
 * since, and counts nothing twice. While the disk takes nothing, what was counted waits in memory.
 * Any thread.
 */
public final class UsageBook implements AutoCloseable {
  /** Between two writings. */
  public static final int FLUSH_SECONDS = 10;

  /** Older days are removed. */
  public static final int KEPT_DAYS = 92;

  private static final Logger LOG = LoggerFactory.getLogger(UsageBook.class);
  private static final String PREFIX = "usage-";
  private static final String SUFFIX = ".log";

  private final Path folder;
  private final UsageMeters meters;
  private final InstantSource clock;
  private final ScheduledExecutorService writer =
      Executors.newSingleThreadScheduledExecutor(
          work -> Thread.ofPlatform().daemon().name("usage-book").unstarted(work));
  private final Map<UsageKey, UsageTotals> waiting = new HashMap<>();
  private LocalDate day;
  private Instant compactedHour;
  private UsageDay file;
  private boolean closed;

  private UsageBook(Path folder, UsageMeters meters, InstantSource clock) throws IOException {
    this.folder = folder;
    this.meters = meters;
    this.clock = clock;
    this.day = today();
    this.compactedHour = hour(clock.instant());
    removeHalfWritten();
    this.file = UsageDay.open(pathOf(day));
  }

  /**
   * Opens the book and writes on it from now on.
   *
   * @throws IOException when the folder or today's file cannot be used
   */
  public static UsageBook open(Path folder, UsageMeters meters, InstantSource clock)
      throws IOException {
    Files.createDirectories(
        folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    UsageBook book = new UsageBook(folder, meters, clock);
    book.writer.scheduleWithFixedDelay(
        book::flushOrWait, FLUSH_SECONDS, FLUSH_SECONDS, TimeUnit.SECONDS);
    return book;
  }

  private void removeHalfWritten() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      for (Path each : files.filter(f -> f.toString().endsWith(".next")).toList()) {
        Files.delete(each);
      }
    }
  }

  private void flushOrWait() {
    try {
      flush();
    } catch (IOException | RuntimeException e) {
      LOG.error("Usage could not be written; it waits in memory: {}", e.toString());
    }
  }

  /**
   * Writes what was counted since; it is on disk when this returns.
   *
   * @throws IOException when it is not; it is written with the next
   */
  public synchronized void flush() throws IOException {
    if (closed) {
      return;
    }
    meters.take().forEach((key, totals) -> waiting.merge(key, totals, UsageTotals::plus));
    turnPages();
    if (!waiting.isEmpty()) {
      Instant hour = hour(clock.instant());
      List<UsageRow> rows = new ArrayList<>();
      waiting.forEach((key, totals) -> rows.add(new UsageRow(hour, key, totals)));
      file.append(rows);
      waiting.clear();
    }
  }

  /** A new hour makes the file small again, a new day begins another. */
  private void turnPages() throws IOException {
    Instant hour = hour(clock.instant());
    if (hour.equals(compactedHour)) {
      return;
    }
    Path written = pathOf(day);
    UsageDay.compact(written, file.sums());
    file.close();
    day = today();
    file = UsageDay.open(pathOf(day));
    compactedHour = hour;
    removeOld();
  }

  private void removeOld() throws IOException {
    LocalDate oldest = day.minusDays(KEPT_DAYS);
    for (LocalDate each : days()) {
      if (each.isBefore(oldest)) {
        Files.deleteIfExists(pathOf(each));
      }
    }
  }

  private List<LocalDate> days() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .map(path -> String.valueOf(path.getFileName()))
          .filter(name -> name.matches(PREFIX + "\\d{4}-\\d{2}-\\d{2}" + SUFFIX))
          .map(name -> LocalDate.parse(name.substring(PREFIX.length(), PREFIX.length() + 10)))
          .sorted()
          .toList();
    }
  }

  /**
   * Tells all hours that begin within a time, in no order; what was counted and not written yet is
   * written first.
   *
   * @param from the first moment
   * @param to the first that is not meant
   * @throws UncheckedIOException when the book cannot be read
   */
  public void read(Instant from, Instant to, Consumer<UsageRow> reader) {
    flushOrWait();
    try {
      for (LocalDate each : days()) {
        Instant begin = each.atStartOfDay(ZoneOffset.UTC).toInstant();
        if (begin.isBefore(to) && begin.plus(1, ChronoUnit.DAYS).isAfter(from)) {
          sumsOf(each)
              .forEach(
                  (slot, totals) -> {
                    if (!slot.hour().isBefore(from) && slot.hour().isBefore(to)) {
                      reader.accept(new UsageRow(slot.hour(), slot.key(), totals));
                    }
                  });
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private synchronized Map<Slot, UsageTotals> sumsOf(LocalDate asked) throws IOException {
    return asked.equals(day) ? Map.copyOf(file.sums()) : UsageDay.read(pathOf(asked));
  }

  private Path pathOf(LocalDate of) {
    return folder.resolve(PREFIX + of + SUFFIX);
  }

  private LocalDate today() {
    return LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
  }

  private static Instant hour(Instant moment) {
    return moment.truncatedTo(ChronoUnit.HOURS);
  }

  /** Writes the last and stops. */
  @Override
  public void close() {
    writer.shutdownNow();
    flushOrWait();
    synchronized (this) {
      closed = true;
      try {
        file.close();
      } catch (IOException e) {
        LOG.warn("Today's usage could not be closed: {}", e.toString());
      }
    }
  }
}
