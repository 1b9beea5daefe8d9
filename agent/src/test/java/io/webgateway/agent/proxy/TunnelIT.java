package io.webgateway.agent.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.webgateway.agent.proxy.fixture.InProcessGateway;
import io.webgateway.agent.proxy.fixture.LargeBody;
import io.webgateway.agent.proxy.fixture.MockUpstream;
import io.webgateway.agent.proxy.fixture.RawClient;
import io.webgateway.agent.proxy.fixture.TunnelKind;
import io.webgateway.agent.routing.ExchangeLimits;
import io.webgateway.model.traffic.CompletionReason;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Bytes in both directions of a tunnel: whole, in order, never piled up, each with its own end. */
class TunnelIT {
  private static final MockUpstream.Script ECHO = socket -> socket.in().transferTo(socket.out());

  private static String read(RawClient client, int bytes) throws IOException {
    return new String(
        client.socket().getInputStream().readNBytes(bytes), StandardCharsets.ISO_8859_1);
  }

  private static InProcessGateway gateway(TunnelKind kind, MockUpstream backend) {
    return kind.gateway(ExchangeLimits.DEFAULT, backend.port());
  }

  @ParameterizedTest
  @EnumSource(TunnelKind.class)
  void aBackendIsHeldBackWhileTheVisitorDoesNotRead(TunnelKind kind) throws IOException {
    LargeBody body = new LargeBody();
    try (MockUpstream backend = kind.backend(socket -> body.write(socket.out()));
        InProcessGateway gateway = gateway(kind, backend);
        RawClient client = kind.open(gateway)) {
      assertThat(body.awaitStandstill()).isLessThan(LargeBody.HELD_BYTES_LIMIT);
      assertThat(LargeBody.wrongBlocks(client.socket().getInputStream())).isZero();
      assertThat(client.readAll()).isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource(TunnelKind.class)
  void aVisitorIsHeldBackWhileTheBackendDoesNotRead(TunnelKind kind) throws Exception {
    LargeBody body = new LargeBody();
    CountDownLatch mayRead = new CountDownLatch(1);
    AtomicLong wrong = new AtomicLong(-1);
    try (MockUpstream backend =
            kind.backend(
                socket -> {
                  mayRead.await();
                  wrong.set(LargeBody.wrongBlocks(socket.in()));
                  socket.send("thanks");
                });
        InProcessGateway gateway = gateway(kind, backend);
        RawClient client = kind.open(gateway)) {
      Thread writer = body.writeInBackground(client.socket());
      assertThat(body.awaitStandstill()).isLessThan(LargeBody.HELD_BYTES_LIMIT);
      mayRead.countDown();
      assertThat(read(client, 6)).isEqualTo("thanks");
      writer.join();
      assertThat(wrong).hasValue(0);
    }
  }

  @ParameterizedTest
  @EnumSource(TunnelKind.class)
  void bothSidesMaySendMuchAtOnce(TunnelKind kind) throws Exception {
    LargeBody body = new LargeBody();
    try (MockUpstream backend = kind.backend(ECHO);
        InProcessGateway gateway = gateway(kind, backend);
        RawClient client = kind.open(gateway)) {
      Thread writer = body.writeInBackground(client.socket());
      assertThat(LargeBody.wrongBlocks(client.socket().getInputStream())).isZero();
      writer.join();
    }
  }

  @ParameterizedTest
  @EnumSource(TunnelKind.class)
  void theEndOfOneDirectionLeavesTheOtherOpen(TunnelKind kind) throws IOException {
    try (MockUpstream backend =
            kind.backend(
                socket -> {
                  byte[] all = socket.in().readAllBytes();
                  socket.send("heard " + all.length);
                });
        InProcessGateway gateway = gateway(kind, backend);
        RawClient client = kind.open(gateway)) {
      client.send("question");
      client.socket().shutdownOutput();
      assertThat(client.readAll()).isEqualTo("heard 8");
      gateway.events().awaitCount(1);
      assertThat(gateway.events().reasons()).containsExactly(CompletionReason.COMPLETED);
    }
    try (MockUpstream backend =
            kind.backend(
                socket -> {
                  socket.send("done");
                  socket.halfClose();
                  assertThat(socket.in().readAllBytes()).hasSize(5);
                });
        InProcessGateway gateway = gateway(kind, backend);
        RawClient client = kind.open(gateway)) {
      assertThat(client.readAll()).isEqualTo("done");
      client.send("after").hangUp();
      gateway.events().awaitCount(1);
      assertThat(gateway.events().reasons()).containsExactly(CompletionReason.COMPLETED);
    }
  }

  @ParameterizedTest
  @EnumSource(TunnelKind.class)
  void aChangeOfSomethingElseLeavesATunnelAlone(TunnelKind kind) throws IOException {
    try (MockUpstream backend = kind.backend(ECHO);
        MockUpstream another = kind.backend(ECHO);
        InProcessGateway gateway = gateway(kind, backend);
        RawClient client = kind.open(gateway)) {
      for (int change = 0; change < 20; change++) {
        kind.apply(gateway, ExchangeLimits.DEFAULT, another.port());
        assertThat(read(client.send("still"), 5)).isEqualTo("still");
      }
      try (RawClient next = kind.open(gateway)) {
        assertThat(read(next.send("new"), 3)).isEqualTo("new");
        assertThat(another.connections()).isEqualTo(1);
      }
      assertThat(backend.connections()).isEqualTo(1);
    }
  }

  @ParameterizedTest
  @EnumSource(TunnelKind.class)
  void manyTunnelsComeAndGoWithoutATrace(TunnelKind kind) throws IOException {
    try (MockUpstream backend = kind.backend(ECHO);
        InProcessGateway gateway = gateway(kind, backend)) {
      for (int i = 0; i < 100; i++) {
        try (RawClient client = kind.open(gateway)) {
          if (i % 3 == 0) {
            client.send("x").reset();
          } else {
            assertThat(read(client.send("x"), 1)).isEqualTo("x");
          }
        }
      }
      gateway.events().awaitCount(100);
      await().until(() -> gateway.engine().counters().openConnections() == 0);
      assertThat(gateway.events().all()).hasSize(100);
      assertThat(gateway.engine().counters().openTunnels()).isZero();
    }
  }
}
