package io.webgateway.agent.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.webgateway.agent.proxy.fixture.Http2Answer;
import io.webgateway.agent.proxy.fixture.Http2Client;
import io.webgateway.agent.proxy.fixture.InProcessGateway;
import io.webgateway.agent.proxy.fixture.MockUpstream;
import io.webgateway.agent.proxy.fixture.TestCertificates;
import io.webgateway.agent.routing.ServerCertificate;
import io.webgateway.model.traffic.CompletionReason;
import io.webgateway.model.traffic.TrafficEvent;
import java.io.IOException;
import java.net.SocketException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What visitors of HTTP/2 do to make work, and what is never passed on. */
class Http2AbuseIT {
  private static final ServerCertificate CERTIFICATE = TestCertificates.selfSigned("a.example");
  private static final int PROTOCOL_ERROR = 1;
  private static final int ENHANCE_YOUR_CALM = 11;
  private static final int MAX_HEADER_LIST_SIZE = 6;
  private static final byte[] NOTHING = {};

  private static InProcessGateway gateway(MockUpstream backend) {
    InProcessGateway gateway = InProcessGateway.start().with(CERTIFICATE);
    gateway.apply(InProcessGateway.route("a.example", backend.port()));
    return gateway;
  }

  /** Frames that cost more to get than to send, one after the other without end. */
  enum Flood {
    RAPID_RESET {
      @Override
      void send(Http2Client client, int open) throws IOException {
        client.cancel(client.get("a.example", "/"));
      }
    },
    MADE_RESET {
      @Override
      void send(Http2Client client, int open) throws IOException {
        client.window(client.get("a.example", "/"), Integer.MAX_VALUE);
      }
    },
    MALFORMED_REQUESTS {
      @Override
      void send(Http2Client client, int open) throws IOException {
        client.request(true, ":method", "GET");
      }
    },
    PING {
      @Override
      void send(Http2Client client, int open) throws IOException {
        client.frame(Http2Client.PING, 0, 0, new byte[8]);
      }
    },
    SETTINGS {
      @Override
      void send(Http2Client client, int open) throws IOException {
        client.settings();
      }
    },
    EMPTY_DATA {
      @Override
      void send(Http2Client client, int open) throws IOException {
        client.data(open, false, NOTHING);
      }
    },
    PRIORITY {
      @Override
      void send(Http2Client client, int open) throws IOException {
        client.frame(Http2Client.PRIORITY, 0, open, new byte[] {0, 0, 0, 0, 1});
      }
    },
    WINDOW_UPDATE {
      @Override
      void send(Http2Client client, int open) throws IOException {
        client.window(0, 1);
      }
    },
    UNKNOWN {
      @Override
      void send(Http2Client client, int open) throws IOException {
        client.frame(0xaa, 0, open, NOTHING);
      }
    };

    abstract void send(Http2Client client, int open) throws IOException;
  }

  @ParameterizedTest
  @EnumSource(Flood.class)
  void aFloodEndsTheConnection(Flood flood) throws IOException {
    try (MockUpstream backend =
            MockUpstream.start(
                socket -> {
                  socket.readRequestHead();
                  socket.stall();
                });
        InProcessGateway gateway = gateway(backend);
        Http2Client client = Http2Client.connect(gateway, "a.example")) {
      int open = client.request(false, Http2Client.fields("POST", "a.example", "/"));
      await().until(() -> backend.requests().size() == 1);
      sendUntilClosed(flood, client, open);
      assertThat(client.awaitGoAway()).isEqualTo(ENHANCE_YOUR_CALM);
      client.awaitClosed();
      await().until(() -> gateway.engine().counters().openConnections() == 0);
      assertThat(gateway.events().reasons()).contains(CompletionReason.CLIENT_FLOOD);
      assertThat(gateway.events().reasons().stream().filter(CompletionReason.COMPLETED::equals))
          .isEmpty();
    }
  }

  private static void sendUntilClosed(Flood flood, Http2Client client, int open)
      throws IOException {
    try {
      for (int i = 0; i < 3_000 && client.goAways().isEmpty(); i++) {
        flood.send(client, open);
      }
    } catch (SocketException | SSLException e) {
      // The gateway has closed; what it said before counts.
    }
  }

  @Test
  void aSectionInCrumbsEndsTheConnection() throws IOException {
    try (MockUpstream backend = MockUpstream.answering("fine");
        InProcessGateway gateway = gateway(backend);
        Http2Client client = Http2Client.connect(gateway, "a.example")) {
      client.frame(Http2Client.HEADERS, 0, 1, NOTHING);
      try {
        for (int i = 0; i < 100 && !client.isClosed(); i++) {
          client.frame(Http2Client.CONTINUATION, 0, 1, NOTHING);
        }
      } catch (SocketException | SSLException e) {
        // The gateway has closed; what it said before counts.
      }
      assertThat(client.awaitGoAway()).isEqualTo(ENHANCE_YOUR_CALM);
      assertThat(backend.requests()).isEmpty();
    }
  }

