package io.webgateway.agent.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.webgateway.agent.proxy.fixture.ClientHello;
import io.webgateway.agent.proxy.fixture.Http2Answer;
import io.webgateway.agent.proxy.fixture.Http2Client;
import io.webgateway.agent.proxy.fixture.InProcessGateway;
import io.webgateway.agent.proxy.fixture.MockUpstream;
import io.webgateway.agent.proxy.fixture.RawClient;
import io.webgateway.agent.proxy.fixture.RawResponse;
import io.webgateway.agent.proxy.fixture.TestCertificates;
import io.webgateway.agent.routing.ExchangeLimits;
import io.webgateway.agent.routing.HttpRoute;
import io.webgateway.agent.routing.PassthroughRoute;
import io.webgateway.agent.routing.TenantLimits;
import io.webgateway.agent.routing.policy.VisitorPolicy;
import io.webgateway.model.traffic.CompletionReason;
import io.webgateway.model.workload.policy.TrafficLimits;
import io.webgateway.model.workload.policy.TrafficLimits.Bounds;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Duration;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What limits of clients, workloads and tenants do to visitors of HTTP and of passed-through TLS.
 */
class LimitsIT {
  private static final String HOST = "a.example";
  private static final String GET = "GET / HTTP/1.1\r\nHost: a.example\r\n\r\n";
  private static final Bounds FIVE_REQUESTS = new Bounds(0, 0, 5, 0, 0);
  private static final Bounds ONE_CONNECTION = new Bounds(1, 0, 0, 0, 0);

  /** Whose limit it is. */
  enum Level {
    CLIENT,
    WORKLOAD,
    TENANT;

    InProcessGateway start(Bounds bounds, int port) {
      Bounds ofClient = this == CLIENT ? bounds : Bounds.NONE;
      Bounds ofWorkload = this == WORKLOAD ? bounds : Bounds.NONE;
      InProcessGateway gateway = InProcessGateway.start();
      if (this == TENANT) {
        gateway.with(new TenantLimits("tenant-a", bounds));
      }
      gateway
          .with(TestCertificates.selfSigned(HOST))
          .apply(route(new TrafficLimits(ofWorkload, ofClient, 0, 0), port));
      return gateway;
    }
  }

  private static HttpRoute route(TrafficLimits limits, int port) {
    return InProcessGateway.limited(limits, InProcessGateway.route(HOST, port));
  }

  private static TrafficLimits ofWorkload(Bounds bounds) {
    return new TrafficLimits(bounds, Bounds.NONE, 0, 0);
  }

  private static RawResponse get(RawClient client) throws IOException {
    return client.send(GET).read();
  }

  private static ConditionFactory soon() {
    return await().atMost(Duration.ofSeconds(5)).pollInterval(Duration.ofMillis(10));
  }

  private static RawClient from(String address, InProcessGateway gateway) throws IOException {
    Socket socket =
        new Socket(
            InetAddress.getLoopbackAddress(),
            gateway.httpPort(),
            InetAddress.ofLiteral(address),
            0);
    socket.setSoTimeout(20_000);
    return new RawClient(socket);
  }

  @ParameterizedTest
  @EnumSource(Level.class)
  void requestsBeyondTheRateAreAnswered429(Level level) throws IOException {
    try (MockUpstream backend = MockUpstream.answering("fine");
        InProcessGateway gateway = level.start(FIVE_REQUESTS, backend.port());
        RawClient client = gateway.client()) {
      long startNanos = System.nanoTime();
      int admitted = 0;
      RawResponse answer = get(client);
      while (answer.status() == 200) {
        admitted++;
        answer = get(client);
      }
      double seconds = (System.nanoTime() - startNanos) / 1e9;
      assertThat((double) admitted).isBetween(1.0, 5 * seconds + 5);
      assertThat(answer.status()).isEqualTo(429);
      assertThat(Integer.parseInt(answer.values("retry-after").getFirst())).isEqualTo(1);
      assertThat(answer.values("connection")).isEmpty();
      soon().until(() -> get(client).status() == 200);
      assertThat(gateway.events().reasons()).contains(CompletionReason.LIMIT_EXCEEDED);
    }
  }

  @Test
  void whoIsRefusedIsNotListenedToForAMoment() throws IOException {
    try (MockUpstream backend = MockUpstream.answering("fine");
        InProcessGateway gateway = Level.WORKLOAD.start(FIVE_REQUESTS, backend.port());
        RawClient client = gateway.client()) {
      client.send(GET.repeat(100));
      long startNanos = System.nanoTime();
      int refused = 0;
      for (int i = 0; i < 10; i++) {
        refused += client.read().status() == 429 ? 1 : 0;
        double seconds = (System.nanoTime() - startNanos) / 1e9;
        assertThat((double) refused).isLessThanOrEqualTo(seconds / 0.2 + 1);
      }
    }
  }

