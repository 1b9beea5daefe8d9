package io.webgateway.agent.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.webgateway.agent.proxy.fixture.InProcessGateway;
import io.webgateway.agent.proxy.fixture.MockUpstream;
import io.webgateway.agent.proxy.fixture.RealTcpServer;
import io.webgateway.agent.proxy.fixture.ServerProcess;
import io.webgateway.agent.proxy.fixture.TestCertificates;
import io.webgateway.agent.routing.ExchangeLimits;
import io.webgateway.agent.routing.policy.StreamTls;
import io.webgateway.agent.routing.policy.TlsPolicy;
import io.webgateway.model.traffic.TrafficEvent;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;

/** Servers that people put behind ports, with their own clients in front. */
class RealTcpServersIT {
  private static final int REPLIES = 20_000;
  private static final long IPERF_BYTES = 256L << 20;

  @TempDir Path folder;

  private static InProcessGateway gateway(StreamTls tls, int port) {
    InProcessGateway gateway = InProcessGateway.start();
    gateway
        .with(TestCertificates.selfSigned("db.example"))
        .withPorts(InProcessGateway.tcp("db/1", tls, ExchangeLimits.DEFAULT, port))
        .apply();
    return gateway;
  }

  private static StreamTls terminated() {
    return new StreamTls.Terminated("db.example", TlsPolicy.DEFAULT);
  }

  private String run(String input, String... command) throws IOException {
    Path in = Files.writeString(folder.resolve("in.txt"), input);
    Path out = folder.resolve("out.txt");
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectInput(in.toFile())
            .redirectOutput(out.toFile())
            .start();
    try {
      if (!process.waitFor(50, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
    return Files.readString(out, StandardCharsets.UTF_8);
  }

  @Test
  void redisAnswersOneByOneAndPipelinedInClearAndInsideTls() throws IOException {
    assumeTrue(RealTcpServer.REDIS.isThere(), "redis-server is not installed");
    StringBuilder pipeline = new StringBuilder();
    for (int i = 0; i < REPLIES; i++) {
      pipeline.append("SET key-").append(i).append(" value-").append(i).append("\r\n");
    }
    try (ServerProcess redis = RealTcpServer.REDIS.start(folder)) {
      try (InProcessGateway gateway = gateway(new StreamTls.Untouched(), redis.port())) {
        String port = Integer.toString(gateway.port("tcp/1"));
        assertThat(run("", "redis-cli", "-p", port, "PING")).isEqualTo("PONG\n");
        assertThat(run(pipeline.toString(), "redis-cli", "-p", port, "--pipe"))
            .contains("errors: 0, replies: " + REPLIES);
        assertThat(run("", "redis-cli", "-p", port, "GET", "key-19999")).isEqualTo("value-19999\n");
      }
      try (InProcessGateway gateway = gateway(terminated(), redis.port())) {
        String port = Integer.toString(gateway.port("tcp/1"));
        assertThat(
                run(
                    pipeline.toString(),
                    "redis-cli",
                    "--tls",
                    "--insecure",
                    "--sni",
                    "db.example",
                    "-p",
                    port,
                    "--pipe"))
            .contains("errors: 0, replies: " + REPLIES);
      }
    }
  }

  @Test
  @EnabledIfEnvironmentVariable(named = "WEBGW_TEST_ALL", matches = "1")
  void postgresqlServesItsOwnClientsInClearAndInsideTls() throws IOException {
    assumeTrue(RealTcpServer.POSTGRESQL.isThere(), "postgresql is not installed");
    try (ServerProcess database = RealTcpServer.POSTGRESQL.start(folder)) {
      try (InProcessGateway gateway = gateway(new StreamTls.Untouched(), database.port())) {
        queries(gateway.port("tcp/1"));
        // The last clients may have gone before the gateway knows of it.
        await().until(() -> gateway.engine().counters().openTunnels() == 0);
      }
      // libpq learnt to begin with TLS at once only in version 17.
      try (InProcessGateway gateway = gateway(terminated(), database.port());
          MockUpstream bridge =
              MockUpstream.start(
                  socket -> {
                    try (SSLSocket tls =
                        InProcessGateway.tlsSocket(
                            gateway.port("tcp/1"), "db.example", "postgresql")) {
                      Thread up = Thread.ofVirtual().start(() -> pump(socket.in(), tls));
                      tls.getInputStream().transferTo(socket.out());
                      socket.halfClose();
                      up.join();
                    }
                  })) {
        queries(bridge.port());
      }
    }
  }

  private static void pump(InputStream from, Socket to) {
    try {
      OutputStream out = to.getOutputStream();
      from.transferTo(out);
      to.shutdownOutput();
    } catch (IOException e) {
      // The other direction has ended, and closed both.
    }
  }

  private void queries(int gatewayPort) throws IOException {
    String port = Integer.toString(gatewayPort);
    List<String> to = List.of("-h", "127.0.0.1", "-p", port, "-U", "tester");
    assertThat(
            command(
                "psql", to, "-Atc", "select sum(i) from generate_series(1, 100000) i", "postgres"))
        .isEqualTo("5000050000\n");
    assertThat(command("psql", to, "-Atc", "select md5(repeat('x', 10000000))", "postgres").trim())
        .hasSize(32);
    assertThat(command("pgbench", to, "-i", "-q", "-s", "1", "postgres")).contains("done in");
    String report =
        command("pgbench", to, "-c", "8", "-j", "1", "-T", "2", "-M", "prepared", "postgres");
    assertThat(report).contains("number of failed transactions: 0 (0.000%)");
    String fresh = command("pgbench", to, "-c", "4", "-t", "20", "-C", "-S", "postgres");
    assertThat(fresh).contains("number of transactions actually processed: 80/80");
  }

  private String command(String program, List<String> to, String... more) throws IOException {
    List<String> all = new ArrayList<>(List.of(program));
    all.addAll(to);
    all.addAll(List.of(more));
    return run("", all.toArray(String[]::new));
  }

  @Test
  @EnabledIfEnvironmentVariable(named = "WEBGW_TEST_ALL", matches = "1")
  void iperf3MovesAllItsBytesBothWays() throws IOException {
    assumeTrue(RealTcpServer.IPERF3.isThere(), "iperf3 is not installed");
    try (ServerProcess server = RealTcpServer.IPERF3.start(folder);
        InProcessGateway gateway = gateway(new StreamTls.Untouched(), server.port())) {
      String port = Integer.toString(gateway.port("tcp/1"));
      String bytes = Long.toString(IPERF_BYTES);
      for (String way : List.of("--interval=0", "--reverse", "--parallel=4")) {
        gateway.events().clear();
        assertThat(command("iperf3", List.of("-c", "127.0.0.1", "-p", port), "-n", bytes, way))
            .contains("iperf Done.");
        long moved =
            gateway.events().awaitCount(way.startsWith("--parallel") ? 5 : 2).stream()
                .map(TrafficEvent.StreamConnection.class::cast)
                .mapToLong(event -> event.clientBytes() + event.backendBytes())
                .sum();
        // It stops when one side has counted enough, and lets go of what is under way.
        assertThat(moved).isGreaterThan(IPERF_BYTES * 9 / 10);
      }
    }
  }
}
