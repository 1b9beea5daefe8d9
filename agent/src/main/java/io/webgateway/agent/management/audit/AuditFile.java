package io.webgateway.agent.management.audit;

import io.webgateway.wire.Json;
import io.webgateway.wire.WireException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The trail on disk: one JSON object a line, mode 0600. Whatever a caller wrote into a path is
 * escaped by JSON, so no call can forge a line. When the file reaches its size it is renamed to
 * {@code .1}, and those before move on; the oldest of {@value #KEPT} is deleted. One thread.
 */
final class AuditFile implements AutoCloseable {
  static final int KEPT = 4;
  private static final long MAX_BYTES = 16L * 1024 * 1024;

  private final Path path;
  private final long maxBytes;
  private FileChannel channel;

  AuditFile(Path path) {
    this(path, MAX_BYTES);
  }

  AuditFile(Path path, long maxBytes) {
    this.path = path;
    this.maxBytes = maxBytes;
    this.channel = open(path);
    endTornLine();
  }

  // A process that died in the middle of a line must not spoil the next one.
  private void endTornLine() {
    try {
      long size = channel.size();
      ByteBuffer last = ByteBuffer.allocate(1);
      try (FileChannel reader = FileChannel.open(path, StandardOpenOption.READ)) {
        reader.read(last, Math.max(0, size - 1));
      }
      if (size > 0 && last.get(0) != '\n') {
        channel.write(ByteBuffer.wrap(new byte[] {'\n'}));
      }
    } catch (IOException e) {
      throw new UncheckedIOException("The audit file " + path + " cannot be written", e);
    }
  }

  /** The newest entries that can be read, oldest first; a torn last line is passed over. */
  static List<AuditEntry> tail(Path path, int limit) {
    if (!Files.exists(path)) {
      return List.of();
    }
    try (Stream<String> lines = Files.lines(path, StandardCharsets.UTF_8)) {
      List<AuditEntry> entries = new ArrayList<>();
      lines.forEach(
          line -> {
            parsed(line).ifPresent(entries::add);
            if (entries.size() > 2 * limit) {
              entries.subList(0, entries.size() - limit).clear();
            }
          });
      return entries.subList(Math.max(0, entries.size() - limit), entries.size());
    } catch (IOException e) {
      throw new UncheckedIOException("The audit file " + path + " cannot be read", e);
    }
  }

  void append(AuditEntry entry) {
    ByteBuffer line = ByteBuffer.wrap((Json.write(entry) + "\n").getBytes(StandardCharsets.UTF_8));
    try {
      if (channel.size() > 0 && channel.size() + line.remaining() > maxBytes) {
        rotate();
      }
      while (line.hasRemaining()) {
        channel.write(line);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("The audit file " + path + " cannot be written", e);
    }
  }

  private void rotate() throws IOException {
    channel.close();
    for (int i = KEPT - 1; i >= 1; i--) {
      Path from = i == 1 ? path : numbered(i - 1);
      if (Files.exists(from)) {
        Files.move(from, numbered(i), StandardCopyOption.REPLACE_EXISTING);
      }
    }
    channel = open(path);
  }

  private Path numbered(int number) {
    return path.resolveSibling(path.getFileName() + "." + number);
  }

  private static FileChannel open(Path path) {
    try {
      FileChannel channel =
          FileChannel.open(
              path,
              Set.of(
                  StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.APPEND),
              PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rw-------"));
      return channel;
    } catch (IOException e) {
      throw new UncheckedIOException("The audit file " + path + " cannot be opened", e);
    }
  }

  private static Optional<AuditEntry> parsed(String line) {
    try {
      return Optional.of(Json.read(line, AuditEntry.class));
    } catch (WireException e) {
      return Optional.empty();
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
