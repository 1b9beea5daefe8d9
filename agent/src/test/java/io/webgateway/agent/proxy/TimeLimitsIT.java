package io.webgateway.agent.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.webgateway.agent.proxy.fixture.InProcessGateway;
import io.webgateway.agent.proxy.fixture.MockUpstream;
import io.webgateway.agent.proxy.fixture.RawClient;
import io.webgateway.agent.routing.ExchangeLimits;
import io.webgateway.agent.routing.HttpRoute;
import io.webgateway.agent.routing.policy.VisitorPolicy;
import io.webgateway.model.traffic.CompletionReason;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What the limits on whole exchanges and on slow visitors do to connections. */
class TimeLimitsIT {
  private static final ExchangeLimits PACED =
      new ExchangeLimits(1_000, 60_000, 60_000, 60_000, 50_000, 0);

  private static HttpRoute route(ExchangeLimits limits, int port) {
    return InProcessGateway.route("w/1", "a.example", "/", VisitorPolicy.SERVE, limits, port);
  }

  @Test
  void aTricklingBodyIsAnsweredAndItsConnectionEnds() throws IOException {
    try (MockUpstream backend = MockUpstream.start(socket -> socket.readRequest());
        InProcessGateway gateway = InProcessGateway.start(route(PACED, backend.port()));
        RawClient slow = gateway.client()) {
      slow.send("POST / HTTP/1.1\r\nHost: a.example\r\nContent-Length: 10000000\r\n\r\n");
      Thread trickle = trickle(slow);
      assertThat(slow.readAll()).startsWith("HTTP/1.1 408 ").contains("too slowly");
      trickle.interrupt();
      gateway.events().awaitCount(1);
      assertThat(gateway.events().reasons()).containsExactly(CompletionReason.CLIENT_TOO_SLOW);
    }
  }

  /** Sends a byte now and then until nobody takes them any more. */
  private static Thread trickle(RawClient client) {
    return Thread.startVirtualThread(
        () -> {
          try {
            for (int i = 0; i < 1_000; i++) {
              client.send("x");
              Thread.sleep(100);
            }
          } catch (IOException | InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        });
  }

  @Test
  void aReaderThatTakesAByteNowAndThenIsCut() throws IOException, InterruptedException {
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
        InProcessGateway gateway = InProcessGateway.start(route(PACED, backend.port()));
        RawClient client = gateway.client()) {
      client.send("GET / HTTP/1.1\r\nHost: a.example\r\n\r\n");
      while (gateway.events().reasons().isEmpty()) {
        assertThat(client.socket().getInputStream().read()).isNotNegative();
        Thread.sleep(100);
      }
      assertThat(gateway.events().reasons()).containsExactly(CompletionReason.CLIENT_TOO_SLOW);
    }
  }

  @Test
  void anExchangeThatTakesTooLongInAllIsEndedHoweverBusyItIs() throws IOException {
    ExchangeLimits total = new ExchangeLimits(1_000, 60_000, 60_000, 60_000, 0, 700);
    try (MockUpstream backend =
            MockUpstream.start(
                socket -> {
                  socket.readRequest();
                  socket.send("HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\n");
                  while (true) {
                    socket.send("x");
                    Thread.sleep(50);
                  }
                });
        MockUpstream silent = MockUpstream.start(socket -> socket.stall());
        InProcessGateway gateway = InProcessGateway.start(route(total, backend.port()));
        RawClient cut = gateway.client()) {
      cut.send("GET / HTTP/1.1\r\nHost: a.example\r\n\r\n");
      assertThat(cut.readAll()).startsWith("HTTP/1.1 200 ");
      gateway.apply(route(total, silent.port()));
      try (RawClient answered = gateway.client()) {
        answered.send("GET / HTTP/1.1\r\nHost: a.example\r\nConnection: close\r\n\r\n");
        assertThat(answered.readAll()).startsWith("HTTP/1.1 504 ");
      }
      await().atMost(Duration.ofSeconds(5)).until(() -> gateway.events().reasons().size() == 2);
      assertThat(gateway.events().reasons()).containsOnly(CompletionReason.TOTAL_TIMEOUT);
    }
  }
}
