package io.webgateway.agent.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.webgateway.agent.observe.HeldVisitors;
import io.webgateway.agent.proxy.fixture.Http2Client;
import io.webgateway.agent.proxy.fixture.InProcessGateway;
import io.webgateway.agent.proxy.fixture.MockUpstream;
import io.webgateway.agent.proxy.fixture.RawClient;
import io.webgateway.agent.proxy.fixture.RawResponse;
import io.webgateway.agent.proxy.fixture.TestCertificates;
import io.webgateway.agent.proxy.fixture.Waits;
import io.webgateway.agent.routing.ServerCertificate;
import io.webgateway.agent.routing.hold.HoldEnd;
import io.webgateway.model.traffic.CompletionReason;
import io.webgateway.model.workload.policy.BackendLoss;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** Requests of a workload whose visitors wait while no backend can be reached. */
class HoldIT {
  private static final ServerCertificate CERTIFICATE = TestCertificates.selfSigned("a.example");
  private static final String GET = "GET / HTTP/1.1\r\nHost: a.example\r\n\r\n";

  private static String withBody(String method, String body) {
    return "%s / HTTP/1.1\r\nHost: a.example\r\nContent-Length: %d\r\n\r\n%s"
        .formatted(method, body.length(), body);
  }

  @Test
  void aRequestGoesOnWhenItsBackendComesBackAtTheSamePort() throws IOException {
    int port = Waits.deadPort();
    try (InProcessGateway gateway = InProcessGateway.start(Waits.route(port));
        RawClient client = gateway.client()) {
      client.send(GET);
      Waits.awaitHeld(gateway, 1);
      try (MockUpstream back = MockUpstream.startOn(port, MockUpstream.answers("back"))) {
        assertThat(client.read().body()).isEqualTo("back");
        assertThat(client.send(GET).read().body()).isEqualTo("back");
        assertThat(back.requests()).hasSize(2);
      }
      assertThat(Waits.held(gateway).ended(HoldEnd.RESUMED)).isEqualTo(1);
      assertThat(gateway.events().awaitCount(2)).hasSize(2);
      assertThat(gateway.events().reasons()).containsOnly(CompletionReason.COMPLETED);
    }
  }

  @Test
  void manyRequestsGoOnWhenAnEditBringsAnotherBackend() throws IOException {
    List<RawClient> clients = new ArrayList<>();
    try (MockUpstream other = MockUpstream.answering("moved");
        InProcessGateway gateway = InProcessGateway.start(Waits.route(Waits.deadPort()))) {
      for (int i = 0; i < 90; i++) {
        clients.add(gateway.client().send(withBody(i % 2 == 0 ? "POST" : "PUT", "hello " + i)));
      }
      Waits.awaitHeld(gateway, 90);
      HeldVisitors told =
          gateway.engine().health("shop/a.example").orElseThrow().held().orElseThrow();
      assertThat(told.now()).isEqualTo(90);
      assertThat(gateway.engine().held().now()).isEqualTo(90);
      gateway.apply(Waits.route(other.port()));
      for (RawClient client : clients) {
        assertThat(client.read().body()).isEqualTo("moved");
      }
      assertThat(other.requests()).hasSize(90).allMatch(each -> each.body().startsWith("hello "));
      assertThat(Waits.held(gateway).now()).isZero();
    } finally {
      for (RawClient client : clients) {
        client.close();
      }
    }
  }

