package io.webgateway.agent.ledger.h2;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** A {@link StoreServer} in a process of its own, as a test sees it. */
final class ServedStore implements AutoCloseable {
  private final Process process;
  private final int port;

  private ServedStore(Process process, int port) {
    this.process = process;
    this.port = port;
  }

  /** What keeps the keys. */
  enum What {
    STORE,
    MEMORY
  }

  /**
   * Starts one and waits until it listens.
   *
   * @param before what comes before the Java command, such as a tracer
   */
  static ServedStore start(
      List<String> before, Path directory, String disk, long compactFromBytes, What what)
      throws IOException {
    List<String> command = new ArrayList<>(before);
    command.addAll(
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "-Xmx192m",
            "-cp",
            System.getProperty("java.class.path"),
            StoreServer.class.getName(),
            directory.toString(),
            disk,
            Long.toString(compactFromBytes),
            what.name()));
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    BufferedReader out = process.inputReader(StandardCharsets.US_ASCII);
    String line = out.readLine();
    while (line != null && !line.startsWith("port ")) {
      line = out.readLine();
    }
    if (line == null) {
      process.destroyForcibly();
      throw new IOException("the store's process ended before it listened");
    }
    return new ServedStore(process, Integer.parseInt(line.substring("port ".length())));
  }

  /** Commits keys one after another until the process is gone, and reports each acknowledged. */
  void commitUntilGone(Iterable<String> keys, Consumer<String> acknowledged) {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      BufferedReader in =
          new BufferedReader(
              new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
      for (String key : keys) {
        socket.getOutputStream().write(("put " + key + "\n").getBytes(StandardCharsets.US_ASCII));
        String answer = in.readLine();
        if (answer == null) {
          return;
        }
        if (!answer.equals("ok " + key)) {
          throw new IllegalStateException("unexpected answer: " + answer);
        }
        acknowledged.accept(key);
      }
    } catch (IOException _) {
      // The process is gone, which is what this waits for.
    }
  }

  /** Kills the process with signal 9; a tracer around it is left to write down what it saw. */
  void kill() {
    List<ProcessHandle> traced = process.descendants().toList();
    if (traced.isEmpty()) {
      process.destroyForcibly();
    }
    traced.forEach(ProcessHandle::destroyForcibly);
    process.onExit().join();
  }

  @Override
  public void close() {
    kill();
  }
}
