package io.webgateway.agent.upgrade;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * Where two processes of a node meet: a folder that nobody else may enter, made for one upgrade.
 *
 * @param folder mode 0700
 */
record UpgradePaths(Path folder) {
  // Of a unix socket, with the longest name below and the final zero.
  private static final int MAX_PATH_BYTES = 107;

  /**
   * Makes a fresh one below a folder of the agent's.
   *
   * @throws IOException when it cannot be made, or its path is too long for a socket
   */
  static UpgradePaths fresh(Path parent) throws IOException {
    Files.createDirectories(parent);
    Path folder =
        Files.createTempDirectory(
            parent,
            "u",
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    UpgradePaths paths = new UpgradePaths(folder);
    int bytes = paths.sockets().toString().getBytes(StandardCharsets.UTF_8).length;
    if (bytes > MAX_PATH_BYTES) {
      paths.remove();
      throw new IOException(
          "the path " + paths.sockets() + " is longer than " + MAX_PATH_BYTES + " bytes");
    }
    return paths;
  }

  Path talk() {
    return folder.resolve("talk");
  }

  Path sockets() {
    return folder.resolve("sockets");
  }

  Path flows() {
    return folder.resolve("flows");
  }

  /** Connections that are there stay. */
  void remove() throws IOException {
    for (Path each : new Path[] {talk(), sockets(), flows(), folder}) {
      Files.deleteIfExists(each);
    }
  }
}