  @Test
  void streamsBeyondTheRateAreAnswered429() throws IOException {
    try (MockUpstream backend = MockUpstream.answering("fine");
        InProcessGateway gateway = Level.WORKLOAD.start(FIVE_REQUESTS, backend.port());
        Http2Client client = Http2Client.connect(gateway, HOST)) {
      Http2Answer answer = client.awaitEnd(client.get(HOST, "/"));
      assertThat(answer.status()).isEqualTo(200);
      while (answer.status() == 200) {
        answer = client.awaitEnd(client.get(HOST, "/"));
      }
      assertThat(answer.status()).isEqualTo(429);
      assertThat(answer.field("retry-after")).isEqualTo("1");
    }
  }

  @Test
  void aClientsLimitIsOfItsAddressAlone() throws IOException {
    try (MockUpstream backend = MockUpstream.answering("fine");
        InProcessGateway gateway = Level.CLIENT.start(ONE_CONNECTION, backend.port());
        RawClient first = from("127.0.0.1", gateway);
        RawClient second = from("127.0.0.1", gateway);
        RawClient other = from("127.0.0.2", gateway)) {
      assertThat(get(first).status()).isEqualTo(200);
      assertThat(get(second).status()).isEqualTo(429);
      assertThat(get(other).status()).isEqualTo(200);
    }
  }

  @ParameterizedTest
  @EnumSource(Level.class)
  void aConnectionCountsFromItsFirstRequestUntilItCloses(Level level) throws IOException {
    try (MockUpstream backend = MockUpstream.answering("fine");
        InProcessGateway gateway = level.start(ONE_CONNECTION, backend.port());
        RawClient asksNothing = gateway.client();
        RawClient waits = gateway.client()) {
      for (int i = 0; i < 5; i++) {
        try (RawClient client = gateway.client()) {
          soon().until(() -> get(client).status() == 200);
          assertThat(get(waits).status()).isEqualTo(429);
        }
      }
      soon().until(() -> get(waits).status() == 200);
      assertThat(get(asksNothing).status()).isEqualTo(429);
    }
  }

  @Test
  void manyStreamsAreOneConnection() throws IOException {
    try (MockUpstream backend = MockUpstream.answering("fine");
        InProcessGateway gateway = Level.WORKLOAD.start(ONE_CONNECTION, backend.port());
        Http2Client client = Http2Client.connect(gateway, HOST);
        Http2Client second = Http2Client.connect(gateway, HOST)) {
      for (int i = 0; i < 5; i++) {
        assertThat(client.awaitEnd(client.get(HOST, "/")).status()).isEqualTo(200);
      }
      assertThat(second.awaitEnd(second.get(HOST, "/")).status()).isEqualTo(429);
    }
  }

  @Test
  void newConnectionsBeyondTheRateAreAnswered429() throws IOException {
    try (MockUpstream backend = MockUpstream.answering("fine");
        InProcessGateway gateway =
            Level.WORKLOAD.start(new Bounds(0, 1, 0, 0, 0), backend.port())) {
      int status = 200;
      while (status == 200) {
        try (RawClient client = gateway.client()) {
          status = get(client).status();
        }
      }
      assertThat(status).isEqualTo(429);
    }
  }

  @Test
  void anEditKeepsWhatIsCounted() throws IOException {
    try (MockUpstream backend = MockUpstream.answering("fine");
        InProcessGateway gateway = Level.WORKLOAD.start(ONE_CONNECTION, backend.port());
        RawClient first = gateway.client();
        RawClient second = gateway.client()) {
      assertThat(get(first).status()).isEqualTo(200);
      gateway.apply(
          route(new TrafficLimits(ONE_CONNECTION, Bounds.NONE, 1_000, 0), backend.port()));
      assertThat(get(second).status()).isEqualTo(429);
      gateway.apply(route(ofWorkload(new Bounds(2, 0, 0, 0, 0)), backend.port()));
      assertThat(get(second).status()).isEqualTo(200);
    }
  }

  @Test
  void aConnectionThatIsPassedThroughIsClosedWithoutReset() throws IOException {
    byte[] hello = ClientHello.inRecordsOf(4096, ClientHello.naming(HOST));
    try (MockUpstream backend =
            MockUpstream.start(
                socket -> {
                  socket.send("!");
                  socket.stall();
                });
        InProcessGateway gateway =
            InProcessGateway.start(passthrough(ONE_CONNECTION, backend.port()))) {
      try (RawClient first = RawClient.connect(gateway.httpsPort()).send(hello);
          RawClient second = RawClient.connect(gateway.httpsPort())) {
        assertThat(first.socket().getInputStream().read()).isEqualTo('!');
        assertThat(second.send(hello).readAll()).isEmpty();
        gateway.events().awaitCount(1);
        assertThat(gateway.events().reasons()).containsExactly(CompletionReason.LIMIT_EXCEEDED);
      }
      soon()
          .until(
              () -> {
                try (RawClient next = RawClient.connect(gateway.httpsPort()).send(hello)) {
                  return next.socket().getInputStream().read() == '!';
                }
              });
    }
  }

