package io.webgateway.agent.proxy;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.webgateway.agent.proxy.fixture.Http2Socket;
import io.webgateway.agent.proxy.fixture.InProcessGateway;
import io.webgateway.agent.proxy.fixture.LargeBody;
import io.webgateway.agent.proxy.fixture.MockUpstream;
import io.webgateway.agent.proxy.fixture.RawClient;
import io.webgateway.agent.proxy.fixture.RawResponse;
import io.webgateway.agent.proxy.fixture.TestAuthority;
import io.webgateway.agent.proxy.fixture.TlsServers;
import io.webgateway.agent.routing.HttpRoute;
import io.webgateway.agent.routing.policy.UpstreamProtocol;
import io.webgateway.agent.routing.policy.UpstreamProtocol.HttpVersion;
import io.webgateway.agent.routing.policy.UpstreamTls;
import io.webgateway.model.traffic.CompletionReason;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Backends that speak HTTP/2: shared connections, and what a visitor of HTTP/1.1 gets of them. */
class Http2BackendIT {
  private static final String GET = "GET / HTTP/1.1\r\nHost: a.example\r\n\r\n";
  private static final UpstreamProtocol IN_CLEAR =
      new UpstreamProtocol(HttpVersion.HTTP_2, new UpstreamTls.Off());
  private static final int NO_ERROR = 0;
  private static final int REFUSED_STREAM = 7;
  private static final int CANCEL = 8;

  private static HttpRoute route(MockUpstream backend) {
    return InProcessGateway.speaking(IN_CLEAR, InProcessGateway.route("a.example", backend.port()));
  }

  private static MockUpstream backend(Http2Socket.Script script, int... settings) {
    return MockUpstream.start(Http2Socket.speaking(script, settings));
  }

  @Test
  void aRequestIsTranslatedAndItsAnswerToo() throws IOException {
    Queue<Http2Socket.Head> heads = new ConcurrentLinkedQueue<>();
    Queue<String> bodies = new ConcurrentLinkedQueue<>();
    try (MockUpstream backend =
            backend(
                socket -> {
                  while (true) {
                    Http2Socket.Head head = socket.head();
                    heads.add(head);
                    bodies.add(
                        head.endsStream() ? "" : new String(socket.body(head.stream()), US_ASCII));
                    socket.headers(head.stream(), false, ":status", "103", "link", "</x>");
                    socket.headers(
                        head.stream(), false, ":status", "200", "x-from", "backend", "date", "now");
                    socket.data(head.stream(), false, "he");
                    socket.data(head.stream(), false, "llo");
                    socket.headers(head.stream(), true, "x-sum", "9", "host", "evil");
                  }
                });
        InProcessGateway gateway = InProcessGateway.start(1, route(backend));
        RawClient client = gateway.client()) {
      client.send(
          """
          POST /a%20b?c=d HTTP/1.1\r
          Host: A.example\r
          Connection: X-Mine, keep-alive\r
          X-Mine: secret\r
          X-Forwarded-For: 1.2.3.4\r
          Upgrade: h2c\r
          TE: trailers\r
          Content-Length: 4\r
          Cookie: a=b\r
          \r
          body""");
      assertThat(client.readHeadOnly().status()).isEqualTo(103);
      RawResponse answer = client.read();
      assertThat(answer.status()).isEqualTo(200);
      assertThat(answer.values("x-from")).containsExactly("backend");
      assertThat(answer.body()).isEqualTo("hello");
      assertThat(answer.trailers()).containsExactly("x-sum: 9");
      client.send("PUT / HTTP/1.1\r\nHost: a.example\r\nTransfer-Encoding: chunked\r\n\r\n");
      client.send("3\r\nabc\r\n0\r\nX-Digest: 7\r\n\r\n");
      assertThat(client.readHeadOnly().status()).isEqualTo(103);
      assertThat(client.read().body()).isEqualTo("hello");

      Http2Socket.Head head = heads.remove();
      assertThat(head.value(":method")).isEqualTo("POST");
      assertThat(head.value(":scheme")).isEqualTo("http");
      assertThat(head.value(":authority")).isEqualTo("a.example");
      assertThat(head.value(":path")).isEqualTo("/a%20b?c=d");
      assertThat(head.value("content-length")).isEqualTo("4");
      assertThat(head.value("te")).isEqualTo("trailers");
      assertThat(head.value("cookie")).isEqualTo("a=b");
      assertThat(head.value("x-forwarded-for")).isEqualTo("127.0.0.1");
      assertThat(head.headers().names())
          .extracting(CharSequence::toString)
          .doesNotContain("connection", "upgrade", "x-mine", "host", "transfer-encoding");
      assertThat(bodies).containsExactly("body", "abc");
      assertThat(backend.connections()).isEqualTo(1);
    }
  }

