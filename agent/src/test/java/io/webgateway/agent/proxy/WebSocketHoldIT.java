package io.webgateway.agent.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.webgateway.agent.proxy.fixture.Frames;
import io.webgateway.agent.proxy.fixture.Frames.Frame;
import io.webgateway.agent.proxy.fixture.Http2Tunnel;
import io.webgateway.agent.proxy.fixture.InProcessGateway;
import io.webgateway.agent.proxy.fixture.MockUpstream;
import io.webgateway.agent.proxy.fixture.RawClient;
import io.webgateway.agent.proxy.fixture.RawResponse;
import io.webgateway.agent.proxy.fixture.TestCertificates;
import io.webgateway.agent.proxy.fixture.Waits;
import io.webgateway.agent.proxy.fixture.WebSocketHeads;
import io.webgateway.agent.routing.hold.HoldEnd;
import io.webgateway.model.traffic.CompletionReason;
import io.webgateway.model.workload.policy.BackendLoss;
import java.io.IOException;
import java.net.Socket;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** WebSockets of a workload that resumes them, over backends that are lost and moved. */
class WebSocketHoldIT {
  private static Socket open(InProcessGateway gateway, boolean http2) throws IOException {
    if (http2) {
      return Http2Tunnel.open(gateway, "a.example");
    }
    RawClient client = gateway.client();
    client.send(
        WebSocketHeads.request(
            "a.example", "Sec-WebSocket-Extensions: permessage-deflate\r\nWebgw-Resumed: 9\r\n"));
    RawResponse answer = client.readHeadOnly();
    assertThat(answer.status()).isEqualTo(101);
    return client.socket();
  }

  private static InProcessGateway gateway(int port) {
    return gateway(Waits.of(30_000), port);
  }

  private static InProcessGateway gateway(BackendLoss loss, int port) {
    InProcessGateway gateway =
        InProcessGateway.start().with(TestCertificates.selfSigned("a.example"));
    gateway.apply(Waits.route(loss, port));
    return gateway;
  }

