package io.webgateway.agent.ledger.h2;

import io.webgateway.agent.ledger.StoreException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.sql.SQLException;
import java.util.List;
import java.util.zip.CRC32C;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The truth of a store: an append-only file of groups of commits, each with length and checksum.
 * What is appended is on the disk only after {@link #sync}.
 *
 * <p>The file starts with a header (magic 8, generation 8, bytes when it was made 8, CRC-32C of
 * these 4); every rewrite by {@link JournalCompaction} makes the next generation. Thread: one, the
 * writer; never interrupt it, because an interrupt closes the file.
 */
final class Journal implements AutoCloseable {
  static final String NAME = "ledger.journal";
  static final int HEADER_BYTES = 28;

  private static final Logger LOG = LoggerFactory.getLogger(Journal.class);
  private static final long MAGIC = 0x57474A4F55524E31L; // "WGJOURN1"

  private final StoreDirectory directory;
  private final JournalDisk disk;
  private FileChannel file;
  private Header header;
  private long length;
  private int checksum;

  private Journal(StoreDirectory directory, JournalDisk disk, FileChannel file, Header header) {
    this.directory = directory;
    this.disk = disk;
    this.file = file;
    this.header = header;
    this.length = HEADER_BYTES;
    this.checksum = header.seed();
  }

  /** The first bytes of a journal. */
  record Header(long generation, long bytesWhenMade) {

    /** What the first frame carries as the checksum before it: no frame fits another generation. */
    int seed() {
      return checksum(ByteBuffer.allocate(16).putLong(MAGIC).putLong(generation).flip());
    }

    ByteBuffer encode() {
      ByteBuffer bytes = ByteBuffer.allocate(HEADER_BYTES);
      bytes.putLong(MAGIC).putLong(generation).putLong(bytesWhenMade);
      return bytes.putInt(checksum(bytes.duplicate().flip())).flip();
    }

    private static int checksum(ByteBuffer bytes) {
      CRC32C crc = new CRC32C();
      crc.update(bytes);
      return (int) crc.getValue();
    }
  }

  static boolean exists(StoreDirectory directory) {
    return Files.exists(directory.file(NAME));
  }

  /** Makes an empty journal, on the disk with its name when this returns. */
  static Journal create(StoreDirectory directory, JournalDisk disk) throws IOException {
    Header header = new Header(1, HEADER_BYTES);
    String unfinished = NAME + ".new";
    try (FileChannel file = directory.create(unfinished)) {
      JournalDisk.SYNCED.append(file, header.encode(), 0);
      file.force(true);
    }
    Files.move(directory.file(unfinished), directory.file(NAME), StandardCopyOption.ATOMIC_MOVE);
    directory.sync();
    return open(directory, disk);
  }

  static Journal open(StoreDirectory directory, JournalDisk disk) throws IOException {
    FileChannel file =
        FileChannel.open(directory.file(NAME), StandardOpenOption.READ, StandardOpenOption.WRITE);
    ByteBuffer bytes = ByteBuffer.allocate(HEADER_BYTES);
    int read = file.read(bytes, 0);
    bytes.flip();
    if (read == HEADER_BYTES) {
      Header header = new Header(bytes.getLong(8), bytes.getLong(16));
      if (header.encode().equals(bytes)) {
        return new Journal(directory, disk, file, header);
      }
    }
    file.close();
    throw new StoreException(
        directory.file(NAME) + " is not a journal, or its first bytes are damaged");
  }

  /**
   * Reads everything, cuts a torn tail off, and makes the journal ready to append.
   *
   * @param acknowledged the journal must be good at least up to this position
   * @return the revision of the last commit, 0 for an empty journal
   * @throws StoreException when groups are damaged or missing; nothing was changed
   */
  long replay(long acknowledged, JournalScan.Sink sink) throws IOException, SQLException {
    JournalScan.Tail tail = scan(sink);
    if (tail.length() < acknowledged) {
      throw new StoreException(
          directory.file(NAME)
              + " is good up to byte "
              + tail.length()
              + " and revision "
              + tail.revision()
              + " only, but the index has seen it up to byte "
              + acknowledged
              + "; put the whole journal back from a backup");
    }
    if (tail.tornBytes() > 0) {
      LOG.warn(
          "{} ended with {} bytes of a group that was never acknowledged; they are cut off",
          directory.file(NAME),
          tail.tornBytes());
      file.truncate(tail.length());
      file.force(true);
    }
    length = tail.length();
    checksum = tail.checksum();
    return tail.revision();
  }

  JournalScan.Tail scan(JournalScan.Sink sink) throws IOException, SQLException {
    return new JournalScan(file, directory.file(NAME).toString())
        .scan(HEADER_BYTES, header.seed(), sink);
  }

  /** Writes one group at the end. When this fails, nothing or a part of it may be in the file. */
  void append(List<StoredCommit> commits) throws IOException {
    ByteBuffer frame = JournalFrame.encode(commits, checksum);
    int newChecksum = JournalFrame.checksumOf(frame);
    int bytes = frame.remaining();
    disk.append(file, frame, length);
    length += bytes;
    checksum = newChecksum;
  }

  void sync() throws IOException {
    disk.sync(file);
  }

  /** Removes what a failed append left behind the last good group. */
  void cutUnfinished() throws IOException {
    file.truncate(length);
  }

  /** Replaces the file by a rewritten one that is on the disk under the given name. */
  void replaceBy(String unfinished, Header newHeader, long newLength, int newChecksum)
      throws IOException {
    Files.move(directory.file(unfinished), directory.file(NAME), StandardCopyOption.ATOMIC_MOVE);
    directory.sync();
    file.close();
    file =
        FileChannel.open(directory.file(NAME), StandardOpenOption.READ, StandardOpenOption.WRITE);
    header = newHeader;
    length = newLength;
    checksum = newChecksum;
  }

  Header header() {
    return header;
  }

  /** Position after the last group. */
  long length() {
    return length;
  }

  StoreDirectory directory() {
    return directory;
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