  @Test
  void answersWithoutBodyEndAtOnceWhateverTheyAnnounce() throws IOException {
    try (MockUpstream backend =
            backend(
                socket -> {
                  while (true) {
                    Http2Socket.Head head = socket.head();
                    String status = head.value(":path").substring(1);
                    if (head.value(":method").equals("HEAD")) {
                      socket.headers(
                          head.stream(), true, ":status", status, "content-length", "99");
                    } else {
                      socket.headers(head.stream(), true, ":status", status);
                    }
                  }
                });
        InProcessGateway gateway = InProcessGateway.start(1, route(backend));
        RawClient client = gateway.client()) {
      client.send(GET.replace("GET / ", "HEAD /200 "));
      assertThat(client.readHeadOnly().values("content-length")).containsExactly("99");
      assertThat(client.send(GET.replace("/ ", "/204 ")).readHeadOnly().fields())
          .noneMatch(line -> line.startsWith("content-length"));
      assertThat(client.send(GET.replace("/ ", "/304 ")).readHeadOnly().status()).isEqualTo(304);
      RawResponse empty = client.send(GET.replace("/ ", "/200 ")).read();
      assertThat(empty.values("content-length")).containsExactly("0");
      assertThat(backend.connections()).isEqualTo(1);
    }
  }

  @Test
  void manyVisitorsShareAConnectionUpToWhatTheBackendAllows() throws Exception {
    AtomicInteger under = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    try (MockUpstream backend =
            backend(
                socket -> {
                  List<Integer> open = new ArrayList<>();
                  while (true) {
                    open.add(socket.head().stream());
                    most.accumulateAndGet(open.size(), Math::max);
                    under.incrementAndGet();
                    if (open.size() == 3 || under.get() > 6) {
                      for (int stream : open) {
                        socket.answer(stream, "ok");
                      }
                      open.clear();
                    }
                  }
                },
                Http2Socket.MAX_CONCURRENT_STREAMS,
                3);
        InProcessGateway gateway = InProcessGateway.start(1, route(backend))) {
      Queue<String> bodies = new ConcurrentLinkedQueue<>();
      List<Thread> visitors = new ArrayList<>();
      for (int i = 0; i < 24; i++) {
        visitors.add(
            Thread.ofVirtual()
                .start(
                    () -> {
                      try (RawClient client = gateway.client()) {
                        for (int round = 0; round < 5; round++) {
                          bodies.add(client.send(GET).read().body());
                        }
                      } catch (IOException e) {
                        bodies.add(e.toString());
                      }
                    }));
      }
      for (Thread visitor : visitors) {
        visitor.join();
      }
      assertThat(bodies).hasSize(120).containsOnly("ok");
      assertThat(most.get()).isLessThanOrEqualTo(3);
      // Two event loops, each with up to eight.
      assertThat(backend.connections()).isBetween(2, 16);
    }
  }

  @Test
  void whatTheBackendHasNotBegunIsSentAgain() throws IOException {
    AtomicInteger connections = new AtomicInteger();
    try (MockUpstream backend =
            backend(
                socket -> {
                  int number = connections.incrementAndGet();
                  while (true) {
                    Http2Socket.Head head = socket.head();
                    if (number == 1) {
                      socket.answer(head.stream(), "first");
                      socket.head();
                      socket.goAway(head.stream(), NO_ERROR);
                    } else if (number == 2 && !head.value(":path").equals("/")) {
                      socket.reset(head.stream(), REFUSED_STREAM);
                    } else {
                      socket.answer(head.stream(), "on " + number);
                    }
                  }
                });
        InProcessGateway gateway = InProcessGateway.start(1, route(backend));
        RawClient client = gateway.client()) {
      assertThat(client.send(GET).read().body()).isEqualTo("first");
      // POST without a body is repeated only because the backend says that it did nothing.
      assertThat(client.send(GET.replace("GET", "POST")).read().body()).isEqualTo("on 2");
      assertThat(client.send(GET.replace("GET /", "POST /again")).read().body()).isEqualTo("on 3");
      assertThat(client.send(GET).read().body()).startsWith("on ");
      assertThat(gateway.events().reasons()).containsOnly(CompletionReason.COMPLETED);
    }
  }

  @Test
  void aBodyWhoseEndWasPassedOnIsNotSentAgainWithoutIt() throws IOException {
    try (MockUpstream backend =
            backend(
                socket -> {
                  while (true) {
                    Http2Socket.Head head = socket.head();
                    socket.body(head.stream());
                    socket.reset(head.stream(), REFUSED_STREAM);
                  }
                });
        InProcessGateway gateway = InProcessGateway.start(1, route(backend));
        RawClient client = gateway.client()) {
      client.send("POST / HTTP/1.1\r\nHost: a.example\r\nTransfer-Encoding: chunked\r\n\r\n");
      assertThat(client.send("0\r\n\r\n").read().status()).isEqualTo(502);
    }
  }