  private static String ask(Socket visitor, String text) throws IOException {
    visitor.getOutputStream().write(Frames.masked(text));
    visitor.getOutputStream().flush();
    return Frames.read(visitor.getInputStream()).payload();
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aBackendThatIsKilledAndComesBackIsJoinedAgain(boolean http2) throws IOException {
    MockUpstream first = Frames.echo(0, "first");
    try (InProcessGateway gateway = gateway(first.port());
        Socket visitor = open(gateway, http2)) {
      assertThat(ask(visitor, "1")).isEqualTo("first 1");
      RawResponse asked = first.requests().getFirst();
      assertThat(asked.values("sec-websocket-extensions")).isEmpty();
      assertThat(asked.values("webgw-resumed")).isEmpty();
      first.kill();
      Waits.awaitHeld(gateway, 1);
      visitor.getOutputStream().write(Frames.masked(Frames.PING, true, "there?"));
      visitor.getOutputStream().write(Frames.masked("2"));
      visitor.getOutputStream().write(Frames.masked("3"));
      visitor.getOutputStream().flush();
      assertThat(Frames.read(visitor.getInputStream()))
          .isEqualTo(new Frame(Frames.PONG, true, "there?"));
      try (MockUpstream second = Frames.echo(first.port(), "second")) {
        assertThat(Frames.read(visitor.getInputStream()).payload()).isEqualTo("second 2");
        assertThat(Frames.read(visitor.getInputStream()).payload()).isEqualTo("second 3");
        assertThat(ask(visitor, "4")).isEqualTo("second 4");
        RawResponse again = second.requests().getFirst();
        assertThat(again.startLine()).isEqualTo(asked.startLine());
        assertThat(again.values("webgw-resumed")).containsExactly("1");
        assertThat(again.values("sec-websocket-key")).isEqualTo(asked.values("sec-websocket-key"));
        second.kill();
        Waits.awaitHeld(gateway, 1);
      }
      try (MockUpstream third = Frames.echo(first.port(), "third")) {
        assertThat(ask(visitor, "5")).isEqualTo("third 5");
        assertThat(third.requests().getFirst().values("webgw-resumed")).containsExactly("2");
      }
      assertThat(Waits.held(gateway).ended(HoldEnd.RESUMED)).isEqualTo(2);
      assertThat(gateway.engine().counters().openTunnels()).isEqualTo(1);
    } finally {
      first.close();
    }
  }

  @Test
  void anEditMovesAWebSocketWithoutLosingAMessage() throws IOException {
    try (MockUpstream slow =
            MockUpstream.start(
                WebSocketHeads.agreesToAnyKey(
                    socket -> {
                      // Answers what it had received even after it was told goodbye.
                      String all = "";
                      Frame frame = Frames.read(socket.in());
                      while (frame.opcode() != Frames.CLOSE) {
                        all += frame.payload();
                        frame = Frames.read(socket.in());
                      }
                      socket.send(Frames.plain(Frames.TEXT, true, "got " + all));
                      socket.send(Frames.plain(Frames.CLOSE, true, frame.payload()));
                    }));
        MockUpstream other = Frames.echo(0, "other");
        InProcessGateway gateway = gateway(slow.port());
        Socket visitor = open(gateway, false)) {
      visitor.getOutputStream().write(Frames.masked("a"));
      visitor.getOutputStream().write(Frames.masked("b"));
      visitor.getOutputStream().flush();
      await().until(() -> gateway.engine().counters().openTunnels() == 1);
      gateway.apply(Waits.route(other.port()));
      assertThat(Frames.read(visitor.getInputStream()).payload()).isEqualTo("got ab");
      assertThat(ask(visitor, "c")).isEqualTo("other c");
    }
  }

  @Test
  void aMessageThatTheLostBackendGotOnlyInPartIsSentAgainWhole() throws IOException {
    MockUpstream first = Frames.echo(0, "first");
    try (InProcessGateway gateway = gateway(first.port());
        Socket visitor = open(gateway, false)) {
      byte[] message = Frames.masked("x".repeat(10_000));
      visitor.getOutputStream().write(message, 0, 5_000);
      visitor.getOutputStream().flush();
      assertThat(gateway.engine().counters().openTunnels()).isEqualTo(1);
      first.kill();
      Waits.awaitHeld(gateway, 1);
      visitor.getOutputStream().write(message, 5_000, message.length - 5_000);
      visitor.getOutputStream().flush();
      try (MockUpstream _ = Frames.echo(first.port(), "second")) {
        assertThat(Frames.read(visitor.getInputStream()).payload())
            .isEqualTo("second " + "x".repeat(10_000));
      }
    } finally {
      first.close();
    }
  }

  @Test
  void halfAMessageOfALostBackendReachesNobody() throws IOException {
    MockUpstream first =
        MockUpstream.start(
            WebSocketHeads.agreesToAnyKey(
                socket -> {
                  Frames.read(socket.in());
                  byte[] message = Frames.plain(Frames.TEXT, true, "y".repeat(10_000));
                  socket.out().write(message, 0, 5_000);
                  socket.out().flush();
                  socket.stall();
                }));
    try (InProcessGateway gateway = gateway(first.port());
        Socket visitor = open(gateway, false)) {
      visitor.getOutputStream().write(Frames.masked("go"));
      visitor.getOutputStream().flush();
      await().until(() -> first.requests().size() == 1);
      first.kill();
      Waits.awaitHeld(gateway, 1);
      try (MockUpstream _ = Frames.echo(first.port(), "second")) {
        assertThat(ask(visitor, "on")).isEqualTo("second on");
      }
    } finally {
      first.close();
    }
  }

  @Test
  void whoWaitedInVainGetsACloseFrameThatSaysWhy() throws IOException {
    MockUpstream first = Frames.echo(0, "first");
    try (InProcessGateway gateway = gateway(Waits.of(300), first.port());
        Socket visitor = open(gateway, false)) {
      assertThat(ask(visitor, "1")).isEqualTo("first 1");
      first.kill();
      Frame close = Frames.read(visitor.getInputStream());
      assertThat(close.opcode()).isEqualTo(Frames.CLOSE);
      assertThat(close.code()).isEqualTo(1013);
      assertThat(close.payload()).contains("No backend came back");
      assertThat(visitor.getInputStream().read()).isEqualTo(-1);
      gateway.events().awaitCount(1);
      assertThat(gateway.events().reasons()).containsExactly(CompletionReason.HOLD_EXPIRED);
    } finally {
      first.close();
    }
  }

  @Test
  void aBackendThatComesUpWithErrorsIsAskedAgain() throws IOException {
    MockUpstream first = Frames.echo(0, "first");
    AtomicInteger asked = new AtomicInteger();
    try (InProcessGateway gateway = gateway(first.port());
        Socket visitor = open(gateway, false)) {
      assertThat(ask(visitor, "1")).isEqualTo("first 1");
      first.kill();
      MockUpstream.Script agrees =
          WebSocketHeads.agreesToAnyKey(socket -> socket.send(Frames.plain(1, true, "up")));
      try (MockUpstream _ =
          MockUpstream.startOn(
              first.port(),
              socket -> {
                if (asked.incrementAndGet() == 1) {
                  socket.readRequestHead();
                  socket.send("HTTP/1.1 503 Service Unavailable\r\nContent-Length: 0\r\n\r\n");
                } else {
                  agrees.play(socket);
                  socket.stall();
                }
              })) {
        assertThat(Frames.read(visitor.getInputStream()).payload()).isEqualTo("up");
        assertThat(asked).hasValue(2);
      }
    } finally {
      first.close();
    }
  }

  @Test
  void whatEitherSideEndsProperlyIsNotResumed() throws IOException {
    try (MockUpstream backend = Frames.echo(0, "first");
        InProcessGateway gateway = gateway(backend.port());
        Socket visitor = open(gateway, false)) {
      visitor.getOutputStream().write(Frames.masked(Frames.CLOSE, true, "\u0003\u00e8"));
      visitor.getOutputStream().flush();
      Frame close = Frames.read(visitor.getInputStream());
      assertThat(close.code()).isEqualTo(1000);
      assertThat(visitor.getInputStream().read()).isEqualTo(-1);
      gateway.events().awaitCount(1);
      assertThat(gateway.events().reasons()).containsExactly(CompletionReason.COMPLETED);
      assertThat(backend.connections()).isEqualTo(1);
    }
  }

  @Test
  void aVisitorThatClosesWhileItWaitsIsLetGo() throws IOException {
    MockUpstream first = Frames.echo(0, "first");
    try (InProcessGateway gateway = gateway(first.port());
        Socket visitor = open(gateway, false)) {
      Socket another = open(gateway, false);
      first.kill();
      Waits.awaitHeld(gateway, 2);
      visitor.getOutputStream().write(Frames.masked(Frames.CLOSE, true, "\u0003\u00e8"));
      visitor.getOutputStream().flush();
      assertThat(Frames.read(visitor.getInputStream()).code()).isEqualTo(1000);
      another.close();
      Waits.awaitHeld(gateway, 0);
      assertThat(gateway.engine().counters().openTunnels()).isZero();
    } finally {
      first.close();
    }
  }

  @Test
  void withoutResumeALostBackendEndsTheWebSocket() throws IOException {
    MockUpstream first = Frames.echo(0, "first");
    BackendLoss.Wait waitsOnly = new BackendLoss.Wait(30_000, 10, false, 0);
    try (InProcessGateway gateway = gateway(waitsOnly, first.port());
        Socket visitor = open(gateway, false)) {
      assertThat(ask(visitor, "1")).isEqualTo("first 1");
      first.kill();
      gateway.events().awaitCount(1);
      assertThat(gateway.events().reasons()).containsExactly(CompletionReason.UPSTREAM_RESET);
    } finally {
      first.close();
    }
  }
}
