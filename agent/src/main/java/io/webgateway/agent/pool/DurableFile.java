package io.webgateway.agent.pool;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Set;

/**
 * Files that are there as a whole or not at all, on disk before the call returns, and readable by
 * the agent's user alone unless said otherwise.
 */
public final class DurableFile {
  private static final Set<PosixFilePermission> OWNER_ONLY =
      PosixFilePermissions.fromString("rw-------");
  private static final Set<PosixFilePermission> READABLE =
      PosixFilePermissions.fromString("rw-r--r--");
  private static final Set<PosixFilePermission> OTHERS =
      EnumSet.complementOf(EnumSet.copyOf(PosixFilePermissions.fromString("rwx------")));

  private static final String TEMPORARY_START = ".writing-certificate-";
  private static final String TEMPORARY_END = ".tmp";

  private DurableFile() {}

  /** Makes a directory, mode 0700, unless it exists. */
  public static void createDirectory(Path directory) throws IOException {
    if (!Files.isDirectory(directory)) {
      Files.createDirectories(
          directory,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    }
  }

  /** Removes what a process that was killed while writing left behind. */
  public static void removeLeftovers(Path directory) throws IOException {
    try (DirectoryStream<Path> files =
        Files.newDirectoryStream(directory, TEMPORARY_START + "*" + TEMPORARY_END)) {
      for (Path file : files) {
        Files.deleteIfExists(file);
      }
    }
  }

  /** Writes or replaces a file, mode 0600. */
  public static void write(Path file, byte[] content) throws IOException {
    Path temporary = temporary(file, content, OWNER_ONLY);
    Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
    syncDirectory(file);
  }

  /** Writes or replaces a file without secrets, mode 0644. */
  public static void writeReadable(Path file, byte[] content) throws IOException {
    Path temporary = temporary(file, content, READABLE);
    Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
    syncDirectory(file);
  }

  /** Writes a file, mode 0600, unless it exists; whoever comes first wins. */
  public static void createOnce(Path file, byte[] content) throws IOException {
    Path temporary = temporary(file, content, OWNER_ONLY);
    try {
      Files.createLink(file, temporary);
    } catch (FileAlreadyExistsException _) {
      // Somebody else was first, and that is what was asked for.
    } finally {
      Files.delete(temporary);
    }
    syncDirectory(file);
  }

  /** Removes a file; nothing happens when there is none. */
  public static void delete(Path file) throws IOException {
    if (Files.deleteIfExists(file)) {
      syncDirectory(file);
    }
  }

  /**
   * Reads a file with secrets.
   *
   * @throws IOException also when others than the owner may read or change it
   */
  public static byte[] readOwnerOnly(Path file) throws IOException {
    Set<PosixFilePermission> permissions =
        Files.getPosixFilePermissions(file, LinkOption.NOFOLLOW_LINKS);
    if (permissions.stream().anyMatch(OTHERS::contains)) {
      throw new IOException(
          file
              + " has the mode "
              + PosixFilePermissions.toString(permissions)
              + ", so others may read its secrets; replace those, or run chmod 600 on it.");
    }
    return Files.readAllBytes(file);
  }

  private static Path temporary(Path file, byte[] content, Set<PosixFilePermission> mode)
      throws IOException {
    Path directory = directoryOf(file);
    Path temporary =
        Files.createTempFile(
            directory,
            TEMPORARY_START,
            TEMPORARY_END,
            PosixFilePermissions.asFileAttribute(OWNER_ONLY));
    try (FileChannel channel = FileChannel.open(temporary, StandardOpenOption.WRITE)) {
      ByteBuffer bytes = ByteBuffer.wrap(content);
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
      Files.setPosixFilePermissions(temporary, mode);
      channel.force(true);
    } catch (IOException e) {
      Files.deleteIfExists(temporary);
      throw e;
    }
    return temporary;
  }

  private static void syncDirectory(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(directoryOf(file), StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  private static Path directoryOf(Path file) {
    Path parent = file.toAbsolutePath().getParent();
    if (parent == null) {
      throw new IllegalArgumentException(file + " is not a file");
    }
    return parent;
  }
}
