package io.webgateway.bench;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Where a run happens.
 *
 * @param folder of this run, removed afterwards
 * @param home the checkout
 * @param proxyCore the core of whichever proxy has its turn
 * @param loadCore the core of the load generator and the backend
 * @param backendPort where the backend listens
 * @param datagramPort where the backend of datagrams listens, while there is a load of them
 */
record Place(
    Path folder, Path home, int proxyCore, int loadCore, int backendPort, int datagramPort) {
  /** The answer that the backend gives: 1 KiB. */
  static final String ANSWER = "x".repeat(1024);

  /** The host that every proxy routes. */
  static final String HOST = "bench.gw.localhost";

  /** The length of a large body: 64 MiB. */
  static final long BODY_BYTES = 64L << 20;

  private static final int CHUNK_BYTES = 1 << 20;

  Path peers() {
    return home.resolve("bench/peers");
  }

  /** The first words of a command that is held to the load generator's core. */
  List<String> onLoadCore() {
    return List.of("taskset", "-c", Integer.toString(loadCore));
  }

  /** The large body, down and up. */
  Path body() {
    return folder.resolve("body");
  }

  /** Writes the large body: nothing that compresses, the same in every run. */
  void writeBody() throws IOException {
    Random random = new Random(1);
    byte[] chunk = new byte[CHUNK_BYTES];
    try (OutputStream out = Files.newOutputStream(body())) {
      for (long written = 0; written < BODY_BYTES; written += CHUNK_BYTES) {
        random.nextBytes(chunk);
        out.write(chunk);
      }
    }
  }

  /** Fills in one of the files under {@code bench/peers}; answers where the result lies. */
  Path settings(String file, Map<String, String> values) throws IOException {
    String text = text(file);
    // What is put in may have gaps of its own.
    for (String name :
        List.of("STREAM", "TCP_PORT", "UDP_PORT", "TLS_PORT", "PORT", "MANAGEMENT")) {
      text = text.replace("@" + name + "@", values.getOrDefault(name, ""));
    }
    text =
        text.replace("@FOLDER@", folder.toString())
            .replace("@BACKEND@", Integer.toString(backendPort))
            .replace("@DATAGRAMS@", Integer.toString(datagramPort))
            .replace("@ANSWER@", ANSWER);
    Path filled = folder.resolve(file);
    Files.writeString(filled, text);
    return filled;
  }

  /** One of the files under {@code bench/peers}, as it stands there. */
  String text(String file) throws IOException {
    return Files.readString(peers().resolve(file));
  }

  /** The hash of files under {@code bench/peers}, as they stand there. */
  String hash(String... files) throws IOException {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      for (String file : files) {
        digest.update(text(file).getBytes(StandardCharsets.UTF_8));
      }
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /** A port of loopback that nobody uses now. */
  static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
