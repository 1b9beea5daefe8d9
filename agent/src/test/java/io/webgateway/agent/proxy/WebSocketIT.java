package io.webgateway.agent.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.webgateway.agent.proxy.fixture.InProcessGateway;
import io.webgateway.agent.proxy.fixture.MockUpstream;
import io.webgateway.agent.proxy.fixture.RawClient;
import io.webgateway.agent.proxy.fixture.RawResponse;
import io.webgateway.agent.proxy.fixture.TestCertificates;
import io.webgateway.agent.proxy.fixture.WebSocketHeads;
import io.webgateway.agent.routing.HttpRoute;
import io.webgateway.model.traffic.CompletionReason;
import io.webgateway.model.traffic.TrafficEvent;
import io.webgateway.model.traffic.TrafficEvent.Protocol;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** WebSockets through a whole data plane, the frames being bytes like any others. */
class WebSocketIT {
  private static final MockUpstream.Script ECHO =
      socket -> {
        byte[] buffer = new byte[8192];
        for (int n = socket.in().read(buffer); n >= 0; n = socket.in().read(buffer)) {
          socket.out().write(buffer, 0, n);
        }
      };
  private static final String GET = "GET / HTTP/1.1\r\nHost: a.example\r\n\r\n";

  private static HttpRoute route(MockUpstream backend) {
    return InProcessGateway.route("a.example", backend.port());
  }

  private static String read(RawClient client, int bytes) throws IOException {
    return new String(
        client.socket().getInputStream().readNBytes(bytes), StandardCharsets.ISO_8859_1);
  }

