package io.webgateway.agent.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.webgateway.agent.proxy.fixture.Http2Answer;
import io.webgateway.agent.proxy.fixture.Http2Client;
import io.webgateway.agent.proxy.fixture.InProcessGateway;
import io.webgateway.agent.proxy.fixture.LargeBody;
import io.webgateway.agent.proxy.fixture.MockUpstream;
import io.webgateway.agent.proxy.fixture.RawResponse;
import io.webgateway.agent.proxy.fixture.TestCertificates;
import io.webgateway.agent.routing.ServerCertificate;
import io.webgateway.model.traffic.CompletionReason;
import io.webgateway.model.traffic.TrafficEvent;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What a visitor of HTTP/2 gets through a whole data plane, and what backends see of it. */
class Http2IT {
  private static final ServerCertificate CERTIFICATE = TestCertificates.selfSigned("a.example");
  private static final int ENABLE_CONNECT_PROTOCOL = 8;

  private static InProcessGateway gateway(MockUpstream backend) {
    InProcessGateway gateway = InProcessGateway.start().with(CERTIFICATE);
    gateway.apply(InProcessGateway.route("a.example", backend.port()));
    return gateway;
  }

  private static Http2Client client(InProcessGateway gateway) throws IOException {
    return Http2Client.connect(gateway, "a.example");
  }

  @Test
  void aRequestIsServedAndCountedAsHttp2() throws IOException {
    try (MockUpstream backend = MockUpstream.answering("fine");
        InProcessGateway gateway = gateway(backend);
        Http2Client client = client(gateway)) {
      int stream =
          client.request(
              true,
              Http2Client.fields(
                  "GET",
                  "A.example.:443",
                  "/x/../y?q=1",
                  "cookie",
                  "a=1",
                  "x-forwarded-for",
                  "6.6.6.6",
                  "cookie",
                  "b=2",
                  "te",
                  "trailers"));
      Http2Answer answer = client.awaitEnd(stream);
      assertThat(answer.status()).isEqualTo(200);
      assertThat(answer.body()).isEqualTo("fine");
      assertThat(answer.field("content-length")).isEqualTo("4");
      assertThat(answer.field("via")).startsWith("1.1 webgw-");
      assertThat(answer.field("connection")).isEqualTo("null");

      RawResponse seen = backend.requests().getFirst();
      assertThat(seen.startLine()).isEqualTo("GET /y?q=1 HTTP/1.1");
      assertThat(seen.values("host")).containsExactly("a.example:443");
      assertThat(seen.values("cookie")).containsExactly("a=1; b=2");
      assertThat(seen.values("x-forwarded-for")).containsExactly("127.0.0.1");
      assertThat(seen.values("x-forwarded-proto")).containsExactly("https");
      assertThat(seen.values("via").getFirst()).startsWith("2.0 webgw-");
      assertThat(seen.values("te")).isEmpty();
      assertThat(seen.values("transfer-encoding")).isEmpty();

      TrafficEvent.HttpExchange event =
          (TrafficEvent.HttpExchange) gateway.events().awaitCount(1).getFirst();
      assertThat(event.protocol()).isEqualTo(TrafficEvent.Protocol.HTTP_2);
      assertThat(event.reason()).isEqualTo(CompletionReason.COMPLETED);
      assertThat(event.status()).isEqualTo(200);
      assertThat(client.setting(ENABLE_CONNECT_PROTOCOL)).isEqualTo(1);
    }
  }

