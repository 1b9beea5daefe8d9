package io.webgateway.agent.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import io.webgateway.agent.proxy.fixture.InProcessGateway;
import io.webgateway.agent.proxy.fixture.LargeBody;
import io.webgateway.agent.proxy.fixture.MockUpstream;
import io.webgateway.agent.proxy.fixture.RawClient;
import io.webgateway.agent.proxy.fixture.RawResponse;
import io.webgateway.agent.proxy.fixture.TestCertificates;
import io.webgateway.model.traffic.CompletionReason;
import io.webgateway.model.traffic.TrafficEvent;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** Bodies in both directions: whole, in order, and never piled up. */
class RelayIT {
  private static void skipHead(InputStream in) throws IOException {
    int matched = 0;
    byte[] end = "\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
    while (matched < end.length) {
      int b = in.read();
      matched = b == end[matched] ? matched + 1 : b == end[0] ? 1 : 0;
    }
  }

  @Test
  void aBackendIsHeldBackWhileTheVisitorDoesNotRead() throws IOException {
    LargeBody body = new LargeBody();
    try (MockUpstream backend =
            MockUpstream.start(
                socket -> {
                  socket.readRequest();
                  socket.send("HTTP/1.1 200 OK\r\nContent-Length: " + LargeBody.BYTES + "\r\n\r\n");
                  body.write(socket.out());
                  socket.stall();
                });
        InProcessGateway gateway =
            InProcessGateway.start(InProcessGateway.route("a.example", backend.port()));
        RawClient client = gateway.client()) {
      client.send("GET / HTTP/1.1\r\nHost: a.example\r\n\r\n");

      assertThat(body.awaitStandstill()).isLessThan(LargeBody.HELD_BYTES_LIMIT);
      InputStream in = client.socket().getInputStream();
      skipHead(in);
      assertThat(LargeBody.wrongBlocks(in)).isZero();
      TrafficEvent.HttpExchange event =
          (TrafficEvent.HttpExchange) gateway.events().awaitCount(1).getFirst();
      assertThat(event.responseBytes()).isEqualTo(LargeBody.BYTES);
      assertThat(event.reason()).isEqualTo(CompletionReason.COMPLETED);
    }
  }

  @Test
  void aVisitorIsHeldBackWhileTheBackendDoesNotRead() throws Exception {
    LargeBody body = new LargeBody();
    java.util.concurrent.CountDownLatch mayRead = new java.util.concurrent.CountDownLatch(1);
    AtomicLong wrong = new AtomicLong(-1);
    try (MockUpstream backend =
            MockUpstream.start(
                socket -> {
                  socket.readRequestHead();
                  mayRead.await();
                  wrong.set(LargeBody.wrongBlocks(socket.in()));
                  socket.ok("thanks");
                  socket.stall();
                });
        InProcessGateway gateway =
            InProcessGateway.start(InProcessGateway.route("a.example", backend.port()));
        RawClient client = gateway.client()) {
      client.send(
          "PUT / HTTP/1.1\r\nHost: a.example\r\nContent-Length: " + LargeBody.BYTES + "\r\n\r\n");
      Thread writer = body.writeInBackground(client.socket());

      assertThat(body.awaitStandstill()).isLessThan(LargeBody.HELD_BYTES_LIMIT);
      mayRead.countDown();
      assertThat(client.read().body()).isEqualTo("thanks");
      writer.join();
      assertThat(wrong).hasValue(0);
      TrafficEvent.HttpExchange event =
          (TrafficEvent.HttpExchange) gateway.events().awaitCount(1).getFirst();
      assertThat(event.requestBytes()).isEqualTo(LargeBody.BYTES);
    }
  }

  @Test
  void aLargeAnswerOverTlsArrivesWhole() throws IOException {
    LargeBody body = new LargeBody();
    try (MockUpstream backend =
            MockUpstream.start(
                socket -> {
                  socket.readRequest();
                  socket.send("HTTP/1.1 200 OK\r\nContent-Length: " + LargeBody.BYTES + "\r\n\r\n");
                  body.write(socket.out());
                  socket.stall();
                });
        InProcessGateway gateway = InProcessGateway.start()) {
      gateway
          .with(TestCertificates.selfSigned("a.example"))
          .apply(InProcessGateway.route("a.example", backend.port()));
      try (RawClient client = gateway.tlsClient("a.example")) {
        client.send("GET / HTTP/1.1\r\nHost: a.example\r\n\r\n");
        InputStream in = client.socket().getInputStream();
        skipHead(in);
        assertThat(LargeBody.wrongBlocks(in)).isZero();
      }
    }
  }

  @Test
  void bothDirectionsFlowAtOnce() throws IOException {
    try (MockUpstream echo =
            MockUpstream.start(
                socket -> {
                  socket.readRequestHead();
                  socket.send("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");
                  for (int b = socket.in().read(); b != '0'; b = socket.in().read()) {
                    socket.send(new byte[] {(byte) b});
                  }
                  socket.send("0\r\n\r\n");
                  socket.stall();
                });
        InProcessGateway gateway =
            InProcessGateway.start(InProcessGateway.route("a.example", echo.port()));
        RawClient client = gateway.client()) {
      client.send("POST / HTTP/1.1\r\nHost: a.example\r\nTransfer-Encoding: chunked\r\n\r\n");
      InputStream in = client.socket().getInputStream();
      skipHead(in);
      for (int round = 0; round < 20; round++) {
        client.send("3\r\nabc\r\n");
        assertThat(readChunked(in, 3)).isEqualTo("abc");
      }
      client.send("0\r\n\r\n");
      assertThat(new String(in.readNBytes(5), StandardCharsets.US_ASCII)).isEqualTo("0\r\n\r\n");
    }
  }

  /** Data of a chunked body, whatever the sizes of its chunks. */
  private static String readChunked(InputStream in, int bytes) throws IOException {
    StringBuilder data = new StringBuilder();
    while (data.length() < bytes) {
      int size = Character.digit(in.read(), 16);
      in.skipNBytes(2);
      data.append(new String(in.readNBytes(size), StandardCharsets.US_ASCII));
      in.skipNBytes(2);
    }
    return data.toString();
  }

  @Test
  void pipelinedRequestsAreAnsweredInOrder() throws IOException {
    try (MockUpstream backend =
            MockUpstream.start(
                socket -> {
                  while (true) {
                    RawResponse request = socket.readRequest();
                    socket.ok(request.startLine().split(" ", -1)[1] + request.body());
                  }
                });
        InProcessGateway gateway =
            InProcessGateway.start(InProcessGateway.route("a.example", backend.port()));
        RawClient client = gateway.client()) {
      StringBuilder all = new StringBuilder();
      for (int i = 0; i < 200; i++) {
        all.append("POST /" + i + " HTTP/1.1\r\nHost: a.example\r\nContent-Length: 3\r\n\r\nabc");
        all.append("GET /none HTTP/1.1\r\nHost: b.example\r\n\r\n");
      }
      client.send(all.toString());
      for (int i = 0; i < 200; i++) {
        assertThat(client.read().body()).isEqualTo("/" + i + "abc");
        assertThat(client.read().status()).isEqualTo(404);
      }
      assertThat(gateway.events().awaitCount(400)).hasSize(400);
    }
  }
}
