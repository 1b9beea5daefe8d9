package io.webgateway.agent.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.webgateway.agent.proxy.fixture.ServerProcess;
import io.webgateway.agent.proxy.fixture.UdpBackend;
import io.webgateway.agent.proxy.fixture.UdpClient;
import io.webgateway.agent.proxy.fixture.UdpGateway;
import io.webgateway.agent.routing.FlowLimits;
import io.webgateway.agent.routing.UdpRoute;
import io.webgateway.model.traffic.TrafficEvent.UdpFlow;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What others wrote, on both sides: DNS, QUIC, streams of sound and iperf3. */
class RealDatagramsIT {
  private static final boolean ALL = "1".equals(System.getenv("WEBGW_TEST_ALL"));

  /** A resolver asks from many ports; its answers are larger than its questions. */
  private static final FlowLimits FOR_DNS = new FlowLimits(5_000, 0, 10_000, 10_000, 20, false);

  @TempDir private Path folder;

  private static void needs(String command) {
    assumeTrue(
        Arrays.stream(System.getenv("PATH").concat(":/usr/sbin").split(":", -1))
            .anyMatch(place -> new File(place, command).canExecute()),
        command + " is not installed");
  }

  private String run(String... command) throws IOException, InterruptedException {
    Path output = folder.resolve(command[0] + ".txt");
    Process process =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectInput(Path.of("/dev/null").toFile())
            .redirectOutput(output.toFile())
            .start();
    if (!process.waitFor(50, TimeUnit.SECONDS)) {
      process.destroyForcibly();
    }
    return Files.readString(output, StandardCharsets.ISO_8859_1);
  }

  private ServerProcess unbound() throws IOException {
    int port = ServerProcess.freePort();
    Path settings = folder.resolve("unbound.conf");
    Files.writeString(
        settings,
        """
        server:
          interface: 127.0.0.1@%d
          directory: "%s"
          username: "" chroot: "" pidfile: "" use-syslog: no do-daemonize: no
          access-control: 127.0.0.0/8 allow
          local-zone: "example.test." static
          local-data: "www.example.test. 60 IN A 192.0.2.7"
          local-data: 'big.example.test. 60 IN TXT "%s"'
        remote-control:
          control-enable: no
        """
            .formatted(port, folder, "x".repeat(250)));
    return ServerProcess.start(
        List.of("/usr/sbin/unbound", "-d", "-c", settings.toString()), folder, port);
  }

  @Test
  void digGetsTheAnswersOfARealNameServer() throws Exception {
    needs("unbound");
    needs("dig");
    try (ServerProcess unbound = unbound();
        UdpGateway gateway = UdpGateway.start(UdpGateway.route("dns/u", FOR_DNS, unbound.port()))) {
      String port = Integer.toString(gateway.port());
      assertThat(run("dig", "+short", "@127.0.0.1", "-p", port, "www.example.test"))
          .isEqualTo("192.0.2.7\n");
      assertThat(run("dig", "+short", "@127.0.0.1", "-p", port, "big.example.test", "TXT"))
          .contains("x".repeat(250));
      assertThat(gateway.counters().droppedDatagrams()).isEmpty();
    }
  }

  @Test
  void dnsperfLosesNoQuery() throws Exception {
    assumeTrue(ALL, "runs with --all");
    needs("unbound");
    needs("dnsperf");
    Path queries = Files.writeString(folder.resolve("queries"), "www.example.test A\n");
    try (ServerProcess unbound = unbound();
        UdpGateway gateway = UdpGateway.start(UdpGateway.route("dns/u", FOR_DNS, unbound.port()))) {
      String port = Integer.toString(gateway.port());
      String report =
          run(
              "dnsperf",
              "-s",
              "127.0.0.1",
              "-p",
              port,
              "-d",
              queries.toString(),
              "-l",
              "5",
              "-c",
              "20",
              "-Q",
              "5000");
      assertThat(report).contains("Queries lost:         0 (0.00%)").contains("NOERROR");
      assertThat(gateway.counters().droppedDatagrams()).isEmpty();
    }
  }

