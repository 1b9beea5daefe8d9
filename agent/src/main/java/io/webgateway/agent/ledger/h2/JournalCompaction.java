package io.webgateway.agent.ledger.h2;

import io.webgateway.agent.ledger.Commit.Write;
import io.webgateway.agent.ledger.StoreException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Rewrites a journal without the writes that later ones replaced. The commits that remain keep
 * their revisions, removals stay as tombstones, and the bytes come from the old journal, never from
 * the index: the index only says which write of a key is the latest, and each of its keys must be
 * found exactly once, or the old journal stays.
 */
final class JournalCompaction {
  private static final Logger LOG = LoggerFactory.getLogger(JournalCompaction.class);
  private static final String UNFINISHED = Journal.NAME + ".new";
  private static final long FRAME_BYTES = 1024 * 1024;

  private final Journal journal;
  private final KeyIndex index;
  private final List<StoredCommit> waiting = new ArrayList<>();
  private long length;
  private int checksum;
  private long kept;
  private long waitingBytes;

  private JournalCompaction(Journal journal, KeyIndex index) {
    this.journal = journal;
    this.index = index;
  }

  /**
   * Whether the journal has doubled since it was made and is worth the pause.
   *
   * @param fromBytes no shorter journal is rewritten
   */
  static boolean due(Journal journal, long fromBytes) {
    return journal.length() >= Math.max(fromBytes, 2 * journal.header().bytesWhenMade());
  }

  /** Rewrites the journal; commits wait meanwhile. */
  static void run(Journal journal, KeyIndex index) throws IOException, SQLException {
    new JournalCompaction(journal, index).rewrite();
  }

  private void rewrite() throws IOException, SQLException {
    long before = journal.length();
    long generation = journal.header().generation() + 1;
    length = Journal.HEADER_BYTES;
    checksum = new Journal.Header(generation, 0).seed();
    try (FileChannel file = journal.directory().create(UNFINISHED)) {
      journal.scan((commits, end) -> keepLatest(commits, file));
      flush(file);
      JournalDisk.SYNCED.append(file, new Journal.Header(generation, length).encode(), 0);
      file.force(true);
    }
    if (kept != index.size()) {
      Files.delete(journal.directory().file(UNFINISHED));
      throw new StoreException(
          "the index has " + index.size() + " keys, but the journal's latest writes are " + kept);
    }
    journal.replaceBy(UNFINISHED, new Journal.Header(generation, length), length, checksum);
    index.moved(generation, length);
    LOG.info("journal rewritten from {} to {} bytes", before, length);
  }

  private void keepLatest(List<StoredCommit> commits, FileChannel file) throws IOException {
    for (StoredCommit commit : commits) {
      List<Write> latest =
          commit.writes().stream()
              .filter(write -> index.latestRevision(write.key()) == commit.revision())
              .toList();
      if (!latest.isEmpty()) {
        kept += latest.size();
        waiting.add(new StoredCommit(commit.revision(), latest));
        waitingBytes += commit.bytes();
      }
    }
    if (waitingBytes >= FRAME_BYTES) {
      flush(file);
    }
  }

  private void flush(FileChannel file) throws IOException {
    if (waiting.isEmpty()) {
      return;
    }
    ByteBuffer frame = JournalFrame.encode(waiting, checksum);
    checksum = JournalFrame.checksumOf(frame);
    int bytes = frame.remaining();
    JournalDisk.SYNCED.append(file, frame, length);
    length += bytes;
    waiting.clear();
    waitingBytes = 0;
  }
}
