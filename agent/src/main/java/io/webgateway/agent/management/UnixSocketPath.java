package io.webgateway.agent.management;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/**
 * The place of the unix socket. Its folder has mode 0750: who may enter it is the node's local
 * administrator, whatever the mode of the socket itself.
 *
 * @param path the socket
 */
record UnixSocketPath(Path path) {
  private static final Set<PosixFilePermission> FOLDER =
      PosixFilePermissions.fromString("rwxr-x---");
  private static final int MAX_PATH_BYTES = 107;

  /**
   * Makes room for a new socket: the folder is made and closed to others, and a socket that a dead
   * process left behind is removed.
   *
   * @throws IOException when another process answers there, or something else lies there
   */
  void prepare() throws IOException {
    if (path.toString().getBytes(java.nio.charset.StandardCharsets.UTF_8).length > MAX_PATH_BYTES) {
      throw new IOException(
          "The path of the management socket is longer than 107 bytes: "
              + path
              + "; name a shorter one in management.unixSocket");
    }
    Path folder = path.toAbsolutePath().getParent();
    if (folder == null) {
      throw new IOException(path + " is no place for a socket");
    }
    Files.createDirectories(folder);
    Files.setPosixFilePermissions(folder, FOLDER);
    if (Files.exists(path, java.nio.file.LinkOption.NOFOLLOW_LINKS)) {
      requireDead();
      Files.delete(path);
    }
  }

  /** Removes the socket; no fault when it is gone already. */
  void remove() throws IOException {
    Files.deleteIfExists(path);
  }

  private void requireDead() throws IOException {
    boolean isSocket =
        Files.readAttributes(
                path,
                java.nio.file.attribute.BasicFileAttributes.class,
                java.nio.file.LinkOption.NOFOLLOW_LINKS)
            .isOther();
    if (!isSocket) {
      throw new IOException(
          path + " is no socket; move it away, or name another in management.unixSocket");
    }
    if (answers()) {
      throw new IOException(
          "Another agent answers on "
              + path
              + "; stop it, or name another data directory in the configuration");
    }
  }

  private boolean answers() {
    try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
      return channel.connect(UnixDomainSocketAddress.of(path));
    } catch (IOException e) {
      return false;
    }
  }
}
