package io.webgateway.agent.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import io.webgateway.agent.proxy.fixture.InProcessGateway;
import io.webgateway.agent.proxy.fixture.MockUpstream;
import io.webgateway.agent.proxy.fixture.RawClient;
import io.webgateway.agent.proxy.fixture.RawResponse;
import io.webgateway.model.traffic.CompletionReason;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Backends that break the rules: the visitor gets 502, the connection is never used again. */
class ResponseAbuseIT {
  private static final String GET = "GET / HTTP/1.1\r\nHost: a.example\r\n\r\n";

  private static MockUpstream sendingOnce(String answer) {
    return MockUpstream.start(
        socket -> {
          socket.readRequest();
          socket.send(answer);
          socket.stall();
        });
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "HTTP/1.1 200 OK|Content-Length: 2|Content-Length: 2||ok",
        "HTTP/1.1 200 OK|Content-Length: 2|Transfer-Encoding: chunked||2|ok|0||",
        "HTTP/1.1 200 OK|Transfer-Encoding: gzip, chunked||2|ok|0||",
        "HTTP/1.1 101 Switching Protocols|Upgrade: x|Connection: upgrade||",
        "HTTP/1.1 200 OK|Content-Length: 2||okHTTP/1.1 200 OK|Content-Length: 2||no",
        "HTTP/1.1 204 No Content||body",
        "HTTP/1.1 200 OK|HTTP/1.1 200 OK||",
        "HTTP/1.1 200 OK|X: a| b||",
        "HTTP/1.1 abc OK||",
        "SSH-2.0-OpenSSH||",
      })
  void becomes502AndTheConnectionIsEnded(String answer) throws IOException {
    try (MockUpstream backend = sendingOnce(answer.replace("|", "\r\n"));
        InProcessGateway gateway =
            InProcessGateway.start(InProcessGateway.route("a.example", backend.port()));
        RawClient client = gateway.client()) {
      assertThat(client.send(GET).read().status()).isEqualTo(502);
      assertThat(client.send(GET).read().status()).isEqualTo(502);

      gateway.events().awaitCount(2);
      assertThat(gateway.events().reasons()).containsOnly(CompletionReason.UPSTREAM_MALFORMED);
      assertThat(backend.connections()).isEqualTo(2);
    }
  }

  @Test
  void bytesAfterAnAnswerThatWasPassedOnEndTheConnection() throws IOException {
    try (MockUpstream backend =
            sendingOnce("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\nmore");
        InProcessGateway gateway =
            InProcessGateway.start(InProcessGateway.route("a.example", backend.port()));
        RawClient client = gateway.client()) {
      assertThat(client.send(GET).read().status()).isEqualTo(200);
      assertThat(client.send(GET).read().status()).isEqualTo(200);
      assertThat(backend.connections()).isEqualTo(2);
    }
  }

  @Test
  void anAnswerThatEndsEarlyIsCutAndNotPassedOffAsWhole() throws IOException {
    try (MockUpstream backend =
            MockUpstream.start(
                socket -> {
                  socket.readRequest();
                  socket.send("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf");
                });
        InProcessGateway gateway =
            InProcessGateway.start(InProcessGateway.route("a.example", backend.port()));
        RawClient client = gateway.client()) {
      String all = client.send(GET).readAll();
      assertThat(all).contains("content-length: 10").endsWith("half");
      gateway.events().awaitCount(1);
      assertThat(gateway.events().reasons()).containsExactly(CompletionReason.UPSTREAM_RESET);
    }
  }

  @Test
  void anAnswerThatEndsWithItsConnectionIsChunkedForTheVisitor() throws IOException {
    try (MockUpstream backend =
            MockUpstream.start(
                socket -> {
                  socket.readRequest();
                  socket.send("HTTP/1.1 200 OK\r\n\r\nhello ");
                  socket.send("world");
                });
        InProcessGateway gateway =
            InProcessGateway.start(InProcessGateway.route("a.example", backend.port()));
        RawClient client = gateway.client()) {
      assertThat(client.send(GET).read().body()).isEqualTo("hello world");
      assertThat(client.send(GET).read().body()).isEqualTo("hello world");
    }
  }

  @Test
  void aVisitorOfHttp10GetsNoChunks() throws IOException {
    try (MockUpstream backend =
            sendingOnce(
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n");
        InProcessGateway gateway =
            InProcessGateway.start(InProcessGateway.route("a.example", backend.port()));
        RawClient client = gateway.client()) {
      String all = client.send("GET / HTTP/1.0\r\nHost: a.example\r\n\r\n").readAll();
      assertThat(all).doesNotContain("chunked").endsWith("\r\n\r\nhello");
    }
  }

  @Test
  void interimAnswersAndTrailersPass() throws IOException {
    try (MockUpstream backend =
            MockUpstream.start(
                socket -> {
                  while (true) {
                    socket.readRequestHead();
                    socket.send("HTTP/1.1 100 Continue\r\n\r\n");
                    assertThat(
                            new String(
                                socket.in().readNBytes(4),
                                java.nio.charset.StandardCharsets.US_ASCII))
                        .isEqualTo("body");
                    socket.send(
                        """
                        HTTP/1.1 103 Early Hints\r
                        Link: </x>\r
                        \r
                        HTTP/1.1 200 OK\r
                        Transfer-Encoding: chunked\r
                        Trailer: X-Sum\r
                        \r
                        2\r
                        ok\r
                        0\r
                        X-Sum: 9\r
                        Host: evil\r
                        \r
                        """);
                  }
                });
        InProcessGateway gateway =
            InProcessGateway.start(InProcessGateway.route("a.example", backend.port()));
        RawClient client = gateway.client()) {
      for (int round = 0; round < 2; round++) {
        client.send(
            "POST / HTTP/1.1\r\nHost: a.example\r\nContent-Length: 4\r\nExpect: 100-continue\r\n\r\n");
        assertThat(client.readHeadOnly().status()).isEqualTo(100);
        client.send("body");
        assertThat(client.readHeadOnly().status()).isEqualTo(103);
        RawResponse answer = client.read();
        assertThat(answer.body()).isEqualTo("ok");
        assertThat(answer.trailers()).containsExactly("X-Sum: 9");
      }
      assertThat(backend.connections()).isEqualTo(1);
    }
  }

  @Test
  void anAnswerBeforeTheRequestsEndIsPassedOnAndBothConnectionsEnd() throws IOException {
    try (MockUpstream backend =
            MockUpstream.start(
                socket -> {
                  socket.readRequestHead();
                  socket.send("HTTP/1.1 403 Forbidden\r\nContent-Length: 2\r\n\r\nno");
                  socket.stall();
                });
        InProcessGateway gateway =
            InProcessGateway.start(InProcessGateway.route("a.example", backend.port()));
        RawClient client = gateway.client()) {
      client.send("POST / HTTP/1.1\r\nHost: a.example\r\nContent-Length: 100\r\n\r\npart");
      assertThat(client.readAll()).startsWith("HTTP/1.1 403 ").endsWith("no");
      gateway.events().awaitCount(1);
      try (RawClient next = gateway.client()) {
        assertThat(next.send(GET).read().status()).isEqualTo(403);
      }
      assertThat(backend.connections()).isEqualTo(2);
    }
  }

  @Test
  void anAnswerToHeadHasNoBodyWhateverItAnnounces() throws IOException {
    try (MockUpstream backend =
            MockUpstream.start(
                socket -> {
                  while (true) {
                    socket.readRequest();
                    socket.send("HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\n");
                  }
                });
        InProcessGateway gateway =
            InProcessGateway.start(InProcessGateway.route("a.example", backend.port()));
        RawClient client = gateway.client()) {
      for (int round = 0; round < 3; round++) {
        RawResponse answer =
            client.send("HEAD / HTTP/1.1\r\nHost: a.example\r\n\r\n").readHeadOnly();
        assertThat(answer.values("content-length")).containsExactly("99");
      }
      assertThat(backend.connections()).isEqualTo(1);
    }
  }
}