  private static TrafficEvent.HttpExchange only(InProcessGateway gateway) {
    return (TrafficEvent.HttpExchange) gateway.events().awaitCount(1).getFirst();
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void bytesGoBothWaysUntilBothSidesEnd(boolean tls) throws IOException {
    try (MockUpstream backend = WebSocketHeads.agreeing(ECHO);
        InProcessGateway gateway = InProcessGateway.start()) {
      gateway.with(TestCertificates.selfSigned("a.example")).apply(route(backend));
      try (RawClient client = tls ? gateway.tlsClient("a.example") : gateway.client()) {
        client.send(WebSocketHeads.REQUEST);
        RawResponse answer = client.readHeadOnly();
        assertThat(answer.status()).isEqualTo(101);
        assertThat(answer.values("upgrade")).containsExactly("websocket");
        assertThat(answer.values("connection")).containsExactly("upgrade");
        assertThat(answer.values("sec-websocket-protocol")).containsExactly("chat");
        assertThat(answer.values("sec-websocket-accept"))
            .containsExactly("s3pPLMBiTxaQ9kYGzzhZRbK+xOo=");
        for (int round = 0; round < 50; round++) {
          assertThat(read(client.send("\u0081\u0005hello"), 7)).isEqualTo("\u0081\u0005hello");
        }
        assertThat(gateway.engine().counters().openTunnels()).isEqualTo(1);
        assertThat(gateway.events().all()).isEmpty();
      }
      TrafficEvent.HttpExchange event = only(gateway);
      assertThat(event.reason()).isEqualTo(CompletionReason.COMPLETED);
      assertThat(event.status()).isEqualTo(101);
      assertThat(event.protocol()).isEqualTo(Protocol.WEBSOCKET);
      assertThat(event.requestBytes()).isEqualTo(350);
      assertThat(event.responseBytes()).isEqualTo(350);
      assertThat(event.firstByteNanos()).isPositive().isLessThanOrEqualTo(event.durationNanos());
      assertThat(event.endpoint()).isEqualTo("127.0.0.1:" + backend.port());
      assertThat(gateway.engine().counters().openTunnels()).isZero();
    }
  }

  @Test
  void theBackendIsToldWhatTheVisitorAskedFor() throws IOException {
    try (MockUpstream backend = WebSocketHeads.agreeing(ECHO);
        InProcessGateway gateway = InProcessGateway.start(route(backend));
        RawClient client = gateway.client()) {
      client.send(WebSocketHeads.request("a.example", "Origin: https://a.example\r\n"));
      assertThat(client.readHeadOnly().status()).isEqualTo(101);
      RawResponse seen = backend.requests().getFirst();
      assertThat(seen.values("upgrade")).containsExactly("websocket");
      assertThat(seen.values("connection")).containsExactly("upgrade");
      assertThat(seen.values("sec-websocket-protocol")).containsExactly("chat, superchat");
      assertThat(seen.values("origin")).containsExactly("https://a.example");
      assertThat(seen.values("x-forwarded-for")).containsExactly("127.0.0.1");
    }
  }

  @Test
  void bytesBehindEitherHeadBelongToTheTunnel() throws IOException {
    AtomicReference<String> early = new AtomicReference<>("");
    CountDownLatch mayAgree = new CountDownLatch(1);
    try (MockUpstream backend =
            MockUpstream.start(
                socket -> {
                  socket.readRequestHead();
                  mayAgree.await();
                  early.set(socket.in().available() + " bytes before the switch");
                  socket.send(WebSocketHeads.SWITCH + "first");
                  socket.send(socket.in().readNBytes(5));
                  socket.stall();
                });
        InProcessGateway gateway = InProcessGateway.start(route(backend));
        RawClient client = gateway.client()) {
      client.send(WebSocketHeads.REQUEST + "ear");
      await().until(() -> backend.requests().size() == 1);
      client.send("ly");
      mayAgree.countDown();
      assertThat(client.readHeadOnly().status()).isEqualTo(101);
      assertThat(read(client, 10)).isEqualTo("firstearly");
      assertThat(early).hasValue("0 bytes before the switch");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "HTTP/1.1 403 Forbidden\r\nContent-Length: 2\r\n\r\nno",
        "HTTP/1.1 426 Upgrade Required\r\nContent-Length: 0\r\n\r\n",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nok\r\n0\r\n\r\n",
      })
  void aRefusalEndsTheConnectionAndWhatTheVisitorSentMeanwhileReachesNobody(String refusal)
      throws IOException {
    try (MockUpstream backend =
            MockUpstream.start(
                socket -> {
                  while (true) {
                    socket.readRequestHead();
                    socket.send(refusal);
                  }
                });
        InProcessGateway gateway = InProcessGateway.start(route(backend));
        RawClient client = gateway.client()) {
      String smuggled = "GET /smuggled HTTP/1.1\r\nHost: a.example\r\n\r\n";
      client.send(WebSocketHeads.REQUEST + smuggled);
      assertThat(client.readAll())
          .startsWith(refusal.substring(0, 12))
          .contains("connection: close")
          .doesNotContainIgnoringCase("upgrade: ")
          .containsOnlyOnce("HTTP/1.1 ");
      assertThat(only(gateway).reason()).isEqualTo(CompletionReason.COMPLETED);
      assertThat(only(gateway).protocol()).isEqualTo(Protocol.HTTP_1_1);
      assertThat(backend.requests()).hasSize(1);
      try (RawClient next = gateway.client()) {
        next.send(GET);
        assertThat(next.readHeadOnly().status()).isNotEqualTo(502);
      }
      assertThat(backend.connections()).as("never used again").isEqualTo(2);
    }
  }

  @Test
  void aTunnelHasAConnectionOfItsOwn() throws IOException {
    try (MockUpstream backend =
            MockUpstream.start(
                socket -> {
                  while (true) {
                    RawResponse request = socket.readRequestHead();
                    if (request.startLine().startsWith("GET /chat")) {
                      socket.send(WebSocketHeads.SWITCH);
                      ECHO.play(socket);
                      return;
                    }
                    socket.ok("plain");
                  }
                });
        InProcessGateway gateway = InProcessGateway.start(route(backend));
        RawClient plain = gateway.client();
        RawClient client = gateway.client()) {
      assertThat(plain.send(GET).read().body()).isEqualTo("plain");
      client.send(WebSocketHeads.REQUEST);
      assertThat(client.readHeadOnly().status()).isEqualTo(101);
      client.hangUp();
      gateway.events().awaitCount(2);
      assertThat(plain.send(GET).read().body()).isEqualTo("plain");
      assertThat(backend.connections()).isEqualTo(2);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "HTTP/1.1 101 x|Upgrade: websocket|Connection: upgrade||",
        "HTTP/1.1 101 x|Upgrade: h2c|Connection: upgrade|Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=||",
        "HTTP/1.1 101 x||",
      })
  void aBackendThatSwitchesToSomethingElseGetsNoTunnel(String answer) throws IOException {
    try (MockUpstream backend =
            MockUpstream.start(
                socket -> {
                  socket.readRequestHead();
                  socket.send(answer.replace("|", "\r\n"));
                  socket.stall();
                });
        InProcessGateway gateway = InProcessGateway.start(route(backend));
        RawClient client = gateway.client()) {
      assertThat(client.send(WebSocketHeads.REQUEST).readAll()).startsWith("HTTP/1.1 502 ");
      assertThat(only(gateway).reason()).isEqualTo(CompletionReason.UPSTREAM_MALFORMED);
      assertThat(only(gateway).protocol()).isEqualTo(Protocol.HTTP_1_1);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"Sec-WebSocket-Version: 8", "Content-Length: 3", "Sec-WebSocket-Key: x"})
  void whatIsAskedForWronglyReachesNoBackendAndEndsTheConnection(String wrong) throws IOException {
    try (MockUpstream backend = WebSocketHeads.agreeing(ECHO);
        InProcessGateway gateway = InProcessGateway.start(route(backend));
        RawClient client = gateway.client()) {
      client.send(WebSocketHeads.request("a.example", wrong + "\r\n") + GET);
      String answer = client.readAll();
      assertThat(answer).containsOnlyOnce("HTTP/1.1 ").contains("connection: close");
      if (wrong.contains("Version")) {
        assertThat(answer)
            .startsWith("HTTP/1.1 426 ")
            .contains("upgrade: websocket")
            .contains("sec-websocket-version: 13");
      } else {
        assertThat(answer).startsWith("HTTP/1.1 400 ");
      }
      assertThat(gateway.events().awaitCount(1)).hasSize(1);
      assertThat(backend.connections()).isZero();
    }
  }

  @Test
  void anotherUpgradeIsServedAsIfItHadNotBeenAskedFor() throws IOException {
    try (MockUpstream backend = MockUpstream.answering("plain");
        InProcessGateway gateway = InProcessGateway.start(route(backend));
        RawClient client = gateway.client()) {
      for (int round = 0; round < 2; round++) {
        client.send(
            """
            GET / HTTP/1.1\r
            Host: a.example\r
            Connection: Upgrade, HTTP2-Settings\r
            Upgrade: h2c\r
            HTTP2-Settings: AAMAAABkAARAAAAAAAIAAAAA\r
            \r
            """);
        assertThat(client.read().body()).isEqualTo("plain");
      }
      assertThat(backend.requests().getFirst().values("upgrade")).isEmpty();
      assertThat(backend.connections()).isEqualTo(1);
    }
  }

  @Test
  void aStaleEndpointIsReplacedBeforeTheSwitch() throws IOException {
    try (MockUpstream dead = MockUpstream.answering("gone");
        MockUpstream backend = WebSocketHeads.agreeing(ECHO)) {
      dead.kill();
      try (InProcessGateway gateway =
              InProcessGateway.start(
                  InProcessGateway.route("a.example", dead.port(), backend.port()));
          RawClient client = gateway.client()) {
        assertThat(client.send(WebSocketHeads.REQUEST).readHeadOnly().status()).isEqualTo(101);
        assertThat(read(client.send("x"), 1)).isEqualTo("x");
      }
    }
  }
}