  @Test
  void manyStreamsShareOneConnectionAndMayEndInAnyOrder() throws IOException {
    CountDownLatch slowMay = new CountDownLatch(1);
    try (MockUpstream backend =
            MockUpstream.start(
                socket -> {
                  while (true) {
                    RawResponse request = socket.readRequest();
                    if (request.startLine().contains("slow")) {
                      slowMay.await();
                    }
                    socket.ok(request.startLine().split(" ", -1)[1]);
                  }
                });
        InProcessGateway gateway = gateway(backend);
        Http2Client client = client(gateway)) {
      int slow = client.get("a.example", "/slow");
      List<Integer> streams = new ArrayList<>();
      for (int i = 0; i < 90; i++) {
        streams.add(client.get("a.example", "/" + i));
      }
      for (int i = 0; i < 90; i++) {
        assertThat(client.awaitEnd(streams.get(i)).body()).isEqualTo("/" + i);
      }
      assertThat(client.answer(slow).ended()).isFalse();
      slowMay.countDown();
      assertThat(client.awaitEnd(slow).body()).isEqualTo("/slow");
      gateway.events().awaitCount(91);
      assertThat(gateway.engine().counters().openConnections()).isEqualTo(1);
    }
  }

  @Test
  void aBodyWithTrailersGoesBothWays() throws IOException {
    try (MockUpstream backend =
            MockUpstream.start(
                socket -> {
                  RawResponse request = socket.readRequest();
                  socket.send(
                      "HTTP/1.1 103 Early Hints\r\nLink: </a.css>\r\n\r\n"
                          + "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\n"
                          + request.body().substring(0, 3)
                          + "\r\n0\r\ngrpc-status: 0\r\nContent-Length: 9\r\n\r\n");
                  socket.stall();
                });
        InProcessGateway gateway = gateway(backend);
        Http2Client client = client(gateway)) {
      int stream = client.request(false, Http2Client.fields("POST", "a.example", "/"));
      client.data(stream, false, "one").data(stream, false, "two");
      client.headers(stream, true, "x-sum", "6", "content-length", "6");
      Http2Answer answer = client.awaitEnd(stream);
      assertThat(answer.interim()).containsExactly("103");
      assertThat(answer.body()).isEqualTo("one");
      assertThat(answer.trailer("grpc-status")).isEqualTo("0");
      assertThat(answer.trailer("content-length")).isEqualTo("null");
      RawResponse seen = backend.requests().getFirst();
      assertThat(seen.body()).isEqualTo("onetwo");
      assertThat(seen.values("transfer-encoding")).containsExactly("chunked");
      assertThat(seen.trailers()).containsExactly("x-sum: 6");
    }
  }

  @Test
  void expectationsAndAnswersWithoutBodyAreAsTheyShouldBe() throws IOException {
    try (MockUpstream backend =
            MockUpstream.start(
                socket -> {
                  while (true) {
                    RawResponse head = socket.readRequestHead();
                    if (head.startLine().startsWith("HEAD")) {
                      socket.send("HTTP/1.1 200 OK\r\nContent-Length: 7\r\n\r\n");
                    } else if (head.startLine().startsWith("GET")) {
                      socket.send("HTTP/1.1 304 Not Modified\r\nETag: \"x\"\r\n\r\n");
                    } else {
                      assertThat(head.values("expect")).containsExactly("100-continue");
                      socket.send("HTTP/1.1 100 Continue\r\n\r\n");
                      socket.in().readNBytes(4);
                      socket.send("HTTP/1.1 204 No Content\r\n\r\n");
                    }
                  }
                });
        InProcessGateway gateway = gateway(backend);
        Http2Client client = client(gateway)) {
      int head = client.request(true, Http2Client.fields("HEAD", "a.example", "/"));
      assertThat(client.awaitEnd(head).field("content-length")).isEqualTo("7");
      assertThat(client.answer(head).dataFrames()).isZero();
      int get = client.get("a.example", "/");
      assertThat(client.awaitEnd(get).status()).isEqualTo(304);
      int put =
          client.request(
              false,
              Http2Client.fields(
                  "PUT", "a.example", "/", "expect", "100-continue", "content-length", "4"));
      await().until(() -> client.answer(put).interim().contains("100"));
      client.data(put, true, "body");
      assertThat(client.awaitEnd(put).status()).isEqualTo(204);
    }
  }

