package io.webgateway.agent.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.netty.channel.epoll.Epoll;
import io.webgateway.agent.proxy.fixture.UdpBackend;
import io.webgateway.agent.proxy.fixture.UdpClient;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An agent in a process of its own under a service manager that keeps its listening sockets. */
class ServiceRestartIT {
  private static final Path PYTHON = Path.of("/usr/bin/python3");
  private static final int ANSWER_MILLIS = 30_000;

  @TempDir Path folder;
  private Optional<Process> manager = Optional.empty();
  private EchoServer echo = EchoServer.NOWHERE;
  private Optional<UdpBackend> datagrams = Optional.empty();
  private int tcpPort;
  private int udpPort;
  private CliRun cli = new CliRun(Path.of("nowhere"), InstantSource.system());

  @BeforeEach
  void aServiceThatServes() throws IOException {
    assumeTrue(Epoll.isAvailable(), "there is no epoll");
    assumeTrue(Files.isExecutable(PYTHON), "python3 is not installed");
    echo = EchoServer.start();
    UdpBackend udp = UdpBackend.echo();
    datagrams = Optional.of(udp);
    tcpPort = UpgradeWorld.freePort();
    udpPort = UpgradeWorld.freePort();
    Path config = config(udp);
    start(config);
    awaitLines("ready", 1);
    cli = new CliRun(folder.resolve("home"), InstantSource.system());
    cli.with("WEBGW_AGENT", "unix:" + folder.resolve("m.sock")).with("WEBGW_IDENTITY", "ann");
    ok("identity", "new", "ann");
    ok("node", "enrol", "--pool", "gw.example.org", "--admission", "OPEN");
    ok("grant", "ann", "--names", "2", "--ports", "9", "--for", "30d", "--pool", "gw.example.org");
    ok("reserve", "blog", "--sponsor", "ann");
    publish("TcpForward", "tcp", tcpPort, echo.port());
    publish("UdpForward", "udp", udpPort, udp.port());
  }

  private Path config(UdpBackend udp) throws IOException {
    return Files.writeString(
        folder.resolve("agent.yaml"),
        """
        dataDirectory: %s
        listeners: {http: off, https: off}
        management:
          tls: off
          unixSocket: %s
        backends:
          listed: ["127.0.0.1:%d", "127.0.0.1:%d"]
        eventLoopThreads: 2
        """
            .formatted(folder.resolve("node"), folder.resolve("m.sock"), echo.port(), udp.port()));
  }

  private void start(Path config) throws IOException {
    Path script = folder.resolve("service-manager.py");
    try (InputStream source = ServiceRestartIT.class.getResourceAsStream("service-manager.py")) {
      Files.copy(Objects.requireNonNull(source), script);
    }
    List<String> command =
        List.of(
            PYTHON.toString(),
            script.toString(),
            folder.resolve("notify").toString(),
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow",
            "-Dwebgw.log.level=INFO",
            "-cp",
            System.getProperty("java.class.path"),
            Webgw.class.getName(),
            "agent",
            "run",
            "--config",
            config.toString());
    manager =
        Optional.of(
            new ProcessBuilder(command)
                .redirectError(folder.resolve("agent.log").toFile())
                .redirectOutput(folder.resolve("manager.log").toFile())
                .start());
  }

  private void publish(String kind, String id, int port, int backend) {
    cli.input(
        """
        kind: %s
        namespace: blog
        id: %s
        pools: [gw.example.org]
        port: %d
        backends: [{address: "127.0.0.1:%d"}]
        """
            .formatted(kind, id, port, backend));
    ok("apply", "-f", "-", "--wait");
  }

  private void ok(String... arguments) {
    CliRun.Result result = cli.run(arguments);
    assertThat(result.code()).as(String.join(" ", arguments) + ": " + result.err()).isZero();
  }

  @AfterEach
  void close() throws Exception {
    datagrams.ifPresent(UdpBackend::close);
    echo.close();
    if (manager.isPresent()) {
      manager.get().getOutputStream().close();
      if (!manager.get().waitFor(20, TimeUnit.SECONDS)) {
        manager.get().descendants().forEach(ProcessHandle::destroyForcibly);
        manager.get().destroyForcibly();
      }
    }
  }

  private void tell(String word) throws IOException {
    Process open = manager.orElseThrow();
    open.getOutputStream().write((word + "\n").getBytes(StandardCharsets.US_ASCII));
    open.getOutputStream().flush();
  }

  private List<String> said(String beginning) throws IOException {
    return Files.readAllLines(folder.resolve("manager.log")).stream()
        .filter(line -> line.startsWith(beginning))
        .toList();
  }

  private static ConditionFactory patiently() {
    return await().atMost(Duration.ofSeconds(60));
  }

  private void awaitLines(String beginning, int count) {
    patiently()
        .untilAsserted(
            () ->
                assertThat(said(beginning))
                    .as(() -> textOf(folder.resolve("agent.log")))
                    .hasSize(count));
  }

  private static String textOf(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      return e.toString();
    }
  }

  /** Comes again and again, on a connection of its own each time; answers what went wrong. */
  private CompletableFuture<List<IOException>> visit(AtomicBoolean over) {
    CompletableFuture<List<IOException>> told = new CompletableFuture<>();
    Thread.ofVirtual()
        .start(
            () -> {
              List<IOException> faults = new ArrayList<>();
              while (!over.get()) {
                try {
                  visitOnce();
                } catch (IOException e) {
                  faults.add(e);
                }
                // So many connections that no limit of them is reached.
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
              }
              told.complete(faults);
            });
    return told;
  }

  private void visitOnce() throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), tcpPort)) {
      socket.setSoTimeout(ANSWER_MILLIS);
      socket.getOutputStream().write("hello".getBytes(StandardCharsets.US_ASCII));
      byte[] answer = socket.getInputStream().readNBytes(5);
      if (!new String(answer, StandardCharsets.US_ASCII).equals("hello")) {
        throw new IOException("the answer ended early");
      }
    }
  }

  private List<IOException> faultsDuring(String word, int ready) throws Exception {
    AtomicBoolean over = new AtomicBoolean();
    CompletableFuture<List<IOException>> visitor = visit(over);
    try (UdpClient flow = UdpClient.to(udpPort)) {
      assertThat(flow.ask("before")).isEqualTo("before");
      tell(word);
      awaitLines("ready", ready);
      assertThat(flow.ask("after")).isEqualTo("after");
    }
    visitOnce();
    over.set(true);
    return visitor.get(60, TimeUnit.SECONDS);
  }

  @Test
  void nobodyIsRefusedWhileTheServiceIsRestarted() throws Exception {
    assertThat(faultsDuring("restart", 2)).isEmpty();
    assertThat(faultsDuring("kill", 3))
        .as("who was there dies with it; who comes waits for the next")
        .hasSizeLessThan(2)
        .noneMatch(ConnectException.class::isInstance);
    // A port that is no more is closed by whoever keeps it, too.
    ok("delete", "blog/tcp");
    patiently()
        .untilAsserted(
            () -> assertThatThrownBy(this::visitOnce).isInstanceOf(ConnectException.class));
    assertThat(said("kept").getLast()).isEqualTo("kept 2");
    tell("stop");
    assertThat(manager.orElseThrow().waitFor(30, TimeUnit.SECONDS)).isTrue();
  }
}
