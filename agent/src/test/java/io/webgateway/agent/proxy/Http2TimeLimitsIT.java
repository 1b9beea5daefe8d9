package io.webgateway.agent.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import io.webgateway.agent.proxy.fixture.Http2Answer;
import io.webgateway.agent.proxy.fixture.Http2Client;
import io.webgateway.agent.proxy.fixture.InProcessGateway;
import io.webgateway.agent.proxy.fixture.MockUpstream;
import io.webgateway.agent.proxy.fixture.TestCertificates;
import io.webgateway.agent.proxy.transport.ConnectionLimits;
import io.webgateway.agent.routing.ExchangeLimits;
import io.webgateway.agent.routing.HttpRoute;
import io.webgateway.agent.routing.policy.VisitorPolicy;
import io.webgateway.model.traffic.CompletionReason;
import java.io.IOException;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** What the time limits do to connections and streams of HTTP/2. */
class Http2TimeLimitsIT {
  private static final int INITIAL_WINDOW_SIZE = 4;
  private static final int NO_ERROR = 0;
  private static final ConnectionLimits HASTY =
      new ConnectionLimits(
          8 * 1024, 32 * 1024, 100, 16 * 1024, 16 * 1024, 2_000, 2_000, 400, 600, 200, 30_000, 64);
  private static final ExchangeLimits STALLS = new ExchangeLimits(500, 10_000, 10_000, 400, 0, 0);

  private static InProcessGateway gateway(MockUpstream backend) {
    HttpRoute route =
        InProcessGateway.route(
            "w/1", "a.example", "/", VisitorPolicy.SERVE, STALLS, backend.port());
    InProcessGateway gateway = InProcessGateway.start(HASTY);
    gateway.with(TestCertificates.selfSigned("a.example")).apply(route);
    return gateway;
  }

  private static MockUpstream answering(String body) {
    return MockUpstream.start(
        socket -> {
          while (true) {
            socket.readRequest();
            socket.ok(body);
          }
        });
  }

  @Test
  void aHeadThatNeverEndsEndsItsConnection() throws IOException {
    try (MockUpstream backend = answering("fine");
        InProcessGateway gateway = gateway(backend);
        Http2Client client = Http2Client.connect(gateway, "a.example")) {
      // Once there was an answer, no acknowledgement of SETTINGS can come between the fragments.
      client.awaitEnd(client.get("a.example", "/"));
      byte[] section = client.section(Http2Client.fields("GET", "a.example", "/never"));
      client.frame(Http2Client.HEADERS, Http2Client.END_STREAM, 3, Arrays.copyOf(section, 3));

      assertThat(client.awaitGoAway()).isEqualTo(NO_ERROR);
      client.awaitClosed();
      gateway.events().awaitCount(2);
      assertThat(gateway.events().reasons())
          .containsExactly(CompletionReason.COMPLETED, CompletionReason.CLIENT_TIMEOUT);
      assertThat(backend.requests()).hasSize(1);
    }
  }

  @Test
  void aConnectionWithoutRequestsIsEndedProperlyAndIsNoFailure() throws IOException {
    try (MockUpstream backend = answering("fine");
        InProcessGateway gateway = gateway(backend);
        Http2Client client = Http2Client.connect(gateway, "a.example")) {
      assertThat(client.awaitEnd(client.get("a.example", "/")).body()).isEqualTo("fine");
      assertThat(client.awaitGoAway()).isEqualTo(NO_ERROR);
      client.awaitClosed();
      assertThat(gateway.events().reasons()).containsExactly(CompletionReason.COMPLETED);
    }
  }

  @Test
  void aStreamThatNobodyReadsIsResetAndItsNeighboursGoOn() throws IOException {
    try (MockUpstream backend = answering("x".repeat(5_000));
        InProcessGateway gateway = gateway(backend);
        Http2Client client =
            Http2Client.connectWith(gateway, "a.example", INITIAL_WINDOW_SIZE, 1_000)
                .withoutWindows()) {
      Http2Answer stalled = client.awaitEnd(client.get("a.example", "/"));
      assertThat(stalled.reset()).isPositive();
      assertThat(stalled.bodyBytes()).isEqualTo(1_000);

      int next = client.request(true, Http2Client.fields("GET", "a.example", "/"));
      client.window(next, 10_000);
      assertThat(client.awaitEnd(next).bodyBytes()).isEqualTo(5_000);
      gateway.events().awaitCount(2);
      assertThat(gateway.events().reasons())
          .containsExactly(CompletionReason.CLIENT_TIMEOUT, CompletionReason.COMPLETED);
    }
  }
}