  @Test
  void streamsOfOneConnectionOfHttp2GoOn() throws IOException {
    int port = Waits.deadPort();
    try (InProcessGateway gateway = InProcessGateway.start().with(CERTIFICATE)) {
      gateway.apply(Waits.route(port));
      try (Http2Client client = Http2Client.connect(gateway, "a.example")) {
        List<Integer> streams = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
          streams.add(client.get("a.example", "/" + i));
        }
        int post = client.request(false, Http2Client.fields("POST", "a.example", "/post"));
        client.data(post, true, "body");
        Waits.awaitHeld(gateway, 21);
        try (MockUpstream back = MockUpstream.startOn(port, MockUpstream.answers("back"))) {
          for (int stream : streams) {
            assertThat(client.awaitEnd(stream).body()).isEqualTo("back");
          }
          assertThat(client.awaitEnd(post).status()).isEqualTo(200);
          assertThat(back.requests()).anyMatch(each -> each.body().equals("body"));
        }
        assertThat(client.goAways()).isEmpty();
      }
    }
  }

  @Test
  void aRequestInFlightIsSentAgainWithItsBodyWhenThatMayBe() throws IOException {
    CountDownLatch dies = new CountDownLatch(1);
    try (MockUpstream dying =
            MockUpstream.start(
                socket -> {
                  socket.readRequest();
                  dies.countDown();
                  socket.stall();
                });
        InProcessGateway gateway = InProcessGateway.start(Waits.route(dying.port()));
        RawClient client = gateway.client()) {
      client.send(withBody("PUT", "x".repeat(20_000)));
      await().until(() -> dies.getCount() == 0);
      dying.kill();
      Waits.awaitHeld(gateway, 1);
      assertThat(Waits.held(gateway).bytes()).isEqualTo(20_000);
      try (MockUpstream back = MockUpstream.startOn(dying.port(), MockUpstream.answers("again"))) {
        assertThat(client.read().body()).isEqualTo("again");
        assertThat(back.requests().getFirst().body()).hasSize(20_000);
      }
    }
  }

  @Test
  void aRequestInFlightThatMayNotBeSentTwiceIsToldSoAtOnce() throws IOException {
    CountDownLatch dies = new CountDownLatch(1);
    try (MockUpstream dying =
            MockUpstream.start(
                socket -> {
                  socket.readRequest();
                  dies.countDown();
                  socket.stall();
                });
        InProcessGateway gateway = InProcessGateway.start(Waits.route(dying.port()));
        RawClient client = gateway.client()) {
      client.send(withBody("POST", "pay"));
      await().until(() -> dies.getCount() == 0);
      dying.kill();
      RawResponse answer = client.read();
      assertThat(answer.status()).isEqualTo(502);
      assertThat(answer.body()).contains("may not be sent again");
      client.send(GET);
      Waits.awaitHeld(gateway, 1);
    }
  }

  @Test
  void nothingOfABodyIsReadWhileItsRequestWaits() throws Exception {
    int port = Waits.deadPort();
    int size = 20_000_000;
    try (InProcessGateway gateway = InProcessGateway.start(Waits.route(port));
        RawClient client = gateway.client()) {
      AtomicBoolean sent = new AtomicBoolean();
      client.send(
          "POST / HTTP/1.1\r\nHost: a.example\r\nContent-Length: %d\r\n\r\n".formatted(size));
      Thread sender =
          Thread.ofVirtual()
              .start(
                  () -> {
                    try {
                      client.send(new byte[size]);
                      sent.set(true);
                    } catch (IOException e) {
                      // Read below.
                    }
                  });
      Waits.awaitHeld(gateway, 1);
      assertThat(sent).isFalse();
      try (MockUpstream back = MockUpstream.startOn(port, MockUpstream.answers("all"))) {
        assertThat(client.read().body()).isEqualTo("all");
        assertThat(back.requests().getFirst().body()).hasSize(size);
      }
      sender.join();
    }
  }

  @Test
  void whoWaitedInVainIsToldWhyAndKeepsItsConnection() throws IOException {
    int port = Waits.deadPort();
    try (InProcessGateway gateway = InProcessGateway.start(Waits.route(Waits.of(300), port));
        RawClient client = gateway.client()) {
      RawResponse answer = client.send(GET).read();
      assertThat(answer.status()).isEqualTo(503);
      assertThat(answer.values("retry-after")).containsExactly("5");
      assertThat(answer.body()).contains("No backend came back");
      try (MockUpstream back = MockUpstream.startOn(port, MockUpstream.answers("back"))) {
        assertThat(client.send(GET).read().body()).isEqualTo("back");
        assertThat(back.connections()).isEqualTo(1);
      }
      assertThat(Waits.held(gateway).ended(HoldEnd.EXPIRED)).isEqualTo(1);
      assertThat(gateway.events().awaitCount(2)).hasSize(2);
      assertThat(gateway.events().reasons())
          .containsExactly(CompletionReason.HOLD_EXPIRED, CompletionReason.COMPLETED);
    }
  }

  @Test
  void noMoreWaitThanMay() throws IOException {
    BackendLoss.Wait one = new BackendLoss.Wait(30_000, 1, false, 0);
    try (InProcessGateway gateway = InProcessGateway.start(Waits.route(one, Waits.deadPort()));
        RawClient first = gateway.client().send(GET)) {
      Waits.awaitHeld(gateway, 1);
      try (RawClient second = gateway.client()) {
        RawResponse answer = second.send(GET).read();
        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.body()).contains("as many wait");
      }
      assertThat(Waits.held(gateway).ended(HoldEnd.REFUSED)).isEqualTo(1);
      first.hangUp();
      Waits.awaitHeld(gateway, 0);
    }
  }

  @Test
  void whoLeavesIsLetGoAtOnce() throws IOException {
    try (InProcessGateway gateway = InProcessGateway.start(Waits.route(Waits.deadPort()))) {
      RawClient gets = gateway.client().send(GET);
      RawClient posts =
          gateway
              .client()
              .send("POST / HTTP/1.1\r\nHost: a.example\r\nContent-Length: 9\r\n\r\nhalf");
      Waits.awaitHeld(gateway, 2);
      gets.hangUp();
      posts.hangUp();
      Waits.awaitHeld(gateway, 0);
      assertThat(Waits.held(gateway).ended(HoldEnd.LEFT)).isEqualTo(2);
      gateway.events().awaitCount(2);
      assertThat(gateway.events().reasons()).containsOnly(CompletionReason.CLIENT_ABORTED);
    }
  }

  @Test
  void anEditThatEndsWaitingOrTheWorkloadTellsThoseThatWait() throws IOException {
    int port = Waits.deadPort();
    try (InProcessGateway gateway = InProcessGateway.start(Waits.route(port));
        RawClient client = gateway.client()) {
      client.send(GET);
      Waits.awaitHeld(gateway, 1);
      gateway.apply(Waits.route(BackendLoss.DEFAULT, port));
      assertThat(client.read().status()).isEqualTo(502);
      gateway.apply(Waits.route(port));
      client.send(GET);
      Waits.awaitHeld(gateway, 1);
      gateway.apply();
      assertThat(client.read().status()).isEqualTo(404);
      assertThat(gateway.engine().held().ended(HeldVisitors.How.REMOVED)).isEqualTo(1);
    }
  }

  @Test
  void whoWaitsWhenTheGatewayClosesIsToldSo() throws Exception {
    InProcessGateway gateway = InProcessGateway.start(Waits.route(Waits.deadPort()));
    try (RawClient client = gateway.client()) {
      client.send(GET);
      Waits.awaitHeld(gateway, 1);
      Thread closing = Thread.ofVirtual().start(gateway::close);
      RawResponse answer = client.read();
      assertThat(answer.status()).isEqualTo(503);
      assertThat(answer.body()).contains("closing");
      closing.join();
    }
  }

  @Test
  void aBackendRestartedUnderLoadFailsNothing() throws Exception {
    MockUpstream backend = MockUpstream.answering("one");
    int port = backend.port();
    List<String> failures = java.util.Collections.synchronizedList(new ArrayList<>());
    AtomicBoolean stop = new AtomicBoolean();
    List<Thread> visitors = new ArrayList<>();
    try (InProcessGateway gateway = InProcessGateway.start(Waits.route(port))) {
      for (int i = 0; i < 8; i++) {
        String request = i % 2 == 0 ? GET : withBody("PUT", "number " + i);
        visitors.add(Thread.ofVirtual().start(() -> visit(gateway, request, stop, failures)));
      }
      for (int round = 0; round < 5; round++) {
        backend.kill();
        Waits.awaitHeld(gateway, 8);
        MockUpstream next =
            MockUpstream.startOn(round % 2 == 0 ? port : 0, MockUpstream.answers("x"));
        if (next.port() != port) {
          gateway.apply(Waits.route(next.port()));
        }
        backend = next;
        port = next.port();
        await().until(() -> next.requests().size() > 200);
      }
      stop.set(true);
      for (Thread visitor : visitors) {
        visitor.join();
      }
      assertThat(failures).isEmpty();
      assertThat(gateway.engine().counters().openConnections()).isLessThanOrEqualTo(8);
    } finally {
      stop.set(true);
      backend.close();
    }
  }

  /** One connection for all of it. */
  private static void visit(
      InProcessGateway gateway, String request, AtomicBoolean stop, List<String> failures) {
    try (RawClient client = gateway.client()) {
      while (!stop.get()) {
        RawResponse answer = client.send(request).read();
        if (answer.status() != 200 || answer.values("connection").contains("close")) {
          failures.add(answer.toString());
        }
      }
    } catch (IOException e) {
      failures.add(e.toString());
    }
  }
}