  @Test
  void anAnswerBeforeTheRequestsEndIsWholeAlthoughAResetFollows() throws IOException {
    Queue<Integer> resets = new ConcurrentLinkedQueue<>();
    try (MockUpstream backend =
            backend(
                socket -> {
                  Http2Socket.Head head = socket.head();
                  socket.headers(head.stream(), false, ":status", "413");
                  socket.data(head.stream(), true, "too large");
                  socket.reset(head.stream(), NO_ERROR);
                  while (true) {
                    Http2Socket.Frame frame = socket.read();
                    if (frame.type() == Http2Socket.RST_STREAM) {
                      resets.add(frame.number());
                    } else if (frame.type() == Http2Socket.HEADERS) {
                      socket.answer(frame.stream(), "next");
                    }
                  }
                });
        InProcessGateway gateway = InProcessGateway.start(1, route(backend));
        RawClient client = gateway.client();
        RawClient next = gateway.client()) {
      client.send("POST / HTTP/1.1\r\nHost: a.example\r\nContent-Length: 100000\r\n\r\npart");
      assertThat(client.readAll()).startsWith("HTTP/1.1 413 ").contains("too large");
      assertThat(next.send(GET).read().body()).isEqualTo("next");
      await().until(() -> List.copyOf(resets).equals(List.of(CANCEL)));
      gateway.events().awaitCount(2);
      assertThat(gateway.events().reasons()).containsOnly(CompletionReason.COMPLETED);
    }
  }

  @Test
  void aVisitorThatLeavesCancelsItsStreamAndNothingElse() throws IOException {
    Queue<Integer> resets = new ConcurrentLinkedQueue<>();
    AtomicInteger waiting = new AtomicInteger();
    try (MockUpstream backend =
            backend(
                socket -> {
                  while (true) {
                    Http2Socket.Frame frame = socket.read();
                    if (frame.type() == Http2Socket.RST_STREAM) {
                      resets.add(frame.number());
                    } else if (frame.type() == Http2Socket.HEADERS) {
                      if (socket.head(frame).value(":path").equals("/wait")) {
                        waiting.incrementAndGet();
                      } else {
                        socket.answer(frame.stream(), "fine");
                      }
                    }
                  }
                });
        InProcessGateway gateway = InProcessGateway.start(1, route(backend));
        RawClient leaving = gateway.client();
        RawClient client = gateway.client()) {
      leaving.send(GET.replace("/ ", "/wait "));
      await().until(() -> waiting.get() == 1);
      leaving.reset();
      await().until(() -> List.copyOf(resets).equals(List.of(CANCEL)));
      assertThat(client.send(GET).read().body()).isEqualTo("fine");
      gateway.events().awaitCount(2);
      assertThat(gateway.events().reasons())
          .containsExactlyInAnyOrder(CompletionReason.CLIENT_ABORTED, CompletionReason.COMPLETED);
    }
  }

  @Test
  void aVisitorThatDoesNotReadHoldsUpItsOwnStreamOnly() throws IOException {
    AtomicInteger sentBytes = new AtomicInteger();
    byte[] block = new byte[16 * 1024];
    try (MockUpstream backend =
            backend(
                socket -> {
                  long streamWindow = 0;
                  int big = 0;
                  while (true) {
                    Http2Socket.Frame frame = socket.read();
                    if (frame.type() == Http2Socket.SETTINGS && frame.payload().length > 0) {
                      streamWindow += initialWindow(frame);
                    } else if (frame.type() == Http2Socket.WINDOW_UPDATE
                        && big != 0
                        && frame.stream() == big) {
                      streamWindow += frame.number();
                    } else if (frame.type() == Http2Socket.HEADERS) {
                      if (socket.head(frame).value(":path").equals("/big")) {
                        big = frame.stream();
                        socket.headers(big, false, ":status", "200");
                      } else {
                        socket.answer(frame.stream(), "small");
                      }
                    }
                    while (big != 0 && streamWindow >= block.length) {
                      streamWindow -= block.length;
                      socket.data(big, false, block);
                      sentBytes.addAndGet(block.length);
                    }
                  }
                });
        InProcessGateway gateway = InProcessGateway.start(1, route(backend));
        RawClient slow = gateway.client();
        RawClient client = gateway.client()) {
      slow.send(GET.replace("/ ", "/big "));
      int[] last = {-1};
      await()
          .pollInterval(java.time.Duration.ofMillis(200))
          .until(
              () -> {
                int before = last[0];
                last[0] = sentBytes.get();
                return before > 0 && before == last[0];
              });
      assertThat(last[0]).isLessThan((int) LargeBody.HELD_BYTES_LIMIT);
      for (int i = 0; i < 5; i++) {
        assertThat(client.send(GET).read().body()).isEqualTo("small");
      }
      assertThat(backend.connections()).isEqualTo(1);
    }
  }

