package io.webgateway.agent.observe.usage;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.zip.CRC32C;

/**
 * The file of one day, in UTC: frames of rows, each with length and checksum, each written and
 * synced before it counts. What a crash left of a frame is cut off when the file is opened, so a
 * frame counts whole or not at all, and once. Not for several threads.
 */
final class UsageDay implements AutoCloseable {
  private static final int FRAME_HEAD_BYTES = 8;
  private static final int MAX_FRAME_BYTES = 64 << 20;
  private static final int COLUMNS = 10;

  private final FileChannel channel;
  private final Map<Slot, UsageTotals> sums;
  private long goodBytes;

  /** One hour of one workload. */
  record Slot(Instant hour, UsageKey key) {}

  private UsageDay(FileChannel channel, Map<Slot, UsageTotals> sums, long goodBytes) {
    this.channel = channel;
    this.sums = sums;
    this.goodBytes = goodBytes;
  }

  /** Opens or creates a day's file to write on. */
  static UsageDay open(Path file) throws IOException {
    if (!Files.exists(file)) {
      Files.createFile(
          file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      syncDirectory(file);
    }
    Map<Slot, UsageTotals> sums = new HashMap<>();
    long good = scan(Files.readAllBytes(file), sums);
    FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE);
    channel.truncate(good);
    channel.position(good);
    return new UsageDay(channel, sums, good);
  }

  /** Reads a day's file that nobody writes on. */
  static Map<Slot, UsageTotals> read(Path file) throws IOException {
    Map<Slot, UsageTotals> sums = new HashMap<>();
    scan(Files.readAllBytes(file), sums);
    return sums;
  }

  /** What it has. */
  Map<Slot, UsageTotals> sums() {
    return sums;
  }

  /**
   * Adds rows; they are on disk when this returns.
   *
   * @throws IOException when they are not; then none of them counts
   */
  void append(Collection<UsageRow> rows) throws IOException {
    ByteBuffer frame = frame(rows);
    // What is left of one that failed.
    channel.truncate(goodBytes);
    channel.position(goodBytes);
    while (frame.hasRemaining()) {
      channel.write(frame);
    }
    channel.force(false);
    goodBytes = channel.position();
    rows.forEach(row -> add(sums, row));
  }

  /** Writes one frame with one row per hour and workload in place of all that there are. */
  static void compact(Path file, Map<Slot, UsageTotals> sums) throws IOException {
    Path next = file.resolveSibling(file.getFileName() + ".next");
    Files.deleteIfExists(next);
    try (UsageDay day = open(next)) {
      day.append(
          sums.entrySet().stream()
              .map(e -> new UsageRow(e.getKey().hour(), e.getKey().key(), e.getValue()))
              .toList());
    }
    Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    syncDirectory(file);
  }

  private static void syncDirectory(Path file) throws IOException {
    Path directory = file.toAbsolutePath().getParent();
    if (directory != null) {
      try (FileChannel folder = FileChannel.open(directory, Set.of(StandardOpenOption.READ))) {
        folder.force(true);
      }
    }
  }

  private static ByteBuffer frame(Collection<UsageRow> rows) {
    StringBuilder text = new StringBuilder(rows.size() * 96);
    for (UsageRow row : rows) {
      UsageTotals totals = row.totals();
      text.append(row.from().getEpochSecond()).append('\t');
      text.append(row.key().workload()).append('\t').append(row.key().tenant());
      for (long number :
          new long[] {
            totals.requests(),
            totals.bytesIn(),
            totals.bytesOut(),
            totals.connections(),
            totals.connectionMillis(),
            totals.datagramsIn(),
            totals.datagramsOut()
          }) {
        text.append('\t').append(number);
      }
      text.append('\n');
    }
    byte[] payload = text.toString().getBytes(StandardCharsets.UTF_8);
    ByteBuffer frame = ByteBuffer.allocate(FRAME_HEAD_BYTES + payload.length);
    return frame.putInt(payload.length).putInt(checksum(payload)).put(payload).flip();
  }

  private static int checksum(byte[] payload) {
    CRC32C crc = new CRC32C();
    crc.update(payload);
    return (int) crc.getValue();
  }

  /** Adds up all whole frames; answers where the first that is not whole begins. */
  private static long scan(byte[] bytes, Map<Slot, UsageTotals> sums) {
    ByteBuffer in = ByteBuffer.wrap(bytes);
    int good = 0;
    while (in.remaining() >= FRAME_HEAD_BYTES) {
      int length = in.getInt();
      int sum = in.getInt();
      if (length < 0 || length > MAX_FRAME_BYTES || length > in.remaining()) {
        break;
      }
      byte[] payload = new byte[length];
      in.get(payload);
      if (checksum(payload) != sum) {
        break;
      }
      new String(payload, StandardCharsets.UTF_8).lines().forEach(line -> add(sums, row(line)));
      good = in.position();
    }
    return good;
  }

  private static UsageRow row(String line) {
    String[] columns = line.split("\t", COLUMNS);
    long[] numbers = new long[COLUMNS];
    for (int i = 3; i < COLUMNS; i++) {
      numbers[i] = Long.parseLong(columns[i]);
    }
    return new UsageRow(
        Instant.ofEpochSecond(Long.parseLong(columns[0])),
        new UsageKey(columns[1], columns[2]),
        new UsageTotals(
            numbers[3], numbers[4], numbers[5], numbers[6], numbers[7], numbers[8], numbers[9]));
  }

  private static void add(Map<Slot, UsageTotals> sums, UsageRow row) {
    sums.merge(new Slot(row.from(), row.key()), row.totals(), UsageTotals::plus);
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
