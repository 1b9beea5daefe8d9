package io.webgateway.console.web.e2e;

import io.webgateway.testing.Processes;
import io.webgateway.testing.RealAgent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/** The built console on a free port, in a process of its own. */
final class ConsoleProcess implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Process process;
  private final int port;
  private final Path log;

  private ConsoleProcess(RealAgent agent, Path folder) {
    this.port = freePort();
    this.log = folder.resolve("console.log");
    this.process = Processes.start(command(agent, folder), log);
  }

  static boolean isBuilt() {
    return jar().isPresent() && Files.isDirectory(Path.of("target/lib"));
  }

  static ConsoleProcess start(RealAgent agent, Path folder) {
    ConsoleProcess console = new ConsoleProcess(agent, folder);
    try {
      Awaitility.await("the console answers")
          .atMost(PATIENCE)
          .failFast("the console ended: " + console.log, () -> !console.process.isAlive())
          .until(console::answers);
      return console;
    } catch (RuntimeException e) {
      console.close();
      throw new IllegalStateException(console.said(), e);
    }
  }

  private List<String> command(RealAgent agent, Path folder) {
    return List.of(
        Processes.java(),
        "-XX:+UseSerialGC",
        "-XX:TieredStopAtLevel=1",
        "-Xmx256m",
        "-cp",
        jar().orElseThrow().toString(),
        "io.webgateway.console.web.ConsoleWeb",
        "--port=" + port,
        "--agent=" + agent.managementUrl(),
        "--node=" + agent.node(),
        "--visitor-port=" + agent.httpsPort(),
        "--data=" + data(folder));
  }

  static Path data(Path folder) {
    return folder.resolve("console");
  }

  String url() {
    return "http://127.0.0.1:" + port + "/";
  }

  /** All that the program printed. */
  String said() {
    return Processes.text(log);
  }

  HttpResponse<String> ask(HttpRequest request) {
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client.send(request, HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private boolean answers() {
    try {
      return ask(HttpRequest.newBuilder(URI.create(url() + "login")).build()).statusCode() == 200;
    } catch (UncheckedIOException e) {
      return false;
    }
  }

  private static Optional<Path> jar() {
    try (Stream<Path> files = Files.list(Path.of("target"))) {
      return files
          .filter(f -> String.valueOf(f.getFileName()).matches("console-web-[0-9].*\\.jar"))
          .findFirst();
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private static int freePort() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    Processes.end(process);
  }
}