  private static PassthroughRoute passthrough(Bounds bounds, int port) {
    return InProcessGateway.limited(
        ofWorkload(bounds),
        InProcessGateway.passthrough("w/1", HOST, ExchangeLimits.DEFAULT, port));
  }

  @Test
  void headsAndBodiesThatAreTooLargeAreAnswered431And413() throws IOException {
    TrafficLimits small = new TrafficLimits(Bounds.NONE, Bounds.NONE, 200, 10);
    try (MockUpstream backend = MockUpstream.answering("fine");
        InProcessGateway gateway = InProcessGateway.start()) {
      gateway.with(TestCertificates.selfSigned(HOST)).apply(route(small, backend.port()));
      assertThat(ask(gateway, "GET / HTTP/1.1\r\nHost: a.example\r\n\r\n")).isEqualTo(200);
      assertThat(ask(gateway, "GET / HTTP/1.1\r\nHost: a.example\r\nx: " + "y".repeat(200)))
          .isEqualTo(431);
      assertThat(ask(gateway, post("Content-Length: 10\r\n\r\n0123456789"))).isEqualTo(200);
      assertThat(ask(gateway, post("Content-Length: 11\r\nExpect: 100-continue\r\n\r\n")))
          .isEqualTo(413);
      assertThat(ask(gateway, post(chunked("6\r\n012345\r\n4\r\n6789\r\n0\r\n\r\n"))))
          .isEqualTo(200);
      assertThat(ask(gateway, post(chunked("6\r\n012345\r\n5\r\n6789x\r\n")))).isEqualTo(413);
      try (Http2Client client = Http2Client.connect(gateway, HOST)) {
        String[] large = Http2Client.fields("GET", HOST, "/", "x", "y".repeat(200));
        assertThat(client.awaitEnd(client.request(true, large)).status()).isEqualTo(431);
        assertThat(stream(client, "11", "01234567890")).isEqualTo(413);
        assertThat(stream(client, "", "01234567890")).isEqualTo(413);
        assertThat(stream(client, "", "0123456789")).isEqualTo(200);
      }
      assertThat(gateway.events().reasons())
          .contains(CompletionReason.BODY_TOO_LARGE, CompletionReason.HEAD_TOO_LARGE);
      assertThat(backend.requests()).noneMatch(request -> request.body().length() > 10);
    }
  }

  private static String post(String rest) {
    return "POST / HTTP/1.1\r\nHost: a.example\r\n" + rest;
  }

  private static String chunked(String body) {
    return "Transfer-Encoding: chunked\r\n\r\n" + body;
  }

  private static int ask(InProcessGateway gateway, String request) throws IOException {
    try (RawClient client = gateway.client()) {
      return client
          .send(request.contains("\r\n\r\n") ? request : request + "\r\n\r\n")
          .read()
          .status();
    }
  }

  private static int stream(Http2Client client, String length, String body) throws IOException {
    String[] fields =
        length.isEmpty()
            ? Http2Client.fields("POST", HOST, "/")
            : Http2Client.fields("POST", HOST, "/", "content-length", length);
    int stream = client.request(false, fields);
    client.data(stream, true, body);
    return client.awaitHead(stream).status();
  }

  /** So small that a burst and one read fit in it many times. */
  private static final int BYTES_PER_SECOND = 400_000;

  private static final int BODY_BYTES = 700_000;

  /** What one read of a connection may bring on credit; of an http2 backend, its window. */
  private static final int READ_BYTES = 64 * 1024;

  /** What a turn may take on credit before its last read: what comes in a tick of the wheel. */
  private static final int TURN_BYTES = BYTES_PER_SECOND / 10;

  private static void assertWithinRate(long bytes, long startNanos) {
    double seconds = (System.nanoTime() - startNanos) / 1e9;
    assertThat((double) bytes)
        .isLessThanOrEqualTo(
            BYTES_PER_SECOND * seconds + BYTES_PER_SECOND + TURN_BYTES + READ_BYTES);
  }

