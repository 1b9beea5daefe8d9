package io.webgateway.agent.proxy;

import static io.webgateway.agent.proxy.fixture.Http2Socket.END_HEADERS;
import static io.webgateway.agent.proxy.fixture.Http2Socket.END_STREAM;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.webgateway.agent.proxy.fixture.Http2Socket;
import io.webgateway.agent.proxy.fixture.InProcessGateway;
import io.webgateway.agent.proxy.fixture.MockUpstream;
import io.webgateway.agent.proxy.fixture.RawClient;
import io.webgateway.agent.routing.HttpRoute;
import io.webgateway.agent.routing.policy.UpstreamProtocol;
import io.webgateway.agent.routing.policy.UpstreamProtocol.HttpVersion;
import io.webgateway.agent.routing.policy.UpstreamTls;
import io.webgateway.model.traffic.CompletionReason;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Backends that break the rules of HTTP/2: the visitor gets 502, others are served on. */
class Http2ResponseAbuseIT {
  private static final String GET = "GET / HTTP/1.1\r\nHost: a.example\r\n\r\n";
  private static final String OK = "200";

  private static HttpRoute route(MockUpstream backend) {
    return InProcessGateway.speaking(
        new UpstreamProtocol(HttpVersion.HTTP_2, new UpstreamTls.Off()),
        InProcessGateway.route("a.example", backend.port()));
  }

  /** What a backend does with one stream that is not allowed. */
  enum Abuse {
    NO_STATUS,
    TWO_STATUSES,
    STATUS_OF_TWO_DIGITS,
    STATUS_THAT_IS_NO_NUMBER,
    SWITCHING_PROTOCOLS,
    INTERIM_THAT_ENDS,
    TOO_MANY_INTERIMS,
    REQUESTS_PSEUDO_HEADER,
    PSEUDO_HEADER_AFTER_A_FIELD,
    UNKNOWN_PSEUDO_HEADER,
    CONNECTION_FIELD,
    TRANSFER_ENCODING,
    UPPER_CASE_NAME,
    NAME_WITH_A_COLON,
    LINE_FEED_IN_A_VALUE,
    NUL_IN_A_VALUE,
    TWO_LENGTHS,
    SIGNED_LENGTH,
    MORE_THAN_ITS_LENGTH,
    LESS_THAN_ITS_LENGTH,
    NOTHING_OF_ITS_LENGTH,
    BODY_IN_204,
    DATA_BEFORE_THE_HEAD,
    TOO_MANY_FIELDS,
    TOO_LARGE_A_HEAD;

