package io.webgateway.agent.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.webgateway.agent.proxy.fixture.InProcessGateway;
import io.webgateway.agent.proxy.fixture.MockUpstream;
import io.webgateway.agent.proxy.fixture.RawClient;
import io.webgateway.agent.proxy.transport.ConnectionLimits;
import io.webgateway.agent.routing.Cluster;
import io.webgateway.agent.routing.ExchangeLimits;
import io.webgateway.agent.routing.HttpRoute;
import io.webgateway.agent.routing.policy.UpstreamProtocol;
import io.webgateway.agent.routing.policy.VisitorPolicy;
import io.webgateway.model.traffic.CompletionReason;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** However an exchange ends, it ends once, with the reason that fits. */
class CompletionMatrixIT {
  private static final String GET = "GET / HTTP/1.1\r\nHost: a.example\r\n\r\n";
  private static final String HALF_POST =
      "POST / HTTP/1.1\r\nHost: a.example\r\nContent-Length: 10\r\n\r\nhalf";
  private static final String HALF_ANSWER = "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf";
  private static final ExchangeLimits SHORT = new ExchangeLimits(500, 400, 400, 400, 0, 0);
  private static final ConnectionLimits SHORT_HEADERS =
      new ConnectionLimits(
          8 * 1024, 32 * 1024, 100, 16 * 1024, 16 * 1024, 400, 400, 400, 600, 200, 30_000, 64);

  enum Case {
    VISITOR_RESETS_WHILE_WAITING(CompletionReason.CLIENT_ABORTED, GET),
    VISITOR_CLOSES_WHILE_WAITING(CompletionReason.CLIENT_ABORTED, GET),
    VISITOR_RESETS_WITHIN_ITS_BODY(CompletionReason.CLIENT_ABORTED, HALF_POST),
    VISITOR_RESETS_WITHIN_THE_ANSWER(CompletionReason.CLIENT_ABORTED, GET),
    VISITOR_STALLS_WITHIN_ITS_BODY(CompletionReason.CLIENT_TIMEOUT, HALF_POST),
    BACKEND_STALLS(CompletionReason.UPSTREAM_TIMEOUT, GET),
    BACKEND_STALLS_WITHIN_THE_ANSWER(CompletionReason.UPSTREAM_TIMEOUT, GET),
    BACKEND_RESETS_AFTER_THE_REQUEST(CompletionReason.UPSTREAM_RESET, GET),
    BACKEND_RESETS_WITHIN_THE_ANSWER(CompletionReason.UPSTREAM_RESET, GET),
    BACKEND_HALF_CLOSES(CompletionReason.UPSTREAM_RESET, GET),
    BACKEND_TALKS_NONSENSE(CompletionReason.UPSTREAM_MALFORMED, GET),
    BACKEND_BREAKS_A_CHUNK(CompletionReason.UPSTREAM_MALFORMED, GET),
    ALL_GOES_WELL(CompletionReason.COMPLETED, GET),
    GATEWAY_CLOSES(CompletionReason.SHUTTING_DOWN, GET);

    private final CompletionReason reason;
    private final String request;

    Case(CompletionReason reason, String request) {
      this.reason = reason;
      this.request = request;
    }

    ExchangeLimits limits() {
      return switch (this) {
        case VISITOR_STALLS_WITHIN_ITS_BODY, BACKEND_STALLS, BACKEND_STALLS_WITHIN_THE_ANSWER ->
            SHORT;
        default -> ExchangeLimits.DEFAULT;
      };
    }

    MockUpstream backend(CountDownLatch reached) {
      return MockUpstream.start(
          socket -> {
            socket.readRequestHead();
            switch (this) {
              case VISITOR_RESETS_WITHIN_THE_ANSWER, BACKEND_STALLS_WITHIN_THE_ANSWER -> {
                socket.send(HALF_ANSWER);
                reached.countDown();
                socket.stall();
              }
              case BACKEND_RESETS_AFTER_THE_REQUEST -> socket.reset();
              case BACKEND_RESETS_WITHIN_THE_ANSWER -> socket.send(HALF_ANSWER);
              case BACKEND_HALF_CLOSES -> {
                socket.halfClose();
                socket.stall();
              }
              case BACKEND_TALKS_NONSENSE -> socket.send("nonsense\r\n\r\n");
              case BACKEND_BREAKS_A_CHUNK -> {
                socket.send("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nx\r\nzz");
                socket.stall();
              }
              case ALL_GOES_WELL -> {
                socket.ok("fine");
                socket.stall();
              }
              default -> {
                reached.countDown();
                socket.stall();
              }
            }
          });
    }

    void play(RawClient client, InProcessGateway gateway, CountDownLatch reached)
        throws IOException {
      client.send(request);
      switch (this) {
        case VISITOR_RESETS_WHILE_WAITING,
            VISITOR_RESETS_WITHIN_ITS_BODY,
            VISITOR_RESETS_WITHIN_THE_ANSWER -> {
          await().until(() -> reached.getCount() == 0);
          client.reset();
        }
        case VISITOR_CLOSES_WHILE_WAITING -> {
          await().until(() -> reached.getCount() == 0);
          client.hangUp();
        }
        case GATEWAY_CLOSES -> {
          await().until(() -> reached.getCount() == 0);
          gateway.stop();
        }
        case BACKEND_STALLS_WITHIN_THE_ANSWER,
            BACKEND_RESETS_WITHIN_THE_ANSWER,
            BACKEND_BREAKS_A_CHUNK ->
            client.readAll();
        default -> client.read();
      }
    }
  }