  @Test
  void backendsNeverSeeMoreAtOnceThanStreamsAreAllowed() throws IOException {
    AtomicInteger now = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    try (MockUpstream backend =
            MockUpstream.start(
                socket -> {
                  socket.readRequest();
                  most.accumulateAndGet(now.incrementAndGet(), Math::max);
                  try {
                    socket.stall();
                  } finally {
                    now.decrementAndGet();
                  }
                });
        InProcessGateway gateway = gateway(backend);
        Http2Client client = Http2Client.connect(gateway, "a.example")) {
      for (int i = 0; i < 120; i++) {
        client.get("a.example", "/");
      }
      await().until(() -> now.get() == 100);
      for (int stream = 201; stream < 241; stream += 2) {
        assertThat(client.awaitEnd(stream).reset()).isEqualTo(7);
      }
      assertThat(most).hasValue(100);
    }
  }

  @Test
  void aTinyLimitForOurHeadsIsNoReasonToReset() throws IOException {
    try (MockUpstream backend = MockUpstream.answering("fine");
        InProcessGateway gateway = gateway(backend);
        Http2Client client =
            Http2Client.connectWith(gateway, "a.example", MAX_HEADER_LIST_SIZE, 1)) {
      assertThat(client.awaitEnd(client.get("a.example", "/")).body()).isEqualTo("fine");
    }
  }

  @Test
  void aHeadThatGrowsOutOfFewBytesIsRefusedAtFixedMemory() throws IOException {
    try (MockUpstream backend = MockUpstream.answering("fine");
        InProcessGateway gateway = gateway(backend);
        Http2Client client = Http2Client.connect(gateway, "a.example")) {
      // The second mention of a field of 4 KB is one byte.
      String[] fields = Http2Client.fields("GET", "a.example", "/");
      String[] bomb = new String[fields.length + 2 * 60];
      System.arraycopy(fields, 0, bomb, 0, fields.length);
      for (int i = fields.length; i < bomb.length; i += 2) {
        bomb[i] = "cookie";
        bomb[i + 1] = "x".repeat(3_900);
      }
      Http2Answer answer = client.awaitEnd(client.request(true, bomb));
      assertThat(answer.status()).isEqualTo(431);
      assertThat(client.awaitEnd(client.get("a.example", "/")).body()).isEqualTo("fine");
    }
  }

  static Stream<Arguments> malformed() {
    return Stream.of(
            Http2Client.fields("GET", "a.example", "/", "x", "a\r\nb: c"),
            Http2Client.fields("GET", "a.example", "/", "x\r\ny", "z"),
            Http2Client.fields("GET", "a.example", "/", "x:y", "z"),
            Http2Client.fields("GET", "a.example", "/", "x", "a\0"),
            Http2Client.fields("GET", "a.example", "/", "transfer-encoding", "chunked"),
            Http2Client.fields("GET", "a.example", "/", "connection", "x"),
            Http2Client.fields("GET", "a.example", "/", "host", "b.example"),
            Http2Client.fields("GET", "a.example", "/", ":authority", "b.example"),
            Http2Client.fields("GET", "a.example", "/ HTTP/1.1\r\nx: y"),
            Http2Client.fields("GET /", "a.example", "/"),
            Http2Client.fields("POST", "a.example", "/", "content-length", "5"),
            Http2Client.fields("POST", "a.example", "/", "content-length", "0, 0"))
        .map(head -> Arguments.of((Object) head));
  }

  @ParameterizedTest
  @MethodSource("malformed")
  void whatHttpForbidsIsResetAndNeverPassedOn(String... head) throws IOException {
    try (MockUpstream backend = MockUpstream.answering("fine");
        InProcessGateway gateway = gateway(backend);
        Http2Client client = Http2Client.connect(gateway, "a.example")) {
      assertThat(client.awaitEnd(client.request(true, head)).reset()).isEqualTo(PROTOCOL_ERROR);
      TrafficEvent event = gateway.events().awaitCount(1).getFirst();
      assertThat(event.reason()).isEqualTo(CompletionReason.FRAMING_REJECTED);
      assertThat(client.awaitEnd(client.get("a.example", "/")).status()).isEqualTo(200);
      assertThat(backend.requests()).hasSize(1);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"four", "sixsix"})
  void aBodyOfAnotherLengthThanSaidEndsItsStream(String body) throws IOException {
    try (MockUpstream backend =
            MockUpstream.start(
                socket -> {
                  socket.readRequest();
                  socket.ok("whole");
                });
        InProcessGateway gateway = gateway(backend);
        Http2Client client = Http2Client.connect(gateway, "a.example")) {
      int stream =
          client.request(
              false, Http2Client.fields("POST", "a.example", "/", "content-length", "5"));
      client.data(stream, true, body);
      assertThat(client.awaitEnd(stream).reset()).isEqualTo(PROTOCOL_ERROR);
      assertThat(gateway.events().awaitCount(1).getFirst().reason())
          .isEqualTo(CompletionReason.FRAMING_REJECTED);
      assertThat(backend.requests()).isEmpty();
    }
  }
}