  private static int initialWindow(Http2Socket.Frame settings) {
    java.nio.ByteBuffer payload = java.nio.ByteBuffer.wrap(settings.payload());
    while (payload.hasRemaining()) {
      int identifier = payload.getShort();
      int value = payload.getInt();
      if (identifier == Http2Socket.INITIAL_WINDOW_SIZE) {
        return value;
      }
    }
    throw new IllegalStateException("the gateway says no window");
  }

  @Test
  void anUploadWaitsForTheBackendsWindow() throws Exception {
    LargeBody body = new LargeBody();
    Object gate = new Object();
    boolean[] open = {false};
    AtomicInteger received = new AtomicInteger();
    try (MockUpstream backend =
            backend(
                socket -> {
                  Http2Socket.Head head = socket.head();
                  synchronized (gate) {
                    while (!open[0]) {
                      gate.wait();
                    }
                  }
                  received.set(socket.body(head.stream()).length);
                  socket.answer(head.stream(), "taken");
                  socket.stall();
                });
        InProcessGateway gateway = InProcessGateway.start(1, route(backend));
        RawClient client = gateway.client()) {
      client.send(
          "POST / HTTP/1.1\r\nHost: a.example\r\nContent-Length: " + LargeBody.BYTES + "\r\n\r\n");
      body.writeInBackground(client.socket());
      assertThat(body.awaitStandstill()).isLessThan(LargeBody.HELD_BYTES_LIMIT);
      synchronized (gate) {
        open[0] = true;
        gate.notifyAll();
      }
      assertThat(client.read().body()).isEqualTo("taken");
      assertThat(received.get()).isEqualTo((int) LargeBody.BYTES);
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  @Test
  void overTlsItIsAgreedByAlpnOrNothingIsSent() throws IOException {
    TestAuthority authority = TestAuthority.named("Backends");
    UpstreamProtocol protocol =
        new UpstreamProtocol(
            HttpVersion.HTTP_2,
            new UpstreamTls.On(
                new UpstreamTls.Trust.Authorities(List.of(authority.certificate())),
                "backend.test",
                Optional.empty()));
    try (MockUpstream agreeing =
            MockUpstream.startOn(
                TlsServers.listen(authority.issue("backend.test"), List.of(), "h2"),
                Http2Socket.speaking(
                    socket -> {
                      Http2Socket.Head head = socket.head();
                      socket.answer(head.stream(), head.value(":scheme"));
                      socket.stall();
                    }));
        MockUpstream other =
            MockUpstream.startOn(
                TlsServers.listen(authority.issue("backend.test"), List.of()),
                MockUpstream.answers("fallen back"));
        InProcessGateway gateway =
            InProcessGateway.start(
                InProcessGateway.speaking(
                    protocol, InProcessGateway.route("a.example", agreeing.port())),
                InProcessGateway.speaking(
                    protocol, InProcessGateway.route("b.example", other.port())));
        RawClient client = gateway.client()) {
      assertThat(client.send(GET).read().body()).isEqualTo("https");
      RawResponse refused = client.send(GET.replace("a.", "b.")).read();
      assertThat(refused.status()).isEqualTo(502);
      assertThat(refused.body()).contains("did not agree to HTTP/2");
      assertThat(other.requests()).isEmpty();
      gateway.events().awaitCount(2);
      assertThat(gateway.events().reasons())
          .containsExactly(CompletionReason.COMPLETED, CompletionReason.UPSTREAM_TLS_FAILED);
    }
  }

  @Test
  void aBackendOfHttp11IsNotSpokenToInAnotherVersion() throws IOException {
    try (MockUpstream backend =
            MockUpstream.start(
                socket -> {
                  socket.in().read();
                  socket.send("HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n");
                  socket.stall();
                });
        InProcessGateway gateway = InProcessGateway.start(1, route(backend));
        RawClient client = gateway.client()) {
      RawResponse answer = client.send(GET).read();
      assertThat(answer.status()).isEqualTo(502);
      assertThat(answer.body()).contains("HTTP/2");
      gateway.events().awaitCount(1);
      assertThat(gateway.events().reasons()).containsExactly(CompletionReason.UPSTREAM_MALFORMED);
    }
  }
}
