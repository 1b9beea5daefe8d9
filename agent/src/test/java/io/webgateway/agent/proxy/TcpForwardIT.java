package io.webgateway.agent.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.webgateway.agent.proxy.fixture.InProcessGateway;
import io.webgateway.agent.proxy.fixture.LargeBody;
import io.webgateway.agent.proxy.fixture.MockUpstream;
import io.webgateway.agent.proxy.fixture.RawClient;
import io.webgateway.agent.proxy.fixture.TestAuthority;
import io.webgateway.agent.proxy.fixture.TestCertificates;
import io.webgateway.agent.proxy.fixture.TlsServers;
import io.webgateway.agent.proxy.listener.ListenerState;
import io.webgateway.agent.routing.Cluster;
import io.webgateway.agent.routing.ExchangeLimits;
import io.webgateway.agent.routing.Listener;
import io.webgateway.agent.routing.TcpRoute;
import io.webgateway.agent.routing.policy.StreamTls;
import io.webgateway.agent.routing.policy.TlsPolicy;
import io.webgateway.agent.routing.policy.UpstreamProtocol;
import io.webgateway.agent.routing.policy.UpstreamTls;
import io.webgateway.model.traffic.CompletionReason;
import io.webgateway.model.traffic.TrafficEvent;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Connections that are found by their port: what TunnelIT does not show of every tunnel. */
class TcpForwardIT {
  private static final StreamTls UNTOUCHED = new StreamTls.Untouched();
  private static final StreamTls TERMINATED =
      new StreamTls.Terminated("db.example", TlsPolicy.DEFAULT);
  private static final MockUpstream.Script ECHO = socket -> socket.in().transferTo(socket.out());

  private static TcpRoute route(StreamTls tls, int... ports) {
    return InProcessGateway.tcp("db/1", tls, ExchangeLimits.DEFAULT, ports);
  }

  private static InProcessGateway gateway(TcpRoute route) {
    InProcessGateway gateway = InProcessGateway.start();
    gateway.withPorts(route).apply();
    return gateway;
  }

  private static String read(InputStream in, int bytes) throws IOException {
    return new String(in.readNBytes(bytes), StandardCharsets.ISO_8859_1);
  }

