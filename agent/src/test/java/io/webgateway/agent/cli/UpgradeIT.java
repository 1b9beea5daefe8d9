package io.webgateway.agent.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.webgateway.agent.cli.CliRun.Result;
import io.webgateway.agent.cli.UpgradeWorld.InThisProcess;
import io.webgateway.agent.proxy.fixture.UdpBackend;
import io.webgateway.agent.proxy.fixture.UdpClient;
import io.webgateway.agent.proxy.succession.InheritedSockets;
import io.webgateway.agent.upgrade.Successor;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One process of a node gives way to the next, with visitors there. */
class UpgradeIT {
  @TempDir Path folder;
  private EchoServer echo = EchoServer.NOWHERE;
  private Optional<UdpBackend> datagrams = Optional.empty();
  private Optional<UpgradeWorld> opened = Optional.empty();
  private int tcpPort;
  private int udpPort;

  @BeforeEach
  void aNodeThatServes() throws IOException {
    echo = EchoServer.start();
    UdpBackend udp = UdpBackend.echo();
    datagrams = Optional.of(udp);
    UpgradeWorld world = new UpgradeWorld(folder, List.of(echo.port(), udp.port()));
    opened = Optional.of(world);
    tcpPort = UpgradeWorld.freePort();
    udpPort = UpgradeWorld.freePort();
    world.publish(workload("TcpForward", "tcp", tcpPort, echo.port()));
    world.publish(workload("UdpForward", "udp", udpPort, udp.port()));
  }

  private static String workload(String kind, String id, int port, int backend) {
    return """
        kind: %s
        namespace: blog
        id: %s
        pools: [gw.example.org]
        port: %d
        backends: [{address: "127.0.0.1:%d"}]
        timeouts: {idleMillis: 3000}
        """
        .formatted(kind, id, port, backend);
  }

  @AfterEach
  void close() throws IOException {
    opened.ifPresent(UpgradeWorld::close);
    datagrams.ifPresent(UdpBackend::close);
    echo.close();
  }

  private UpgradeWorld world() {
    return opened.orElseThrow();
  }

  private Socket connect() throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), tcpPort);
    socket.setSoTimeout(10_000);
    return socket;
  }

  private static void assertEchoes(Socket socket, String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
    assertThat(
            new String(socket.getInputStream().readNBytes(text.length()), StandardCharsets.UTF_8))
        .isEqualTo(text);
  }

  private static void assertEchoes(UdpClient client, String text) throws IOException {
    assertThat(client.ask(text)).isEqualTo(text);
  }

  @Test
  void connectionsAndFlowsGoOnWhileTheNextProcessTakesWhatIsNew() throws Exception {
    try (Socket before = connect();
        UdpClient flow = UdpClient.to(udpPort)) {
      assertEchoes(before, "before");
      assertEchoes(flow, "before");
      Result upgraded = world().ok("agent", "upgrade", "--limit", "60s");
      assertThat(upgraded.out()).contains("version   1.0.1").contains("2 connections and flows");
      assertThat(world().ok("get", "nodes", "-o", "json").out())
          .as("what was inherited has the address that it had")
          .contains("127.0.0.1:" + tcpPort, "127.0.0.1:" + udpPort);
      assertEchoes(before, "after");
      assertEchoes(flow, "after");
      assertThat(datagrams.orElseThrow().senders())
          .as("one flow, passed on to the process that began it")
          .isEqualTo(1);
      try (Socket fresh = connect();
          UdpClient another = UdpClient.to(udpPort)) {
        assertEchoes(fresh, "fresh");
        assertEchoes(another, "fresh");
      }
      // The ledger is open in the new process.
      world().ok("edit", "blog/tcp", "--set", "timeouts.connectMillis=5000");
      world().nextIsOfVersion("1.0.2");
      world().ok("agent", "upgrade", "--limit", "60s");
      assertEchoes(before, "through two");
      assertEchoes(flow, "through two");
      assertThat(datagrams.orElseThrow().senders()).isEqualTo(2);
    }
    await()
        .atMost(Duration.ofSeconds(20))
        .untilAsserted(
            () -> assertThat(world().ok("agent", "status").out()).doesNotContain("leaving"));
  }

  @Test
  void anUpgradeThatFailsAtAnyPointLeavesTheOldProcessServing() throws Exception {
    try (Socket before = connect();
        UdpClient flow = UdpClient.to(udpPort)) {
      assertEchoes(before, "before");
      assertEchoes(flow, "before");
      world().nextIsOfVersion("0.9.9");
      refused("0.9.9 is lower than 1.0.0", before, flow);
      world()
          .nextStarts(
              meeting -> {
                throw new IOException("no such program");
              });
      refused("no such program", before, flow);
      world().nextStarts(meeting -> InThisProcess.of(() -> {}));
      refused("it ended: in order", before, flow);
      world().nextStarts(UpgradeIT::endsBeforeItServes);
      refused("it ended: in order|the other process has left", before, flow);
      world().nextStartsWell();
      world().nextIsOfVersion("1.0.0");
      world().ok("agent", "upgrade");
      assertEchoes(before, "at last");
      assertEchoes(flow, "at last");
    }
  }

  /** It has the sockets, and could open the state, and is gone. */
  private static InThisProcess endsBeforeItServes(Path meeting) {
    return InThisProcess.of(
        () -> {
          try (Successor successor = Successor.greet(meeting, "1.0.1")) {
            successor.awaitStateClosed();
            InheritedSockets.ofPredecessor(successor.sockets()).closeRest();
          }
        });
  }

  private void refused(String why, Socket before, UdpClient flow) throws IOException {
    Result result = world().run("agent", "upgrade");
    assertThat(result.code()).as(result.out() + result.err()).isNotZero();
    assertThat(result.err()).containsPattern(why);
    assertEchoes(before, "still");
    assertEchoes(flow, "still");
    try (Socket fresh = connect()) {
      assertEchoes(fresh, "fresh");
    }
    world().ok("edit", "blog/tcp", "--set", "timeouts.connectMillis=" + (1_000 + why.length()));
  }
}
