package io.webgateway.agent.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import io.webgateway.agent.proxy.fixture.InProcessGateway;
import io.webgateway.agent.proxy.fixture.MockUpstream;
import io.webgateway.agent.proxy.fixture.RawClient;
import io.webgateway.agent.proxy.fixture.RawResponse;
import io.webgateway.model.traffic.CompletionReason;
import java.io.IOException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Raw bytes against a real listener: what is refused never reaches a backend. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RequestAbuseIT {
  private MockUpstream backend = MockUpstream.answering("ok");
  private InProcessGateway gateway =
      InProcessGateway.start(InProcessGateway.route("a.example", backend.port()));

  @BeforeAll
  void reach() throws IOException {
    try (RawClient client = gateway.client()) {
      client.send("GET / HTTP/1.1\r\nHost: a.example\r\n\r\n");
      assertThat(client.read().status()).isEqualTo(200);
    }
    gateway.events().awaitCount(1);
  }

  @BeforeEach
  void forget() {
    gateway.events().clear();
  }

  @AfterAll
  void stop() {
    gateway.close();
    backend.close();
  }

  @ParameterizedTest
  @CsvSource(
      delimiterString = " => ",
      quoteCharacter = '`',
      value = {
        // 1: framing with two meanings
        "POST / HTTP/1.1|Host: a.example|Content-Length: 4|Transfer-Encoding: chunked||0|| => 400",
        "POST / HTTP/1.1|Host: a.example|Transfer-Encoding: chunked, identity||0|| => 400",
        "POST / HTTP/1.1|Host: a.example|Transfer-Encoding: chunked|Transfer-Encoding: x||0|| => 400",
        "POST / HTTP/1.0|Host: a.example|Transfer-Encoding: chunked||0|| => 400",
        "POST / HTTP/1.1|Host: a.example|Content-Length: 1|Content-Length: 2||ab => 400",
        "POST / HTTP/1.1|Host: a.example|Content-Length: 1, 1||a => 400",
        "POST / HTTP/1.1|Host: a.example|Transfer-Encoding: gzip, chunked||0|| => 400",
        // 2: what a lenient parser takes
        "GET / HTTP/1.1|| => 400",
        "GET / HTTP/1.1|Host: a.example|Host: a.example|| => 400",
        "GET / HTTP/1.1|Host: a.example, b|| => 400",
        "GET / HTTP/1.1|Host: x@a.example|| => 400",
        "GET http://b.example/ HTTP/1.1|Host: a.example|| => 400",
        "GET / HTTP/1.1|Host: a.example|X: 1| 2|| => 400",
        "GET / HTTP/1.2|Host: a.example|| => 400",
        "GET / HTTP/2.0|Host: a.example|| => 400",
        "PRI * HTTP/2.0||SM|| => 400",
        "GET~/ HTTP/1.1|Host: a.example|| => 400",
        "GET  / HTTP/1.1|Host: a.example|| => 400",
        "` GET / HTTP/1.1|Host: a.example||` => 400",
        "get / HTTP/1.1|Host: a.example|| => 400",
        "GET /#f HTTP/1.1|Host: a.example|| => 400",
        "GET /\u00e9 HTTP/1.1|Host: a.example|| => 400",
        "GET /\u0001 HTTP/1.1|Host: a.example|| => 400",
        "GET x HTTP/1.1|Host: a.example|| => 400",
        "||GET / HTTP/1.1|Host: a.example|| => 400",
        "CONNECT a.example:443 HTTP/1.1|Host: a.example|| => 400",
        "CONNECT / HTTP/1.1|Host: a.example|Content-Length: 1||x => 405",
        "TRACE / HTTP/1.1|Host: a.example|| => 405",
        // 5: paths
        "GET /../etc HTTP/1.1|Host: a.example|| => 400",
        "GET /a/%252e%252e/b HTTP/1.1|Host: a.example|| => 400",
        "GET /a/..%5cb HTTP/1.1|Host: a.example|| => 400",
        "GET /a%00 HTTP/1.1|Host: a.example|| => 400",
        // 8: expectations
        "POST / HTTP/1.1|Host: a.example|Content-Length: 1|Expect: magic||x => 417",
      })
  void isRefusedAndClosed(String request, int status) throws IOException {
    int requestsBefore = backend.requests().size();
    try (RawClient client = gateway.client()) {
      client.send(request.replace("|", "\r\n").replace("~", "\t"));
      String answer = client.readAll();

      assertThat(answer).startsWith("HTTP/1.1 " + status + " ").contains("connection: close");
      assertThat(answer.lastIndexOf("HTTP/1.1 " + status)).isZero();
    }
    assertThat(gateway.events().awaitCount(1)).hasSize(1);
    assertThat(backend.requests()).hasSize(requestsBefore);
  }

  @Test
  void anEmptyLineInFrontIsForgivenOnce() throws IOException {
    try (RawClient client = gateway.client()) {
      client.send("\r\nGET / HTTP/1.1\r\nHost: a.example\r\n\r\n");
      assertThat(client.read().status()).isEqualTo(200);
      client.send("\r").send("\nGET / HTTP/1.1\r\nHost: a.example\r\n\r\n");
      assertThat(client.read().status()).isEqualTo(200);
    }
  }

  @Test
  void longTargetsAndLargeHeadsHaveTheirOwnAnswers() throws IOException {
    try (RawClient target = gateway.client();
        RawClient fields = gateway.client();
        RawClient count = gateway.client();
        RawClient endless = gateway.client()) {
      target.send("GET /" + "a".repeat(9_000));
      assertThat(target.read().status()).isEqualTo(414);
      fields.send(
          "GET / HTTP/1.1\r\nHost: a.example\r\n" + ("X: " + "y".repeat(4_000) + "\r\n").repeat(9));
      assertThat(fields.read().status()).isEqualTo(431);
      count.send("GET / HTTP/1.1\r\nHost: a.example\r\n" + "X: y\r\n".repeat(101) + "\r\n");
      assertThat(count.read().status()).isEqualTo(431);
      endless.send("GET / HTTP/1.1\r\nX: " + "y".repeat(40_000));
      assertThat(endless.read().status()).isEqualTo(431);
    }
    gateway.events().awaitCount(4);
    assertThat(gateway.events().reasons())
        .containsOnly(CompletionReason.TARGET_TOO_LONG, CompletionReason.HEAD_TOO_LARGE);
  }

  @Test
  void aChunkThatBreaksAfterTheHeadWasForwardedEndsTheBackendsConnectionToo() throws IOException {
    int connectionsBefore = backend.connections();
    try (RawClient client = gateway.client()) {
      client.send("POST / HTTP/1.1\r\nHost: a.example\r\nTransfer-Encoding: chunked\r\n\r\n");
      client.send("1\r\nx\r\n").send("zz\r\n");
      assertThat(client.readAll()).startsWith("HTTP/1.1 400 ");
    }
    try (RawClient next = gateway.client()) {
      next.send("GET / HTTP/1.1\r\nHost: a.example\r\n\r\n");
      assertThat(next.read().status()).isEqualTo(200);
    }
    gateway.events().awaitCount(2);
    assertThat(gateway.events().reasons())
        .containsExactly(CompletionReason.FRAMING_REJECTED, CompletionReason.COMPLETED);
    assertThat(backend.connections()).isGreaterThanOrEqualTo(connectionsBefore);
  }

  @Test
  void aRequestThatCameThroughHereBeforeIsALoop() throws IOException {
    try (RawClient client = gateway.client()) {
      client.send("GET / HTTP/1.1\r\nHost: a.example\r\n\r\n");
      client.read();
      RawResponse seen = backend.requests().getLast();
      client.send(
          "GET / HTTP/1.1\r\nHost: a.example\r\nVia: "
              + seen.values("via").getFirst()
              + "\r\n\r\n");
      assertThat(client.read().status()).isEqualTo(508);
    }
  }

  @Test
  void theRoutedPathIsTheForwardedOne() throws IOException {
    try (RawClient client = gateway.client()) {
      client.send("GET //x/%2e/y/../%7Ez?../%2e HTTP/1.1\r\nHost: A.EXAMPLE.\r\n\r\n");
      assertThat(client.read().status()).isEqualTo(200);
    }
    assertThat(backend.requests().getLast().startLine()).isEqualTo("GET /x/~z?../%2e HTTP/1.1");
    assertThat(backend.requests().getLast().values("host")).containsExactly("a.example");
  }

  @Test
  void anUnknownHostLearnsNothingAndKeepsItsConnection() throws IOException {
    try (RawClient client = gateway.client()) {
      client.send("GET / HTTP/1.1\r\nHost: b.example\r\nAccept: application/problem+json\r\n\r\n");
      RawResponse answer = client.read();
      assertThat(answer.status()).isEqualTo(404);
      assertThat(answer.values("content-type")).containsExactly("application/problem+json");
      assertThat(answer.body()).contains("\"exchange\":\"").doesNotContain("example");
      client.send("HEAD / HTTP/1.1\r\nHost: b.example\r\n\r\n");
      assertThat(client.readHeadOnly().status()).isEqualTo(404);
      client.send("GET / HTTP/1.1\r\nHost: a.example\r\n\r\n");
      assertThat(client.read().status()).isEqualTo(200);
    }
    gateway.events().awaitCount(3);
    assertThat(gateway.events().reasons())
        .containsExactly(
            CompletionReason.NO_HOST, CompletionReason.NO_HOST, CompletionReason.COMPLETED);
  }
}