  private static TrafficEvent.StreamConnection only(InProcessGateway gateway) {
    return (TrafficEvent.StreamConnection) gateway.events().awaitCount(1).getFirst();
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aBackendThatBreaksOffIsSeenToDoSo(boolean insideTls) throws IOException {
    try (MockUpstream backend =
            MockUpstream.start(
                socket -> {
                  socket.send("half of");
                  if (socket.in().read() >= 0) {
                    socket.reset();
                  }
                });
        InProcessGateway gateway = InProcessGateway.start()) {
      gateway
          .with(TestCertificates.selfSigned("db.example"))
          .withPorts(route(insideTls ? TERMINATED : UNTOUCHED, backend.port()))
          .apply();
      try (RawClient plain = gateway.tcpClient();
          Socket client =
              insideTls
                  ? InProcessGateway.tlsOver(plain.socket(), "db.example", "postgresql")
                  : plain.socket()) {
        assertThat(read(client.getInputStream(), 7)).isEqualTo("half of");
        client.getOutputStream().write('!');
        assertThatThrownBy(() -> client.getInputStream().read()).isInstanceOf(IOException.class);
      }
    }
  }

  @Test
  void aVisitorThatBreaksOffIsSeenToDoSo() throws Exception {
    CompletableFuture<String> heard = new CompletableFuture<>();
    try (MockUpstream backend =
            MockUpstream.start(
                socket -> {
                  socket.send("!");
                  try {
                    heard.complete("ended after " + socket.in().readAllBytes().length);
                  } catch (IOException e) {
                    heard.complete("broken off");
                  }
                });
        InProcessGateway gateway = gateway(route(UNTOUCHED, backend.port()));
        RawClient client = gateway.tcpClient()) {
      assertThat(read(client.socket().getInputStream(), 1)).isEqualTo("!");
      client.reset();
      assertThat(heard.get(10, TimeUnit.SECONDS)).isEqualTo("broken off");
    }
  }

  @Test
  void aServerMaySpeakFirstAndTheVisitorMayHaveSaidAllBeforeItIsReached() throws IOException {
    try (MockUpstream backend =
            MockUpstream.start(
                socket -> {
                  socket.send("220 ready\r\n");
                  socket.send(
                      "heard " + new String(socket.in().readAllBytes(), StandardCharsets.US_ASCII));
                });
        InProcessGateway gateway = gateway(route(UNTOUCHED, backend.port()))) {
      try (RawClient client = gateway.tcpClient()) {
        assertThat(read(client.socket().getInputStream(), 11)).isEqualTo("220 ready\r\n");
        client.send("EHLO").socket().shutdownOutput();
        assertThat(client.readAll()).isEqualTo("heard EHLO");
      }
      TrafficEvent.StreamConnection event = only(gateway);
      assertThat(event.reason()).isEqualTo(CompletionReason.COMPLETED);
      assertThat(event.workload()).isEqualTo("db/1");
      assertThat(event.tenant()).isEqualTo("tenant-a");
      assertThat(event.serverName()).isEmpty();
      assertThat(event.clientAddress()).isEqualTo("127.0.0.1");
      assertThat(event.endpoint()).isEqualTo("127.0.0.1:" + backend.port());
      assertThat(event.clientBytes()).isEqualTo(4);
      assertThat(event.backendBytes()).isEqualTo(21);

      for (int round = 0; round < 50; round++) {
        try (RawClient client = gateway.tcpClient()) {
          client.send("all").socket().shutdownOutput();
          assertThat(client.readAll()).isEqualTo("220 ready\r\nheard all");
        }
      }
      assertThat(gateway.events().awaitCount(51))
          .allMatch(each -> each.reason() == CompletionReason.COMPLETED);
    }
  }

  @Test
  void aResetAfterAnEndIsNoticedFromEitherSide() throws Exception {
    CountDownLatch mayReset = new CountDownLatch(1);
    CountDownLatch never = new CountDownLatch(1);
    try (MockUpstream backend =
            MockUpstream.start(
                socket -> {
                  socket.halfClose();
                  mayReset.await();
                  socket.reset();
                });
        InProcessGateway gateway = gateway(route(UNTOUCHED, backend.port()))) {
      try (RawClient client = gateway.tcpClient()) {
        assertThat(client.readAll()).isEmpty();
        client.send("still here");
        mayReset.countDown();
        assertThat(only(gateway).reason()).isEqualTo(CompletionReason.UPSTREAM_RESET);
      }
      gateway.events().clear();
      backend.play(
          socket -> {
            socket.send("!");
            socket.in().readAllBytes();
            never.await();
          });
      RawClient client = gateway.tcpClient();
      assertThat(read(client.socket().getInputStream(), 1)).isEqualTo("!");
      client.socket().shutdownOutput();
      client.reset();
      assertThat(only(gateway).reason()).isEqualTo(CompletionReason.CLIENT_ABORTED);
      assertThat(gateway.engine().counters().openTunnels()).isZero();
      never.countDown();
    }
  }

  @Test
  void whoHasEndedItsHalfGetsAllOfALongAnswer() throws Exception {
    LargeBody body = new LargeBody();
    try (MockUpstream backend =
            MockUpstream.start(
                socket -> {
                  socket.in().readAllBytes();
                  body.write(socket.out());
                });
        InProcessGateway gateway = gateway(route(UNTOUCHED, backend.port()));
        RawClient client = gateway.tcpClient().send("all of it, please")) {
      client.socket().shutdownOutput();
      assertThat(body.awaitStandstill()).isLessThan(LargeBody.HELD_BYTES_LIMIT);
      assertThat(LargeBody.wrongBlocks(client.socket().getInputStream())).isZero();
      assertThat(client.readAll()).isEmpty();
      assertThat(only(gateway).reason()).isEqualTo(CompletionReason.COMPLETED);
    }
  }

  @Test
  void aVisitorThatClosesWithoutReadingEndsTheRelay() throws IOException {
    try (MockUpstream backend =
            MockUpstream.start(
                socket -> {
                  byte[] block = new byte[1 << 16];
                  while (true) {
                    socket.send(block);
                  }
                });
        InProcessGateway gateway = gateway(route(UNTOUCHED, backend.port()))) {
      RawClient client = gateway.tcpClient();
      assertThat(client.socket().getInputStream().read()).isZero();
      client.hangUp();
      assertThat(only(gateway).reason()).isEqualTo(CompletionReason.CLIENT_ABORTED);
      await().until(() -> gateway.engine().counters().openConnections() == 0);
    }
  }

  @Test
  void everyEndpointIsTriedAndNoneIsSaid() throws IOException {
    try (MockUpstream dead = MockUpstream.start(ECHO);
        MockUpstream alive = MockUpstream.start(ECHO)) {
      dead.kill();
      try (InProcessGateway gateway = gateway(route(UNTOUCHED, dead.port(), alive.port()))) {
        for (int round = 0; round < 4; round++) {
          try (RawClient client = gateway.tcpClient()) {
            assertThat(read(client.send("hi").socket().getInputStream(), 2)).isEqualTo("hi");
          }
        }
        gateway.events().awaitCount(4);
        gateway.events().clear();
        alive.kill();
        try (RawClient client = gateway.tcpClient()) {
          assertThat(client.readAll()).isIn("", "<reset>");
        }
        assertThat(only(gateway).reason()).isEqualTo(CompletionReason.CONNECT_FAILED);
      }
    }
  }

  @Test
  void muchMovesBothWaysAtOnceInClearAndInsideTls() throws Exception {
    for (StreamTls tls : List.of(UNTOUCHED, TERMINATED)) {
      LargeBody body = new LargeBody();
      try (MockUpstream backend = MockUpstream.start(ECHO);
          InProcessGateway gateway = InProcessGateway.start()) {
        gateway
            .with(TestCertificates.selfSigned("db.example"))
            .withPorts(route(tls, backend.port()))
            .apply();
        int port = gateway.port("tcp/1");
        try (RawClient client =
            tls.equals(UNTOUCHED)
                ? RawClient.connect(port)
                : new RawClient(InProcessGateway.tlsSocket(port, "db.example"))) {
          Thread writer = body.writeInBackground(client.socket());
          assertThat(LargeBody.wrongBlocks(client.socket().getInputStream())).isZero();
          writer.join();
        }
      }
    }
  }

  @Test
  void aPortThatAnotherProgramHasIsSaidAndTheOthersServe() throws IOException {
    try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        MockUpstream backend = MockUpstream.start(ECHO);
        InProcessGateway gateway = gateway(route(UNTOUCHED, backend.port()))) {
      InetSocketAddress any = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
      InetSocketAddress taken = (InetSocketAddress) other.getLocalSocketAddress();
      ApplyReport report =
          gateway.apply(
              List.of(
                  new Listener("tcp/2", taken, Listener.Protocol.TCP),
                  new Listener("tcp/1", any, Listener.Protocol.TCP)));
      assertThat(report.listeners().get("tcp/2"))
          .isInstanceOfSatisfying(
              ListenerState.Failed.class,
              failed ->
                  assertThat(failed.problem())
                      .startsWith("Another program listens on ")
                      .endsWith(":" + taken.getPort() + "."));
      try (RawClient client = gateway.tcpClient()) {
        assertThat(read(client.send("hi").socket().getInputStream(), 2)).isEqualTo("hi");
      }
    }
  }