  @Test
  void anAnswerThatComesEarlyEndsTheRequestWithoutAFault() throws IOException {
    try (MockUpstream backend =
            MockUpstream.start(
                socket -> {
                  socket.readRequestHead();
                  socket.ok("enough");
                  socket.stall();
                });
        InProcessGateway gateway = gateway(backend);
        Http2Client client = client(gateway)) {
      int stream = client.request(false, Http2Client.fields("POST", "a.example", "/"));
      Http2Answer answer = client.awaitEnd(stream);
      assertThat(answer.body()).isEqualTo("enough");
      await().until(() -> answer.reset() == 0);
      // What was on its way does no harm.
      client.data(stream, false, "late").data(stream, true, "later");
      assertThat(client.awaitEnd(client.get("a.example", "/")).status()).isEqualTo(200);
      assertThat(gateway.events().awaitCount(2).stream().map(TrafficEvent::reason))
          .containsOnly(CompletionReason.COMPLETED);
    }
  }

  @Test
  void aStreamThatIsNotReadHoldsItsBackendAndNobodyElse() throws IOException {
    LargeBody body = new LargeBody();
    try (MockUpstream backend =
            MockUpstream.start(
                socket -> {
                  while (true) {
                    if (socket.readRequest().startLine().contains("large")) {
                      socket.send("HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n");
                      body.write(socket.out());
                      return;
                    }
                    socket.ok("small");
                  }
                });
        InProcessGateway gateway = gateway(backend);
        Http2Client client = client(gateway).withoutWindows()) {
      client.window(0, 1 << 20);
      int large = client.get("a.example", "/large");
      assertThat(body.awaitStandstill()).isLessThan(LargeBody.HELD_BYTES_LIMIT);
      assertThat(client.answer(large).bodyBytes()).isEqualTo(65_535);
      assertThat(client.awaitEnd(client.get("a.example", "/")).body()).isEqualTo("small");
      client.window(large, 1 << 20);
      await().until(() -> client.answer(large).bodyBytes() > 500_000);
      client.cancel(large);
      assertThat(gateway.events().awaitCount(2).stream().map(TrafficEvent::reason))
          .containsExactly(CompletionReason.COMPLETED, CompletionReason.CLIENT_ABORTED);
    }
  }

  @Test
  void aBackendThatDoesNotReadHoldsItsStreamAndNobodyElse() throws Exception {
    CountDownLatch mayRead = new CountDownLatch(1);
    try (MockUpstream backend =
            MockUpstream.start(
                socket -> {
                  while (true) {
                    RawResponse head = socket.readRequestHead();
                    if (head.startLine().startsWith("POST")) {
                      mayRead.await();
                      int length = Integer.parseInt(head.values("content-length").getFirst());
                      socket.ok("" + socket.in().readNBytes(length).length);
                    } else {
                      socket.ok("small");
                    }
                  }
                });
        InProcessGateway gateway = gateway(backend);
        Http2Client client = client(gateway)) {
      int total = 32 << 20;
      int stream =
          client.request(
              false, Http2Client.fields("POST", "a.example", "/", "content-length", "" + total));
      CompletableFuture<String> upload =
          CompletableFuture.supplyAsync(() -> upload(client, stream, total));
      long open = standstill(() -> client.window(stream));
      assertThat(open).isLessThan(16 << 20);
      assertThat(client.awaitEnd(client.get("a.example", "/")).body()).isEqualTo("small");
      mayRead.countDown();
      assertThat(client.awaitEnd(stream).body()).isEqualTo("" + total);
      assertThat(upload.get()).isEmpty();
    }
  }

  private static String upload(Http2Client client, int stream, int total) {
    try {
      return client.upload(stream, total);
    } catch (IOException e) {
      return e.toString();
    }
  }

