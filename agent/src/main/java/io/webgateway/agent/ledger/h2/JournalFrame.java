package io.webgateway.agent.ledger.h2;

import io.webgateway.agent.ledger.Commit.Write;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32C;

/**
 * The bytes of one group of commits in the journal. Pure.
 *
 * <pre>
 * magic 4 | payload length 4 | checksum of the frame before 4 | checksum 4 | payload
 * payload: revision 8 | writes 4 | write...      one after another, all commits of the group
 * write:   1 put, 2 delete 1 | key length 4 | key | only for put: value length 4 | value
 * </pre>
 *
 * The checksum (CRC-32C) covers length, the checksum before, and payload. A group is one frame, and
 * a frame is synced before the next is written, so a crash can tear the last frame only.
 */
final class JournalFrame {
  /** Starts with two bytes that no UTF-8 text contains. */
  static final int MAGIC = 0xFFFE4A46;

  static final int HEADER_BYTES = 16;

  /** More than the largest possible group; a greater length is damage. */
  static final int MAX_PAYLOAD_BYTES = 128 * 1024 * 1024;

  private static final byte PUT = 1;
  private static final byte DELETE = 2;

  private JournalFrame() {}

  static ByteBuffer encode(List<StoredCommit> commits, int checksumBefore) {
    byte[] payload = payload(commits);
    ByteBuffer frame = ByteBuffer.allocate(HEADER_BYTES + payload.length);
    frame.putInt(MAGIC).putInt(payload.length).putInt(checksumBefore);
    frame.putInt(checksum(ByteBuffer.wrap(payload), checksumBefore)).put(payload);
    return frame.flip();
  }

  /** The checksum that stands in an encoded frame. */
  static int checksumOf(ByteBuffer frame) {
    return frame.getInt(12);
  }

  static int checksum(ByteBuffer payload, int checksumBefore) {
    CRC32C crc = new CRC32C();
    crc.update(ByteBuffer.allocate(8).putInt(payload.remaining()).putInt(checksumBefore).flip());
    crc.update(payload.duplicate());
    return (int) crc.getValue();
  }

  private static byte[] payload(List<StoredCommit> commits) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      for (StoredCommit commit : commits) {
        out.writeLong(commit.revision());
        out.writeInt(commit.writes().size());
        for (Write write : commit.writes()) {
          encode(write, out);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory cannot fail", e);
    }
    return bytes.toByteArray();
  }

  private static void encode(Write write, DataOutputStream out) throws IOException {
    switch (write) {
      case Write.Put(String key, String value) -> {
        out.writeByte(PUT);
        encode(key, out);
        encode(value, out);
      }
      case Write.Delete(String key) -> {
        out.writeByte(DELETE);
        encode(key, out);
      }
    }
  }

  private static void encode(String text, DataOutputStream out) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    out.writeInt(bytes.length);
    out.write(bytes);
  }

  /** Reads a payload whose checksum was right. */
  static List<StoredCommit> decode(ByteBuffer payload) {
    ByteBuffer in = payload.duplicate();
    List<StoredCommit> commits = new ArrayList<>();
    while (in.hasRemaining()) {
      long revision = in.getLong();
      int count = in.getInt();
      List<Write> writes = new ArrayList<>(count);
      for (int i = 0; i < count; i++) {
        writes.add(decodeWrite(in));
      }
      commits.add(new StoredCommit(revision, writes));
    }
    return commits;
  }

  private static Write decodeWrite(ByteBuffer in) {
    byte kind = in.get();
    String key = decodeText(in);
    return switch (kind) {
      case PUT -> new Write.Put(key, decodeText(in));
      case DELETE -> new Write.Delete(key);
      default -> throw new IllegalStateException("unknown kind of write in the journal: " + kind);
    };
  }

  private static String decodeText(ByteBuffer in) {
    byte[] bytes = new byte[in.getInt()];
    in.get(bytes);
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