  @Test
  void anEditKeepsSocketAndConnectionsAndARemovalEndsBoth() throws IOException {
    try (MockUpstream first = MockUpstream.start(ECHO);
        MockUpstream second = MockUpstream.start(ECHO);
        InProcessGateway gateway = gateway(route(UNTOUCHED, first.port()))) {
      int port = gateway.port("tcp/1");
      try (RawClient old = gateway.tcpClient()) {
        assertThat(read(old.send("a").socket().getInputStream(), 1)).isEqualTo("a");
        gateway.withPorts(route(UNTOUCHED, second.port())).apply();
        assertThat(gateway.port("tcp/1")).isEqualTo(port);
        assertThat(read(old.send("b").socket().getInputStream(), 1)).isEqualTo("b");
        try (RawClient fresh = gateway.tcpClient()) {
          assertThat(read(fresh.send("c").socket().getInputStream(), 1)).isEqualTo("c");
        }
        assertThat(second.connections()).isEqualTo(1);
        gateway.events().clear();

        gateway.withPorts().apply();
        assertThat(old.readAll()).isIn("", "<reset>");
        await().until(() -> gateway.events().reasons().contains(CompletionReason.ROUTE_REMOVED));
        assertThatThrownBy(() -> RawClient.connect(port)).isInstanceOf(IOException.class);
      }
    }
  }