  @Test
  void aPageComesOverQuic() throws Exception {
    needs("gtlsserver");
    needs("gtlsclient");
    needs("openssl");
    run(
        "openssl",
        "req",
        "-x509",
        "-newkey",
        "ec",
        "-pkeyopt",
        "ec_paramgen_curve:prime256v1",
        "-nodes",
        "-keyout",
        "key.pem",
        "-out",
        "cert.pem",
        "-days",
        "1",
        "-subj",
        "/CN=localhost");
    byte[] page = new byte[1 << 20];
    for (int i = 0; i < page.length; i++) {
      page[i] = (byte) ((i * 31) ^ (i >> 9));
    }
    Files.write(Files.createDirectories(folder.resolve("www")).resolve("page.bin"), page);
    Path got = Files.createDirectories(folder.resolve("got"));
    int port = ServerProcess.freePort();
    try (ServerProcess server =
            ServerProcess.startUdp(
                List.of(
                    "/usr/sbin/gtlsserver",
                    "-q",
                    "-d",
                    "www",
                    "127.0.0.1",
                    Integer.toString(port),
                    "key.pem",
                    "cert.pem"),
                folder,
                port);
        UdpGateway gateway =
            // The limits that a workload has by itself: three times the bytes until it is proved.
            UdpGateway.start(UdpGateway.route("web/u", FlowLimits.DEFAULT, server.port()))) {
      String at = Integer.toString(gateway.port());
      run(
          "gtlsclient",
          "-q",
          "--exit-on-all-streams-close",
          "--download",
          got.toString(),
          "127.0.0.1",
          at,
          "https://localhost:" + at + "/page.bin");
      assertThat(Files.readAllBytes(got.resolve("page.bin"))).isEqualTo(page);
    }
  }

  @Test
  void aStreamOfSoundLosesNothingBothWays() throws Exception {
    int datagrams = ALL ? 20_000 : 600;
    UdpRoute route = UdpGateway.route("phone/u", FlowLimits.DEFAULT, 1);
    try (UdpBackend backend = UdpBackend.echo();
        UdpGateway gateway =
            UdpGateway.start(UdpGateway.route(route.workload(), route.limits(), backend.port()));
        UdpClient client = UdpClient.to(gateway.port())) {
      Thread sender =
          Thread.ofPlatform()
              .start(
                  () -> {
                    for (int i = 0; i < datagrams; i++) {
                      send(client, ByteBuffer.allocate(172).putInt(i).array());
                      // A thousand a second: twenty voices with a datagram each 20 ms.
                      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
                    }
                  });
      List<Integer> came = new ArrayList<>();
      for (int i = 0; i < datagrams; i++) {
        came.add(ByteBuffer.wrap(client.receive()).getInt());
      }
      sender.join();
      assertThat(came).isEqualTo(IntStream.range(0, datagrams).boxed().toList());
      gateway.apply();
      UdpFlow flow = gateway.awaitFlows(1).getFirst();
      assertThat(flow.clientDatagrams()).isEqualTo(datagrams);
      assertThat(flow.backendBytes()).isEqualTo(datagrams * 172L);
      assertThat(flow.drops()).isZero();
    }
  }

  private static void send(UdpClient client, byte[] datagram) {
    try {
      client.send(datagram);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void iperfLosesNothingAtAModestRate() throws Exception {
    assumeTrue(ALL, "runs with --all");
    needs("iperf3");
    int port = ServerProcess.freePort();
    try (ServerProcess server =
            ServerProcess.start(
                List.of("/usr/bin/iperf3", "-s", "-p", Integer.toString(port)), folder, port);
        Twins gateway = Twins.start(server.port())) {
      Thread.ofPlatform().daemon().start(() -> passOn(gateway.control(), server.port()));
      for (String way : List.of("--format=m", "--reverse")) {
        String report =
            run(
                "iperf3",
                "-c",
                "127.0.0.1",
                "-p",
                Integer.toString(gateway.port()),
                "-u",
                "-b",
                "50M",
                "-t",
                "3",
                way);
        assertThat(report).contains("(0%)").contains("iperf Done");
      }
    }
  }

  /** A gateway and a listening socket of TCP on the same port, as iperf3 wants it. */
  private record Twins(UdpGateway gateway, ServerSocket control) implements AutoCloseable {
    static Twins start(int backend) throws IOException {
      for (int tries = 0; tries < 20; tries++) {
        UdpGateway gateway =
            UdpGateway.start(UdpGateway.route("iperf/u", FlowLimits.DEFAULT, backend));
        try {
          return new Twins(
              gateway, new ServerSocket(gateway.port(), 5, InetAddress.getLoopbackAddress()));
        } catch (BindException e) {
          // Somebody has that number of TCP.
          gateway.close();
        }
      }
      throw new IOException("no port is free for both");
    }

    int port() {
      return gateway.port();
    }

    @Override
    public void close() throws IOException {
      control.close();
      gateway.close();
    }
  }

  /** iperf3 talks about its datagrams over a connection to the same port. */
  private static void passOn(ServerSocket control, int port) {
    while (!control.isClosed()) {
      try {
        Socket client = control.accept();
        Socket server = new Socket();
        server.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        copy(client, server);
        copy(server, client);
      } catch (IOException e) {
        return;
      }
    }
  }

  private static void copy(Socket from, Socket to) {
    Thread.ofPlatform()
        .daemon()
        .start(
            () -> {
              try (InputStream in = from.getInputStream()) {
                in.transferTo(to.getOutputStream());
                to.close();
              } catch (IOException e) {
                // The other direction has ended both.
              }
            });
  }
}
