package io.webgateway.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A real agent on free ports of 127.0.0.1, in a process of its own, started from its built jar and
 * enrolled by the public command line. The provider's identity is called {@code provider}, its pool
 * {@value #POOL}. One thread at a time.
 *
 * <pre>
 * assumeThat(RealAgent.isBuilt()).isTrue();
 * try (var service = SampleService.start("blog");
 *     var agent = RealAgent.start(folder, List.of(service.address()))) {
 *   agent.webgw("identity", "new", "alice", ...);
 * }
 * </pre>
 */
public final class RealAgent implements AutoCloseable {
  /** The domain of the pool that the node is in. */
  public static final String POOL = "gw.localhost";

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final long LOOK_MILLIS = 50;
  private static final Pattern NODE = Pattern.compile("\"node\"\\s*:\\s*\"([A-Za-z0-9_-]{43})\"");

  private final Path folder;
  private final Ports ports;
  private Process process;
  private String node = "";

  private record Ports(int http, int https, int management) {}

  private RealAgent(Path folder, Ports ports) {
    this.folder = folder;
    this.ports = ports;
    this.process = launch();
  }

  /** What a command of {@code webgw} left: its exit code, and all it printed. */
  public record Ran(int exitCode, String output) {
    /** The output of a command that must have worked. */
    public String required() {
      if (exitCode != 0) {
        throw new IllegalStateException("webgw ended with " + exitCode + ":\n" + output);
      }
      return output;
    }
  }

  /** Whether the agent's jar is there; tests without it report themselves skipped. */
  public static boolean isBuilt() {
    return AgentJar.find().isPresent();
  }

  /**
   * Starts an agent and enrols it.
   *
   * @param folder for its configuration, data and logs, and the command line's home
   * @param backends addresses on loopback that workloads may name
   */
  public static RealAgent start(Path folder, List<String> backends) {
    Ports ports = freePorts();
    write(folder.resolve("agent.yaml"), config(folder, ports, backends));
    RealAgent agent = new RealAgent(folder, ports);
    try {
      agent.awaitSocket();
      agent.enrol();
      return agent;
    } catch (RuntimeException e) {
      agent.close();
      throw e;
    }
  }

  private void enrol() {
    String local = "unix:" + socket();
    webgw("identity", "new", "provider", "--display-name", "Test provider", "--agent", local)
        .required();
    String enrolled =
        webgw(
                "node",
                "enrol",
                "--pool",
                POOL,
                "--display-name",
                "Test provider",
                "--identity",
                "provider",
                "--agent",
                local,
                "-o",
                "json")
            .required();
    Matcher found = NODE.matcher(enrolled);
    if (!found.find()) {
      throw new IllegalStateException("no node id in: " + enrolled);
    }
    node = found.group(1);
  }

  /** The node's id, which clients pin. */
  public String node() {
    return node;
  }

  /** The management API: {@code https://127.0.0.1:port}. */
  public String managementUrl() {
    return "https://127.0.0.1:" + ports.management;
  }

  /** The port of visitors in clear. */
  public int httpPort() {
    return ports.http;
  }

  /** The port of visitors on TLS. */
  public int httpsPort() {
    return ports.https;
  }

  /** The home of the identities and profiles that {@link #webgw} uses. */
  public Path home() {
    return folder.resolve("home");
  }

  /** The agent's log. */
  public Path log() {
    return folder.resolve("agent.log");
  }

  /** Runs a command of the public command line in a process of its own and waits for its end. */
  public Ran webgw(String... arguments) {
    List<String> command = new ArrayList<>(program());
    command.addAll(Arrays.asList(arguments));
    command.addAll(List.of("--home", home().toString()));
    Path output = folder.resolve("webgw-" + System.nanoTime() + ".log");
    Process run = Processes.start(command, output);
    try {
      if (!run.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
        Processes.end(run);
        throw new IllegalStateException("webgw does not end: " + List.of(arguments));
      }
    } catch (InterruptedException e) {
      Processes.end(run);
      throw new IllegalStateException("interrupted", e);
    }
    return new Ran(run.exitValue(), Processes.text(output));
  }

  /** Ends the process and leaves the data: what clients of a node that went away see. */
  public void stop() {
    Processes.end(process);
  }

  /** Starts again after {@link #stop}, with the same data and ports. */
  public void restart() {
    process = launch();
    awaitSocket();
  }

  @Override
  public void close() {
    stop();
  }

  private Process launch() {
    List<String> command = new ArrayList<>(program());
    command.addAll(List.of("agent", "run", "--config", folder.resolve("agent.yaml").toString()));
    return Processes.start(command, log());
  }

  private static List<String> program() {
    Path jar =
        AgentJar.find().orElseThrow(() -> new IllegalStateException("the agent is not built"));
    return List.of(
        Processes.java(),
        "--enable-native-access=ALL-UNNAMED",
        "--sun-misc-unsafe-memory-access=allow",
        "-XX:+UseSerialGC",
        "-XX:TieredStopAtLevel=1",
        "-Xmx256m",
        "-Dwebgw.log.level=INFO",
        "-cp",
        jar.toString(),
        "io.webgateway.agent.cli.Webgw");
  }

  private Path socket() {
    return folder.resolve("run/management.sock");
  }

  private void awaitSocket() {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!answers()) {
      if (System.nanoTime() > end || !process.isAlive()) {
        throw new IllegalStateException("the agent does not start:\n" + Processes.text(log()));
      }
      try {
        TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
      } catch (InterruptedException e) {
        throw new IllegalStateException("interrupted", e);
      }
    }
  }

  private boolean answers() {
    if (!Files.exists(socket())) {
      return false;
    }
    try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
      return channel.connect(UnixDomainSocketAddress.of(socket()));
    } catch (IOException e) {
      return false;
    }
  }

  private static String config(Path folder, Ports ports, List<String> backends) {
    String listed = backends.stream().map("\n    - "::concat).collect(Collectors.joining());
    return """
        dataDirectory: %s
        listeners:
          http: 127.0.0.1:%d
          https: 127.0.0.1:%d
          forward: %s
        management:
          unixSocket: %s
          tls: 127.0.0.1:%d
        certificates:
          localCa: true
        backends:
          listed:%s
        """
        .formatted(
            folder.resolve("data"),
            ports.http,
            ports.https,
            ownLoopback(ports.https),
            folder.resolve("run/management.sock"),
            ports.management,
            backends.isEmpty() ? " []" : listed);
  }

  // Ports of workloads are chosen by tests: an address of its own keeps agents apart.
  private static String ownLoopback(int port) {
    return "127.77." + port / 256 + "." + port % 256;
  }

  // Somebody else may take a port before the agent does; the agent then says so and the test fails.
  private static Ports freePorts() {
    InetAddress loopback = InetAddress.getLoopbackAddress();
    try (ServerSocket http = new ServerSocket(0, 1, loopback);
        ServerSocket https = new ServerSocket(0, 1, loopback);
        ServerSocket management = new ServerSocket(0, 1, loopback)) {
      return new Ports(http.getLocalPort(), https.getLocalPort(), management.getLocalPort());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void write(Path file, String text) {
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
      Files.writeString(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
