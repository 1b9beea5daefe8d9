package io.webgateway.agent.management.audit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The node's audit trail: the newest {@link #RING_ENTRIES} in memory, all of them in a file until
 * it has been rotated away. Any thread. A file that cannot be written does not stop calls; the
 * failure is logged, and the entry stays in memory.
 */
public final class AuditTrail implements AutoCloseable {
  /** How many entries can be asked for. */
  public static final int RING_ENTRIES = 10_000;

  private static final Logger LOG = LoggerFactory.getLogger(AuditTrail.class);
  private static final int MAX_PATH = 300;

  private final InstantSource clock;
  private final AuditFile file;
  private final Deque<AuditEntry> ring = new ArrayDeque<>();
  private long latest;

  /**
   * Goes on with the trail in a file.
   *
   * @param path the file; made when it is not there, its folder must be
   * @throws UncheckedIOException when it cannot be opened
   */
  public AuditTrail(Path path, InstantSource clock) {
    this.clock = clock;
    this.ring.addAll(AuditFile.tail(path, RING_ENTRIES));
    this.latest = ring.isEmpty() ? 0 : ring.getLast().sequence();
    this.file = new AuditFile(path);
  }

  /**
   * Something to be entered.
   *
   * @param who an identity id, {@code local} or {@code anonymous}
   * @param proof how we know
   * @param method the call's method
   * @param path its path
   * @param status the HTTP status
   * @param outcome {@code done}, or the code of the problem
   */
  public record Deed(
      String who, AuditEntry.Proof proof, String method, String path, int status, String outcome) {}

  /** Adds an entry with the time of now. */
  public void add(Deed deed) {
    add(deed, "", List.of());
  }

  /**
   * Adds an entry with the time of now.
   *
   * @param note more about it; empty for nothing
   * @param concerns whose traffic was looked at
   */
  public synchronized void add(Deed deed, String note, Collection<String> concerns) {
    String path = deed.path();
    String shortPath = path.length() > MAX_PATH ? path.substring(0, MAX_PATH) + "…" : path;
    latest++;
    AuditEntry entry =
        new AuditEntry(
            latest,
            clock.instant(),
            deed.who(),
            deed.proof(),
            deed.method(),
            shortPath,
            deed.status(),
            deed.outcome(),
            Optional.of(note).filter(text -> !text.isEmpty()),
            Optional.of(List.copyOf(concerns)).filter(owners -> !owners.isEmpty()));
    if (ring.size() == RING_ENTRIES) {
      ring.removeFirst();
    }
    ring.addLast(entry);
    try {
      file.append(entry);
    } catch (UncheckedIOException e) {
      LOG.error("An audit entry could not be written to disk", e);
    }
  }

  /** Entries after a number, oldest first, that somebody may see. */
  public synchronized List<AuditEntry> after(
      long sequence, int limit, Predicate<AuditEntry> visible) {
    return ring.stream()
        .filter(entry -> entry.sequence() > sequence)
        .filter(visible)
        .limit(limit)
        .toList();
  }

  @Override
  public synchronized void close() {
    try {
      file.close();
    } catch (IOException e) {
      LOG.warn("The audit file could not be closed", e);
    }
  }
}
