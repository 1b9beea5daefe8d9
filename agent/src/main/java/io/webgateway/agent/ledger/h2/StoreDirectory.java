package io.webgateway.agent.ledger.h2;

import io.webgateway.agent.ledger.StoreException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The directory of one store, held by one process: mode 0700, its files 0600. Holding it means
 * holding the lock of its {@code lock} file, which names the holder's process id.
 */
final class StoreDirectory implements AutoCloseable {
  private static final Set<StandardOpenOption> CREATE_NEW =
      Set.of(StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW);

  private final Path path;
  private final FileChannel lockFile;

  private StoreDirectory(Path path, FileChannel lockFile) {
    this.path = path;
    this.lockFile = lockFile;
  }

  /** Creates the directory when it is missing, and takes it. */
  static StoreDirectory take(Path directory) {
    Path path = directory.toAbsolutePath().normalize();
    if (path.toString().contains(";")) {
      throw new StoreException("the store's directory " + path + " may not contain a semicolon");
    }
    try {
      Files.createDirectories(
          path, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
      Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwx------"));
      return new StoreDirectory(path, lock(path.resolve("lock")));
    } catch (IOException e) {
      throw new StoreException("the store's directory " + path + " cannot be used", e);
    }
  }

  private static FileChannel lock(Path file) throws IOException {
    FileChannel channel =
        FileChannel.open(
            file,
            Set.of(StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.CREATE),
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    try {
      if (tryLock(channel) == null) {
        throw inUse(file, channel);
      }
      channel.truncate(0);
      channel.write(
          ByteBuffer.wrap(
              (ProcessHandle.current().pid() + "\n").getBytes(StandardCharsets.US_ASCII)));
      return channel;
    } catch (IOException | StoreException e) {
      channel.close();
      throw e;
    }
  }

  private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException e) {
      return null;
    }
  }

  private static StoreException inUse(Path file, FileChannel channel) throws IOException {
    ByteBuffer holder = ByteBuffer.allocate(32);
    channel.read(holder, 0);
    String pid =
        new String(holder.array(), 0, holder.position(), StandardCharsets.US_ASCII).strip();
    return new StoreException(
        "the store in "
            + file.getParent()
            + " is in use by process "
            + (pid.isEmpty() ? "(unknown)" : pid)
            + ", which holds the lock file "
            + file
            + "; stop that process first");
  }

  Path file(String name) {
    return path.resolve(name);
  }

  Path path() {
    return path;
  }

  /** Creates a file that only its owner can read; what had its name before is gone. */
  FileChannel create(String name) throws IOException {
    Path file = file(name);
    Files.deleteIfExists(file);
    return FileChannel.open(
        file,
        CREATE_NEW,
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
  }

  /** Makes creations and renames in this directory survive a loss of power. */
  void sync() throws IOException {
    try (FileChannel directory = FileChannel.open(path, StandardOpenOption.READ)) {
      directory.force(true);
    }
  }

  @Override
  public void close() {
    try {
      lockFile.close();
    } catch (IOException e) {
      throw new StoreException("the lock of " + path + " cannot be given back", e);
    }
  }
}
