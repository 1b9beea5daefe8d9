package io.webgateway.agent.ledger.h2;

import io.webgateway.agent.ledger.StoreException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads a journal from its first frame to its last, checks every checksum and the chain of them,
 * and tells a torn tail (the group that was being written when the process or the machine stopped;
 * nobody was told that it is safe) from damage in the middle, which it refuses.
 */
final class JournalScan {
  private static final int WINDOW_BYTES = 1024 * 1024;

  private final FileChannel file;
  private final String name;
  private final long size;

  JournalScan(FileChannel file, String name) throws IOException {
    this.file = file;
    this.name = name;
    this.size = file.size();
  }

  /**
   * Where the good part of a journal ends.
   *
   * @param length bytes up to the end of the last good frame
   * @param checksum of the last good frame, or the seed when there is none
   * @param revision of the last commit, or 0
   * @param tornBytes bytes after the last good frame
   */
  record Tail(long length, int checksum, long revision, long tornBytes) {}

  /** Takes the frames of a scan. */
  @FunctionalInterface
  interface Sink {
    /**
     * One good frame.
     *
     * @param end the position after it
     */
    void accept(List<StoredCommit> commits, long end) throws IOException, SQLException;
  }

  /**
   * Reads all frames.
   *
   * @param start position of the first frame
   * @param seed what the first frame has as the checksum before it
   */
  Tail scan(long start, int seed, Sink sink) throws IOException, SQLException {
    long position = start;
    int checksum = seed;
    long revision = 0;
    while (position < size) {
      Frame frame = frameAt(position);
      if (frame == null) {
        break;
      }
      if (frame.checksumBefore != checksum) {
        throw damaged(position, "a group is missing before it");
      }
      List<StoredCommit> commits = JournalFrame.decode(frame.payload);
      revision = ascending(commits, revision, position);
      position += JournalFrame.HEADER_BYTES + frame.payload.capacity();
      checksum = frame.checksum;
      sink.accept(commits, position);
    }
    if (position < size && goodFrameAfter(position)) {
      throw damaged(position, "good groups follow a bad one");
    }
    return new Tail(position, checksum, revision, size - position);
  }

  private long ascending(List<StoredCommit> commits, long before, long position) {
    long revision = before;
    for (StoredCommit commit : commits) {
      if (commit.revision() <= revision) {
        throw damaged(position, "its revisions do not ascend");
      }
      revision = commit.revision();
    }
    return revision;
  }

  private StoreException damaged(long position, String why) {
    return new StoreException(
        "the journal "
            + name
            + " is damaged at byte "
            + position
            + ": "
            + why
            + "; nothing was changed, restore it from a backup");
  }

  /** A frame whose checksum is right. */
  private record Frame(int checksumBefore, int checksum, ByteBuffer payload) {}

  private @Nullable Frame frameAt(long position) throws IOException {
    if (size - position < JournalFrame.HEADER_BYTES) {
      return null;
    }
    ByteBuffer header = read(position, JournalFrame.HEADER_BYTES);
    int magic = header.getInt();
    int length = header.getInt();
    int before = header.getInt();
    int checksum = header.getInt();
    if (magic != JournalFrame.MAGIC
        || length <= 0
        || length > JournalFrame.MAX_PAYLOAD_BYTES
        || length > size - position - JournalFrame.HEADER_BYTES) {
      return null;
    }
    ByteBuffer payload = read(position + JournalFrame.HEADER_BYTES, length);
    return JournalFrame.checksum(payload, before) == checksum
        ? new Frame(before, checksum, payload)
        : null;
  }

  private boolean goodFrameAfter(long position) throws IOException {
    for (long at = position + 1;
        at <= size - JournalFrame.HEADER_BYTES;
        at += WINDOW_BYTES - Integer.BYTES + 1) {
      ByteBuffer window = read(at, (int) Math.min(WINDOW_BYTES, size - at));
      for (int i = 0; i <= window.limit() - Integer.BYTES; i++) {
        if (window.getInt(i) == JournalFrame.MAGIC && frameAt(at + i) != null) {
          return true;
        }
      }
    }
    return false;
  }

  private ByteBuffer read(long position, int length) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(length);
    while (bytes.hasRemaining()) {
      if (file.read(bytes, position + bytes.position()) < 0) {
        throw new IOException(name + " became shorter while it was read");
      }
    }
    return bytes.flip();
  }
}