    void play(Http2Socket socket, int stream) throws IOException {
      switch (this) {
        case NO_STATUS -> socket.headers(stream, true, "x-a", "b");
        case TWO_STATUSES -> socket.headers(stream, true, ":status", OK, ":status", "500");
        case STATUS_OF_TWO_DIGITS -> socket.headers(stream, true, ":status", "20");
        case STATUS_THAT_IS_NO_NUMBER -> socket.headers(stream, true, ":status", "2x0");
        case SWITCHING_PROTOCOLS -> socket.headers(stream, false, ":status", "101");
        case INTERIM_THAT_ENDS -> socket.headers(stream, true, ":status", "103");
        case TOO_MANY_INTERIMS -> {
          for (int i = 0; i < 20; i++) {
            socket.headers(stream, false, ":status", "103");
          }
        }
        case REQUESTS_PSEUDO_HEADER -> socket.headers(stream, true, ":status", OK, ":path", "/");
        case PSEUDO_HEADER_AFTER_A_FIELD -> socket.headers(stream, true, "x-a", "b", ":status", OK);
        case UNKNOWN_PSEUDO_HEADER -> socket.headers(stream, true, ":status", OK, ":x", "y");
        case CONNECTION_FIELD ->
            socket.headers(stream, true, ":status", OK, "connection", "x-a", "x-a", "b");
        case TRANSFER_ENCODING ->
            socket.headers(stream, true, ":status", OK, "transfer-encoding", "chunked");
        case UPPER_CASE_NAME -> socket.headers(stream, true, ":status", OK, "X-A", "b");
        case NAME_WITH_A_COLON -> socket.headers(stream, true, ":status", OK, "x:a", "b");
        case LINE_FEED_IN_A_VALUE ->
            socket.headers(stream, true, ":status", OK, "x-a", "b\r\nset-cookie: c");
        case NUL_IN_A_VALUE -> socket.headers(stream, true, ":status", OK, "x-a", "b\0");
        case TWO_LENGTHS -> {
          socket.headers(
              stream, false, ":status", OK, "content-length", "2", "content-length", "3");
          socket.data(stream, true, "ok");
        }
        case SIGNED_LENGTH -> {
          socket.headers(stream, false, ":status", OK, "content-length", "+2");
          socket.data(stream, true, "ok");
        }
        case NOTHING_OF_ITS_LENGTH ->
            socket.headers(stream, true, ":status", OK, "content-length", "2");
        case BODY_IN_204 -> {
          socket.headers(stream, false, ":status", "204");
          socket.data(stream, true, "body");
        }
        case DATA_BEFORE_THE_HEAD -> socket.data(stream, true, "early");
        case TOO_MANY_FIELDS -> {
          String[] fields = new String[2 + 2 * 200];
          fields[0] = ":status";
          fields[1] = OK;
          for (int i = 2; i < fields.length; i += 2) {
            fields[i] = "x-" + i;
            fields[i + 1] = "b";
          }
          socket.headers(stream, true, fields);
        }
        case TOO_LARGE_A_HEAD -> {
          byte[] block = Http2Socket.block(":status", OK, "x-a", "b".repeat(40_000));
          for (int at = 0; at < block.length; at += 16_000) {
            byte[] part =
                java.util.Arrays.copyOfRange(block, at, Math.min(at + 16_000, block.length));
            int flags = at + 16_000 >= block.length ? END_HEADERS : 0;
            socket.frame(
                at == 0 ? Http2Socket.HEADERS : Http2Socket.CONTINUATION,
                at == 0 ? flags | END_STREAM : flags,
                stream,
                part);
          }
        }
        case MORE_THAN_ITS_LENGTH -> {
          socket.headers(stream, false, ":status", OK, "content-length", "2");
          socket.data(stream, true, "okay");
        }
        case LESS_THAN_ITS_LENGTH -> {
          socket.headers(stream, false, ":status", OK, "content-length", "20");
          socket.data(stream, true, "okay");
        }
      }
    }

    boolean isSeenBeforeTheHeadIsPassedOn() {
      return switch (this) {
        case MORE_THAN_ITS_LENGTH, LESS_THAN_ITS_LENGTH, BODY_IN_204 -> false;
        default -> true;
      };
    }
  }

  @ParameterizedTest
  @EnumSource(Abuse.class)
  void itsVisitorIsToldAndTheConnectionGoesOnOrEnds(Abuse abuse) throws IOException {
    try (MockUpstream backend =
            MockUpstream.start(
                Http2Socket.speaking(
                    socket -> {
                      while (true) {
                        Http2Socket.Head head = socket.head();
                        if (head.value(":path").equals("/good")) {
                          socket.answer(head.stream(), "good");
                        } else {
                          abuse.play(socket, head.stream());
                        }
                      }
                    }));
        InProcessGateway gateway = InProcessGateway.start(1, route(backend));
        RawClient client = gateway.client();
        RawClient good = gateway.client()) {
      client.send(GET);
      if (abuse == Abuse.TOO_MANY_INTERIMS) {
        int status = client.readHeadOnly().status();
        while (status == 103) {
          status = client.readHeadOnly().status();
        }
        assertThat(status).isEqualTo(502);
      } else if (abuse.isSeenBeforeTheHeadIsPassedOn()) {
        assertThat(client.read().status()).isEqualTo(502);
      } else {
        client.readAll();
      }
      gateway.events().awaitCount(1);
      assertThat(gateway.events().reasons()).containsExactly(CompletionReason.UPSTREAM_MALFORMED);
      assertThat(good.send(GET.replace("/ ", "/good ")).read().body()).isEqualTo("good");
    }
  }

  /** What a backend does to the whole connection. */
  enum Flood {
    PINGS,
    SETTINGS_FRAMES,
    EMPTY_DATA,
    CONTINUATIONS,
    DATA_BEYOND_THE_WINDOW,
    A_PUSH,
    A_STREAM_OF_ITS_OWN,
    TOO_LARGE_A_FRAME,
    A_WINDOW_THAT_OVERFLOWS;