  private static long standstill(LongSupplier value) {
    long[] last = {-1, 0};
    await()
        .pollInterval(Duration.ofMillis(100))
        .until(
            () -> {
              long now = value.getAsLong();
              last[1] = now == last[0] && now > 0 ? last[1] + 1 : 0;
              last[0] = now;
              return last[1] >= 3;
            });
    return last[0];
  }

  @Test
  void theGatewaysOwnAnswersCarryTheExchangeId() throws IOException {
    try (MockUpstream backend = MockUpstream.answering("fine");
        InProcessGateway gateway = gateway(backend);
        Http2Client client = client(gateway)) {
      int json =
          client.request(
              true, Http2Client.fields("GET", "b.example", "/", "accept", "application/json"));
      Http2Answer answer = client.awaitEnd(json);
      String id =
          ((TrafficEvent.HttpExchange) gateway.events().awaitCount(1).getFirst()).exchangeId();
      assertThat(answer.status()).isEqualTo(421);
      assertThat(answer.field("content-type")).isEqualTo("application/problem+json");
      assertThat(answer.body()).contains(id);
      int path = client.request(true, Http2Client.fields("GET", "a.example", "/%2e%2e%2f"));
      assertThat(client.awaitEnd(path).status()).isEqualTo(400);
      int connect = client.request(true, ":method", "CONNECT", ":authority", "a.example:443");
      assertThat(client.awaitEnd(connect).status()).isEqualTo(405);
      String[] udp = Http2Client.fields("CONNECT", "a.example", "/", ":protocol", "connect-udp");
      String[] ordered = {
        udp[0], udp[1], udp[8], udp[9], udp[2], udp[3], udp[4], udp[5], udp[6], udp[7]
      };
      assertThat(client.awaitEnd(client.request(true, ordered)).status()).isEqualTo(501);
      int large =
          client.request(true, Http2Client.fields("GET", "a.example", "/" + "x".repeat(9_000)));
      assertThat(client.awaitEnd(large).status()).isEqualTo(414);
      int fields =
          client.request(
              true, Http2Client.fields("GET", "a.example", "/", "x", "y".repeat(33_000)));
      assertThat(client.awaitEnd(fields).status()).isEqualTo(431);
      assertThat(client.awaitEnd(client.get("a.example", "/")).status()).isEqualTo(200);
      assertThat(backend.requests()).hasSize(1);
      assertThat(
              gateway.events().awaitCount(7).stream()
                  .map(TrafficEvent::reason)
                  .collect(Collectors.toSet()))
          .containsExactlyInAnyOrder(
              CompletionReason.MISDIRECTED,
              CompletionReason.FRAMING_REJECTED,
              CompletionReason.REQUEST_REFUSED,
              CompletionReason.TARGET_TOO_LONG,
              CompletionReason.HEAD_TOO_LARGE,
              CompletionReason.COMPLETED);
    }
  }

  @Test
  void aDrainedConnectionAnswersWhatHasComeAndTakesNoMore() throws Exception {
    CountDownLatch reached = new CountDownLatch(1);
    CountDownLatch may = new CountDownLatch(1);
    try (MockUpstream backend =
            MockUpstream.start(
                socket -> {
                  socket.readRequest();
                  reached.countDown();
                  may.await();
                  socket.ok("last");
                });
        InProcessGateway gateway = gateway(backend);
        Http2Client client = client(gateway);
        Http2Client idle = client(gateway)) {
      int stream = client.get("a.example", "/");
      reached.await();
      Thread closing = Thread.ofVirtual().start(gateway::stop);
      await().until(() -> client.goAways().size() == 2);
      may.countDown();
      assertThat(client.awaitEnd(stream).body()).isEqualTo("last");
      client.awaitClosed();
      idle.awaitClosed();
      closing.join();
      assertThat(client.goAways().get(0)).containsExactly(Integer.MAX_VALUE, 0);
      assertThat(client.goAways().get(1)).containsExactly(stream, 0);
      assertThat(gateway.events().reasons()).containsExactly(CompletionReason.COMPLETED);
    }
  }
}