  @Test
  void tlsEndsWithTheWorkloadsCertificateAndNothingOfHttpIsAgreedTo() throws IOException {
    try (MockUpstream backend = MockUpstream.start(ECHO);
        InProcessGateway gateway = InProcessGateway.start()) {
      gateway
          .with(TestCertificates.selfSigned("db.example"), TestCertificates.selfSigned("b.example"))
          .withPorts(route(TERMINATED, backend.port()))
          .apply(InProcessGateway.route("b.example", backend.port()));
      int port = gateway.port("tcp/1");
      for (String serverName : List.of("", "db.example")) {
        try (SSLSocket client = InProcessGateway.tlsSocket(port, serverName, "h2", "http/1.1")) {
          client.getOutputStream().write("hello".getBytes(StandardCharsets.US_ASCII));
          assertThat(read(client.getInputStream(), 5)).isEqualTo("hello");
          assertThat(client.getApplicationProtocol()).isEmpty();
          assertThat(client.getSession().getPeerPrincipal().getName()).isEqualTo("CN=db.example");
        }
      }
      try (SSLSocket client = InProcessGateway.tlsSocket(port, "db.example", "postgresql")) {
        client.startHandshake();
        assertThat(client.getApplicationProtocol()).isEqualTo("postgresql");
      }
      gateway.events().awaitCount(3);
      gateway.events().clear();
      for (String stranger : List.of("b.example", "other.example")) {
        try (SSLSocket client = InProcessGateway.tlsSocket(port, stranger)) {
          assertThatThrownBy(client::startHandshake).isInstanceOf(SSLException.class);
        }
      }
      gateway.events().awaitCount(2);
      assertThat(gateway.events().reasons()).containsOnly(CompletionReason.TLS_UNKNOWN_SERVER_NAME);
      gateway.events().clear();
      try (RawClient client = RawClient.connect(port)) {
        client.send("this is no TLS at all").readAll();
      }
      gateway.events().awaitCount(1);
      assertThat(gateway.events().reasons()).containsExactly(CompletionReason.TLS_HANDSHAKE_FAILED);
      assertThat(backend.connections()).isLessThanOrEqualTo(3);
    }
  }

  @Test
  void tlsIsSpokenWithABackendThatProvesItselfWithoutAWordOfHttp() throws IOException {
    TestAuthority authority = TestAuthority.named("Databases");
    UpstreamTls trusted =
        new UpstreamTls.On(
            new UpstreamTls.Trust.Authorities(List.of(authority.certificate())),
            "backend.test",
            Optional.empty());
    try (MockUpstream good =
            MockUpstream.startOn(
                TlsServers.listen(authority.issue("backend.test"), List.of(), "http/1.1"),
                greeting());
        MockUpstream stranger =
            MockUpstream.startOn(
                TlsServers.listen(TestCertificates.selfSigned("backend.test"), List.of()),
                greeting());
        InProcessGateway gateway = gateway(route(UNTOUCHED, 1))) {
      gateway.withPorts(to(trusted, good.port())).apply();
      try (RawClient client = gateway.tcpClient()) {
        assertThat(read(client.socket().getInputStream(), 6)).isEqualTo("hello ");
      }
      gateway.withPorts(to(trusted, stranger.port())).apply();
      gateway.events().awaitCount(1);
      gateway.events().clear();
      try (RawClient client = gateway.tcpClient()) {
        assertThat(client.readAll()).isIn("", "<reset>");
      }
      assertThat(only(gateway).reason()).isEqualTo(CompletionReason.UPSTREAM_TLS_FAILED);
    }
  }

  private static MockUpstream.Script greeting() {
    return socket -> {
      assertThat(socket.applicationProtocol()).isEmpty();
      socket.send("hello ");
      socket.stall();
    };
  }

  private static TcpRoute to(UpstreamTls tls, int port) {
    return InProcessGateway.tcp(
        "db/1",
        UNTOUCHED,
        ExchangeLimits.DEFAULT,
        new Cluster(
            "db/1",
            new UpstreamProtocol(UpstreamProtocol.HttpVersion.HTTP_1_1, tls),
            List.of(new Cluster.Endpoint.Address("127.0.0.1", port, 1))));
  }
}