    void play(Http2Socket socket, int stream) throws IOException {
      switch (this) {
        case PINGS -> repeat(20_000, () -> socket.frame(Http2Socket.PING, 0, 0, new byte[8]));
        case SETTINGS_FRAMES -> repeat(5_000, socket::settings);
        case EMPTY_DATA -> {
          socket.headers(stream, false, ":status", OK);
          repeat(5_000, () -> socket.data(stream, false, ""));
        }
        case CONTINUATIONS -> {
          socket.frame(Http2Socket.HEADERS, 0, stream, Http2Socket.block(":status", OK));
          repeat(5_000, () -> socket.frame(Http2Socket.CONTINUATION, 0, stream));
        }
        case DATA_BEYOND_THE_WINDOW -> {
          socket.headers(stream, false, ":status", OK);
          repeat(5_000, () -> socket.data(stream, false, new byte[16_000]));
        }
        case A_PUSH -> {
          byte[] promised = ByteBuffer.allocate(4).putInt(2).array();
          socket.frame(Http2Socket.PUSH_PROMISE, END_HEADERS, stream, promised);
        }
        case A_STREAM_OF_ITS_OWN -> socket.headers(2, true, ":status", OK);
        case TOO_LARGE_A_FRAME ->
            socket.frame(Http2Socket.HEADERS, END_HEADERS, stream, new byte[100_000]);
        case A_WINDOW_THAT_OVERFLOWS -> {
          socket.window(0, Integer.MAX_VALUE);
          socket.window(0, Integer.MAX_VALUE);
        }
      }
    }

    private static void repeat(int times, Send send) throws IOException {
      for (int i = 0; i < times; i++) {
        send.send();
      }
    }

    private interface Send {
      void send() throws IOException;
    }
  }

  @ParameterizedTest
  @EnumSource(Flood.class)
  void theConnectionIsGivenUpAndTheNextRequestIsServedOnAnother(Flood flood) throws IOException {
    try (MockUpstream backend =
            MockUpstream.start(
                Http2Socket.speaking(
                    socket -> {
                      while (true) {
                        Http2Socket.Head head = socket.head();
                        if (head.value(":path").equals("/good")) {
                          socket.answer(head.stream(), "good");
                        } else {
                          flood.play(socket, head.stream());
                        }
                      }
                    }));
        InProcessGateway gateway = InProcessGateway.start(1, route(backend));
        RawClient client = gateway.client()) {
      client.send(GET);
      if (flood == Flood.EMPTY_DATA || flood == Flood.DATA_BEYOND_THE_WINDOW) {
        Thread.ofVirtual().start(() -> drain(client));
      } else {
        assertThat(client.read().status()).isEqualTo(502);
      }
      gateway.events().awaitCount(1);
      assertThat(gateway.events().reasons()).containsExactly(CompletionReason.UPSTREAM_MALFORMED);
      await().untilAsserted(() -> isServed(gateway));
    }
  }

  private static void isServed(InProcessGateway gateway) throws IOException {
    try (RawClient good = gateway.client()) {
      assertThat(good.send(GET.replace("/ ", "/good ")).read().body()).isEqualTo("good");
    }
  }

  private static void drain(RawClient client) {
    try {
      client.readAll();
    } catch (IOException e) {
      // The test is over.
    }
  }

  @Test
  void aConnectionThatEndsEndsTheAnswersOnItAndNoneIsPassedOffAsWhole() throws IOException {
    try (MockUpstream backend =
            MockUpstream.start(
                Http2Socket.speaking(
                    socket -> {
                      Http2Socket.Head head = socket.head();
                      socket.headers(head.stream(), false, ":status", OK);
                      socket.data(head.stream(), false, "half");
                    }));
        InProcessGateway gateway = InProcessGateway.start(1, route(backend));
        RawClient client = gateway.client()) {
      assertThat(client.send(GET).readAll()).contains("half").doesNotEndWith("0\r\n\r\n");
      gateway.events().awaitCount(1);
      assertThat(gateway.events().reasons()).containsExactly(CompletionReason.UPSTREAM_RESET);
    }
  }
}