  private static HttpRoute route(ExchangeLimits limits, int port) {
    return InProcessGateway.route("w/1", "a.example", "/", VisitorPolicy.SERVE, limits, port);
  }

  @ParameterizedTest
  @EnumSource(Case.class)
  void endsOnceWithItsReason(Case ending) throws IOException {
    CountDownLatch reached = new CountDownLatch(1);
    try (MockUpstream backend = ending.backend(reached);
        InProcessGateway gateway = InProcessGateway.start(route(ending.limits(), backend.port()));
        RawClient client = gateway.client()) {
      ending.play(client, gateway, reached);

      gateway.events().awaitCount(1);
      client.hangUp();
      gateway.stop();
      assertThat(gateway.events().reasons()).containsExactly(ending.reason);
      assertThat(gateway.engine().counters().completions()).isEqualTo(Map.of(ending.reason, 1L));
      assertThat(gateway.engine().counters().openConnections()).isZero();
    }
  }

  @Test
  void aVisitorThatGoesAwayBeforeTheBackendIsReachedIsCountedOnce() throws IOException {
    // An address of TEST-NET-1 takes no connection and refuses none.
    HttpRoute route =
        new HttpRoute(
            "w/1",
            "t",
            Set.of("a.example"),
            "/",
            VisitorPolicy.SERVE,
            new Cluster(
                "w/1",
                UpstreamProtocol.DEFAULT,
                List.of(new Cluster.Endpoint.Address("192.0.2.1", 9, 1))),
            ExchangeLimits.of(1_000, 1_000, 1_000));
    try (InProcessGateway gateway = InProcessGateway.start(route);
        RawClient client = gateway.client()) {
      client.send(GET).reset();
      List<CompletionReason> reasons =
          gateway.events().awaitCount(1).stream().map(e -> e.reason()).toList();
      gateway.stop();
      assertThat(gateway.events().reasons()).isEqualTo(reasons).hasSize(1);
      // Where the network refuses at once, the refusal may win the race.
      assertThat(reasons)
          .containsAnyOf(CompletionReason.CLIENT_ABORTED, CompletionReason.CONNECT_FAILED);
    }
  }

  @Test
  void aNameWithoutAddressIsSaid() throws IOException {
    HttpRoute route =
        new HttpRoute(
            "w/1",
            "t",
            Set.of("a.example"),
            "/",
            VisitorPolicy.SERVE,
            new Cluster(
                "w/1",
                UpstreamProtocol.DEFAULT,
                List.of(new Cluster.Endpoint.Address("nobody.invalid", 80, 1))),
            ExchangeLimits.DEFAULT);
    try (InProcessGateway gateway = InProcessGateway.start(route);
        RawClient client = gateway.client()) {
      assertThat(client.send(GET).read().status()).isEqualTo(502);
      gateway.events().awaitCount(1);
      assertThat(gateway.events().reasons()).containsExactly(CompletionReason.NAME_NOT_RESOLVED);
    }
  }

  @Test
  void aNameOfTheHostsFileIsReached() throws IOException {
    try (MockUpstream backend = MockUpstream.answering("named")) {
      HttpRoute route =
          new HttpRoute(
              "w/1",
              "t",
              Set.of("a.example"),
              "/",
              VisitorPolicy.SERVE,
              new Cluster(
                  "w/1",
                  UpstreamProtocol.DEFAULT,
                  List.of(new Cluster.Endpoint.Address("localhost", backend.port(), 1))),
              ExchangeLimits.DEFAULT);
      try (InProcessGateway gateway = InProcessGateway.start(route);
          RawClient client = gateway.client()) {
        assertThat(client.send(GET).read().body()).isEqualTo("named");
      }
    }
  }

  @Test
  void headsThatNeverEndAndIdleConnectionsAreClosed() throws IOException {
    try (InProcessGateway gateway = InProcessGateway.start(SHORT_HEADERS);
        RawClient slow = gateway.client();
        RawClient idle = gateway.client()) {
      slow.send("GET / HTTP/1.1\r\nHost:");
      assertThat(slow.readAll()).startsWith("HTTP/1.1 408 ");
      assertThat(idle.readAll()).isEmpty();
      gateway.events().awaitCount(1);
      assertThat(gateway.events().reasons()).containsExactly(CompletionReason.CLIENT_TIMEOUT);
    }
  }

  @Test
  void anAnswerThatNobodyReadsIsGivenUp() throws IOException {
    byte[] block = new byte[1 << 20];
    try (MockUpstream backend =
            MockUpstream.start(
                socket -> {
                  socket.readRequest();
                  socket.send("HTTP/1.1 200 OK\r\nContent-Length: " + (64L << 20) + "\r\n\r\n");
                  for (int i = 0; i < 64; i++) {
                    socket.send(block);
                  }
                });
        InProcessGateway gateway = InProcessGateway.start(route(SHORT, backend.port()));
        RawClient client = gateway.client()) {
      client.send(GET);
      await().atMost(Duration.ofSeconds(20)).until(() -> !gateway.events().reasons().isEmpty());
      assertThat(gateway.events().reasons()).containsExactly(CompletionReason.CLIENT_TIMEOUT);
    }
  }
}