  @ParameterizedTest
  @EnumSource(Level.class)
  void answersComeNoFasterThanTheirBandwidth(Level level) throws IOException {
    Bounds bounds = new Bounds(0, 0, 0, 0, 8L * BYTES_PER_SECOND);
    try (MockUpstream backend = MockUpstream.answering("x".repeat(BODY_BYTES));
        InProcessGateway gateway = level.start(bounds, backend.port());
        RawClient client = gateway.client()) {
      long startNanos = System.nanoTime();
      client.send(GET);
      assertThat(client.readHeadOnly().status()).isEqualTo(200);
      byte[] buffer = new byte[16_384];
      for (long bytes = 0; bytes < BODY_BYTES; ) {
        bytes += client.socket().getInputStream().read(buffer);
        assertWithinRate(bytes, startNanos);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void bodiesAreTakenNoFasterThanTheirBandwidth(boolean http2) throws IOException {
    Bounds bounds = new Bounds(0, 0, 0, 8L * BYTES_PER_SECOND, 0);
    long startNanos = System.nanoTime();
    try (MockUpstream backend =
            MockUpstream.start(
                socket -> {
                  socket.readRequestHead();
                  byte[] buffer = new byte[16_384];
                  for (long bytes = 0; bytes < BODY_BYTES; ) {
                    bytes += socket.in().read(buffer);
                    assertWithinRate(bytes, startNanos);
                  }
                  socket.ok("got it");
                });
        InProcessGateway gateway = InProcessGateway.start()) {
      gateway
          .with(TestCertificates.selfSigned(HOST))
          .apply(route(ofWorkload(bounds), backend.port()));
      if (http2) {
        try (Http2Client client = Http2Client.connect(gateway, HOST)) {
          int stream = client.request(false, Http2Client.fields("POST", HOST, "/"));
          assertThat(client.upload(stream, BODY_BYTES)).isEmpty();
          assertThat(client.awaitEnd(stream).body()).isEqualTo("got it");
        }
      } else {
        try (RawClient client = gateway.client()) {
          client.send(post("Content-Length: " + BODY_BYTES + "\r\n\r\n"));
          client.send(new byte[BODY_BYTES]);
          assertThat(client.read().body()).isEqualTo("got it");
        }
      }
    }
  }

  /** A read of 64 KiB is paid in 1.6 s, which is longer than the silence that is allowed. */
  @Test
  void whoIsSlowedDownIsNotTakenForSilent() throws IOException {
    Bounds bounds = new Bounds(0, 0, 0, 8 * 40_000, 0);
    ExchangeLimits hasty = new ExchangeLimits(1_000, 1_000, 1_000, 1_000, 100_000, 0);
    try (MockUpstream backend = MockUpstream.answering("got it");
        InProcessGateway gateway =
            InProcessGateway.start(
                InProcessGateway.limited(
                    ofWorkload(bounds),
                    InProcessGateway.route(
                        "w/1", HOST, "/", VisitorPolicy.SERVE, hasty, backend.port())));
        RawClient client = gateway.client()) {
      client.send(post("Content-Length: 140000\r\n\r\n")).send(new byte[140_000]);
      assertThat(client.read().body()).isEqualTo("got it");
    }
  }

  @Test
  void streamsThatArePassedThroughTakeTurns() throws IOException, InterruptedException {
    byte[] hello = ClientHello.inRecordsOf(4096, ClientHello.naming(HOST));
    Bounds bounds = new Bounds(0, 0, 0, 0, 8L * BYTES_PER_SECOND);
    try (MockUpstream backend =
            MockUpstream.start(
                socket -> {
                  byte[] block = new byte[65_536];
                  while (true) {
                    socket.send(block);
                  }
                });
        InProcessGateway gateway = InProcessGateway.start(passthrough(bounds, backend.port()));
        RawClient first = RawClient.connect(gateway.httpsPort()).send(hello);
        RawClient second = RawClient.connect(gateway.httpsPort()).send(hello)) {
      long startNanos = System.nanoTime();
      long[] bytes = new long[2];
      Thread other = Thread.ofVirtual().start(() -> readUntil(second, bytes, 1, startNanos));
      readUntil(first, bytes, 0, startNanos);
      other.join();
      assertThat(bytes[0] + bytes[1]).isGreaterThan(BODY_BYTES / 2);
      // The burst is whose who comes first; of the rest both get their share.
      assertThat(bytes[0]).isLessThanOrEqualTo(3 * bytes[1] + BYTES_PER_SECOND);
      assertThat(bytes[1]).isLessThanOrEqualTo(3 * bytes[0] + BYTES_PER_SECOND);
    }
  }

  /** Reads for a while that is long enough for many turns. */
  private static void readUntil(RawClient client, long[] bytes, int index, long startNanos) {
    byte[] buffer = new byte[16_384];
    try {
      while (System.nanoTime() - startNanos < 1_500_000_000L) {
        bytes[index] += client.socket().getInputStream().read(buffer);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
