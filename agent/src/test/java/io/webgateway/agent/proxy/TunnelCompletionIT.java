package io.webgateway.agent.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.webgateway.agent.proxy.fixture.InProcessGateway;
import io.webgateway.agent.proxy.fixture.MockUpstream;
import io.webgateway.agent.proxy.fixture.RawClient;
import io.webgateway.agent.proxy.fixture.TunnelKind;
import io.webgateway.agent.routing.ExchangeLimits;
import io.webgateway.model.traffic.CompletionReason;
import java.io.IOException;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** However a tunnel ends, it ends once, with the reason that fits, and leaves nothing open. */
class TunnelCompletionIT {
  private static final ExchangeLimits HASTY = ExchangeLimits.of(500, 400, 400);

  enum Case {
    VISITOR_ENDS_THEN_BACKEND(CompletionReason.COMPLETED),
    BACKEND_ENDS_THEN_VISITOR(CompletionReason.COMPLETED),
    VISITOR_RESETS(CompletionReason.CLIENT_ABORTED),
    BACKEND_RESETS(CompletionReason.UPSTREAM_RESET),
    NOBODY_SAYS_ANYTHING(CompletionReason.TUNNEL_IDLE),
    ONE_SIDE_ENDS_AND_THE_OTHER_SAYS_NOTHING(CompletionReason.TUNNEL_IDLE),
    NOBODY_READS(CompletionReason.TUNNEL_IDLE),
    ROUTE_GOES(CompletionReason.ROUTE_REMOVED),
    GATEWAY_CLOSES(CompletionReason.SHUTTING_DOWN);

    private final CompletionReason reason;

    Case(CompletionReason reason) {
      this.reason = reason;
    }

    ExchangeLimits limits() {
      return switch (this) {
        case NOBODY_SAYS_ANYTHING, ONE_SIDE_ENDS_AND_THE_OTHER_SAYS_NOTHING, NOBODY_READS -> HASTY;
        default -> ExchangeLimits.DEFAULT;
      };
    }

    MockUpstream.Script script(CountDownLatch goOn) {
      return socket -> {
        switch (this) {
          case BACKEND_ENDS_THEN_VISITOR -> {
            socket.halfClose();
            socket.stall();
          }
          case BACKEND_RESETS -> {
            // A reset must not overtake what was sent to show that the tunnel is open.
            if (socket.in().read() >= 0) {
              socket.reset();
            }
          }
          case NOBODY_READS -> {
            byte[] block = new byte[1 << 20];
            while (goOn.getCount() > 0) {
              socket.send(block);
            }
          }
          case ONE_SIDE_ENDS_AND_THE_OTHER_SAYS_NOTHING -> {
            socket.stall();
            goOn.await();
          }
          default -> socket.stall();
        }
      };
    }

    void play(RawClient client, InProcessGateway gateway) throws IOException {
      switch (this) {
        case VISITOR_ENDS_THEN_BACKEND -> {
          client.socket().shutdownOutput();
          assertThat(client.readAll()).isEmpty();
        }
        case BACKEND_ENDS_THEN_VISITOR -> {
          assertThat(client.readAll()).isEmpty();
          client.hangUp();
        }
        case VISITOR_RESETS -> client.reset();
        case BACKEND_RESETS -> assertThat(client.send("!").readAll()).isEqualTo("<reset>");
        case NOBODY_SAYS_ANYTHING -> client.readAll();
        case ONE_SIDE_ENDS_AND_THE_OTHER_SAYS_NOTHING -> client.socket().shutdownOutput();
        case NOBODY_READS -> {}
        case ROUTE_GOES -> {
          gateway.withPorts().apply();
          client.readAll();
        }
        case GATEWAY_CLOSES -> gateway.stop();
      }
    }
  }

  static Stream<Arguments> everyCaseOfEveryKind() {
    return Arrays.stream(TunnelKind.values())
        .flatMap(kind -> Arrays.stream(Case.values()).map(ending -> Arguments.of(kind, ending)));
  }

  @ParameterizedTest
  @MethodSource("everyCaseOfEveryKind")
  void endsOnceWithItsReason(TunnelKind kind, Case ending) throws IOException {
    CountDownLatch goOn = new CountDownLatch(1);
    try (MockUpstream backend = kind.backend(ending.script(goOn));
        InProcessGateway gateway = kind.gateway(ending.limits(), backend.port());
        RawClient client = kind.open(gateway)) {
      await().until(() -> gateway.engine().counters().openTunnels() == 1 || ended(gateway));
      ending.play(client, gateway);

      gateway.events().awaitCount(1);
      goOn.countDown();
      client.hangUp();
      gateway.stop();
      assertThat(gateway.events().reasons()).containsExactly(ending.reason);
      assertThat(gateway.engine().counters().completions()).isEqualTo(Map.of(ending.reason, 1L));
      assertThat(gateway.engine().counters().openConnections()).isZero();
      assertThat(gateway.engine().counters().openTunnels()).isZero();
    }
  }

  private static boolean ended(InProcessGateway gateway) {
    return !gateway.events().all().isEmpty();
  }
}
