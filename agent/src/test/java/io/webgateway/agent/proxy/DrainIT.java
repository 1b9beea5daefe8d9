package io.webgateway.agent.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.webgateway.agent.proxy.drain.Drains;
import io.webgateway.agent.proxy.fixture.Http2Client;
import io.webgateway.agent.proxy.fixture.InProcessGateway;
import io.webgateway.agent.proxy.fixture.LoadVisitor;
import io.webgateway.agent.proxy.fixture.MockUpstream;
import io.webgateway.agent.proxy.fixture.RawClient;
import io.webgateway.agent.proxy.fixture.RawResponse;
import io.webgateway.agent.proxy.fixture.SteadyLoad;
import io.webgateway.agent.proxy.fixture.TestCertificates;
import io.webgateway.agent.proxy.fixture.TunnelKind;
import io.webgateway.agent.proxy.fixture.UdpBackend;
import io.webgateway.agent.proxy.fixture.UdpClient;
import io.webgateway.agent.proxy.fixture.UdpGateway;
import io.webgateway.agent.routing.ExchangeLimits;
import io.webgateway.agent.routing.drain.DrainPhase;
import io.webgateway.agent.routing.drain.DrainProgress;
import io.webgateway.agent.routing.drain.DrainScope;
import io.webgateway.agent.routing.drain.DrainTerms;
import io.webgateway.agent.routing.drain.Present;
import io.webgateway.agent.routing.policy.VisitorPolicy;
import io.webgateway.model.traffic.CompletionReason;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whoever is there is asked to leave, nobody is refused, and the limit cuts what is left. */
class DrainIT {
  private static final DrainScope NODE = new DrainScope.Node();
  private static final DrainScope SHOP = new DrainScope.OfWorkload("shop/a");
  private static final DrainTerms AT_ONCE = new DrainTerms(60_000, 0);
  private static final DrainTerms SHORT = new DrainTerms(300, 0);
  private static final String GET = get("a.example");

  private static String get(String host) {
    return "GET / HTTP/1.1\r\nHost: " + host + "\r\n\r\n";
  }

  private static InProcessGateway gateway() {
    return InProcessGateway.start().with(TestCertificates.selfSigned("a.example", "b.example"));
  }

  private static InProcessGateway serving(MockUpstream backend) {
    InProcessGateway gateway = gateway();
    gateway.apply(
        InProcessGateway.route("shop/a", "a.example", "/", VisitorPolicy.SERVE, backend.port()),
        InProcessGateway.route("shop/b", "b.example", "/", VisitorPolicy.SERVE, backend.port()));
    return gateway;
  }

  private static DrainProgress progress(ProxyEngine engine, DrainScope scope) {
    return engine.drains().progress(scope).orElseThrow();
  }

  private static void awaitPhase(ProxyEngine engine, DrainScope scope, DrainPhase phase) {
    await().until(() -> progress(engine, scope).phase() == phase);
  }

  private static boolean isToldToClose(RawResponse answer) {
    assertThat(answer.status()).isEqualTo(200);
    return answer.values("Connection").contains("close");
  }

  @Test
  void aKeptConnectionIsToldByItsNextAnswer() throws IOException {
    try (MockUpstream backend = MockUpstream.answering("ok");
        InProcessGateway gateway = serving(backend);
        RawClient client = gateway.client()) {
      assertThat(isToldToClose(client.send(GET).read())).isFalse();
      gateway.engine().drains().begin(NODE, AT_ONCE);
      awaitPhase(gateway.engine(), NODE, DrainPhase.WAITING);
      assertThat(isToldToClose(client.send(GET).read())).isTrue();
      assertThat(client.readAll()).isEmpty();
      awaitPhase(gateway.engine(), NODE, DrainPhase.EMPTY);
    }
  }

  @Test
  void anIdleConnectionIsClosedSoonAndANewOneServesOneExchange() throws IOException {
    try (MockUpstream backend = MockUpstream.answering("ok");
        InProcessGateway gateway = serving(backend);
        RawClient idle = gateway.client();
        RawClient silent = gateway.client()) {
      assertThat(isToldToClose(idle.send(GET).read())).isFalse();
      gateway.engine().drains().begin(NODE, AT_ONCE);
      assertThat(idle.readAll()).isEmpty();
      assertThat(silent.readAll()).isEmpty();
      try (RawClient late = gateway.client();
          RawClient secure = gateway.tlsClient("a.example")) {
        assertThat(isToldToClose(late.send(GET).read())).isTrue();
        assertThat(isToldToClose(secure.send(GET).read())).isTrue();
        assertThat(late.readAll()).isEmpty();
      }
    }
  }

  @Test
  void aConnectionThatWasAskedStaysWhenTheDrainIsCalledOff() throws IOException {
    CountDownLatch reached = new CountDownLatch(1);
    CountDownLatch may = new CountDownLatch(1);
    try (MockUpstream backend =
            MockUpstream.start(
                socket -> {
                  while (true) {
                    socket.readRequest();
                    reached.countDown();
                    may.await();
                    socket.ok("ok");
                  }
                });
        InProcessGateway gateway =
            InProcessGateway.start(1, InProcessGateway.route("a.example", backend.port()));
        RawClient probe = gateway.client();
        RawClient client = gateway.client().send(GET)) {
      Drains drains = gateway.engine().drains();
      await().until(() -> reached.getCount() == 0);
      long number = drains.begin(NODE, AT_ONCE).orElseThrow().number();
      await().until(() -> progress(gateway.engine(), NODE).left().exchanges() == 1);
      assertThat(drains.begin(NODE, AT_ONCE)).isEmpty();
      assertThat(drains.end(NODE, number + 1)).isFalse();
      assertThat(drains.end(NODE, number)).isTrue();
      assertThat(drains.progress(NODE)).isEmpty();
      // Behind what the one event loop was told.
      assertThat(probe.send(get("nobody.example")).read().status()).isEqualTo(404);
      may.countDown();
      assertThat(isToldToClose(client.read())).isFalse();
      assertThat(isToldToClose(client.send(GET).read())).isFalse();
    }
  }

  @Test
  void http2EndsByTwoGoAwaysAndLosesNoStream() throws Exception {
    CountDownLatch reached = new CountDownLatch(1);
    CountDownLatch may = new CountDownLatch(1);
    try (MockUpstream backend =
            MockUpstream.start(
                socket -> {
                  socket.readRequest();
                  reached.countDown();
                  may.await();
                  socket.ok("last");
                });
        InProcessGateway gateway = serving(backend);
        Http2Client client = Http2Client.connect(gateway, "a.example")) {
      int stream = client.get("a.example", "/");
      reached.await();
      gateway.engine().drains().begin(NODE, AT_ONCE);
      await().until(() -> client.goAways().size() == 2);
      may.countDown();
      assertThat(client.awaitEnd(stream).body()).isEqualTo("last");
      client.awaitClosed();
      assertThat(client.goAways().get(0)).containsExactly(Integer.MAX_VALUE, 0);
      assertThat(client.goAways().get(1)).containsExactly(stream, 0);
      try (Http2Client late = Http2Client.connect(gateway, "a.example")) {
        assertThat(late.awaitEnd(late.get("a.example", "/")).status()).isEqualTo(200);
        late.awaitClosed();
        assertThat(late.goAways()).hasSize(2);
      }
    }
  }

  @Test
  void steadyLoadOfBothVersionsLosesNothing() throws IOException {
    try (MockUpstream backend = MockUpstream.answering("ok");
        InProcessGateway gateway = serving(backend);
        SteadyLoad load = SteadyLoad.of(LoadVisitor.Kind.REQUESTS, gateway.httpPort());
        Http2Load http2 = new Http2Load(gateway)) {
      Drains drains = gateway.engine().drains();
      load.awaitRequests(200);
      long number = drains.begin(NODE, new DrainTerms(60_000, 1_000)).orElseThrow().number();
      awaitPhase(gateway.engine(), NODE, DrainPhase.WAITING);
      load.awaitRequests(500);
      http2.awaitRequests(80);
      drains.end(NODE, number);
      load.awaitRequests(200);
      http2.awaitRequests(20);
      assertThat(load.failures()).isEmpty();
      assertThat(http2.failures).isEmpty();
    }
  }

  /** Visitors who ask on until the second GOAWAY, as a client that obeys may. */
  private static final class Http2Load implements AutoCloseable {
    final Queue<String> failures = new ConcurrentLinkedQueue<>();
    private final AtomicInteger requests = new AtomicInteger();
    private final AtomicBoolean stop = new AtomicBoolean();
    private final List<Thread> visitors = new ArrayList<>();

    Http2Load(InProcessGateway gateway) {
      for (int i = 0; i < 4; i++) {
        visitors.add(Thread.ofVirtual().start(() -> visit(gateway)));
      }
    }

    private void visit(InProcessGateway gateway) {
      while (!stop.get()) {
        try (Http2Client client = Http2Client.connect(gateway, "a.example")) {
          while (!stop.get() && client.goAways().size() < 2) {
            int stream = client.get("a.example", "/");
            boolean isAnswered = client.awaitEnd(stream).hasHead();
            boolean isRefused = client.goAways().stream().anyMatch(goAway -> goAway[0] < stream);
            if (!isRefused && !(isAnswered && client.answer(stream).status() == 200)) {
              failures.add("stream " + stream + " was not answered");
            }
            requests.incrementAndGet();
          }
        } catch (IOException e) {
          failures.add(e.toString());
        }
      }
    }

    void awaitRequests(int more) {
      int target = requests.get() + more;
      await().until(() -> requests.get() >= target);
    }

    @Override
    public void close() {
      stop.set(true);
      await().until(() -> visitors.stream().noneMatch(Thread::isAlive));
    }
  }

  @ParameterizedTest
  @EnumSource
  void aTunnelStaysUntilTheLimitAndIsCutWithAReason(TunnelKind kind) throws IOException {
    try (MockUpstream backend =
            kind.backend(
                socket -> {
                  socket.send(new byte[] {(byte) socket.in().read()});
                  socket.stall();
                });
        InProcessGateway gateway = kind.gateway(ExchangeLimits.DEFAULT, backend.port());
        RawClient client = kind.open(gateway)) {
      ProxyEngine engine = gateway.engine();
      long number = engine.drains().begin(NODE, AT_ONCE).orElseThrow().number();
      await().until(() -> progress(engine, NODE).left().equals(new Present(1, 0, 1, 0)));
      client.send("x");
      assertThat(client.socket().getInputStream().read()).isEqualTo('x');
      engine.drains().end(NODE, number);

      engine.drains().begin(new DrainScope.OfWorkload("w/1"), SHORT);
      client.readAll();
      gateway.events().awaitCount(1);
      assertThat(gateway.events().reasons()).containsExactly(CompletionReason.DRAINED);
      awaitPhase(engine, new DrainScope.OfWorkload("w/1"), DrainPhase.CUT);
      assertThat(progress(engine, new DrainScope.OfWorkload("w/1")).cut().tunnels()).isEqualTo(1);
      assertThat(engine.drains().cut()).isEqualTo(1);
    }
  }

  @Test
  void flowsStayUntilTheLimitAndNewOnesAreTaken() throws IOException {
    try (UdpBackend backend = UdpBackend.echo();
        UdpGateway gateway = UdpGateway.start(UdpGateway.route(backend.port()));
        UdpClient client = UdpClient.to(gateway.port())) {
      ProxyEngine engine = gateway.engine();
      assertThat(client.ask("one")).isEqualTo("one");
      engine.drains().begin(NODE, new DrainTerms(1_000, 0));
      await().until(() -> progress(engine, NODE).left().equals(new Present(0, 0, 0, 1)));
      assertThat(client.ask("two")).isEqualTo("two");
      assertThat(gateway.awaitFlows(1).getFirst().reason()).isEqualTo(CompletionReason.DRAINED);
      await().until(() -> progress(engine, NODE).cut().flows() == 1);
      assertThat(client.askUntilAnswered("three")).isEqualTo("three");
    }
  }

  @Test
  void anExchangeIsCutAtTheLimit() throws IOException {
    try (MockUpstream backend =
            MockUpstream.start(
                socket -> {
                  socket.readRequest();
                  socket.stall();
                });
        InProcessGateway gateway = serving(backend);
        RawClient client = gateway.client().send(GET);
        Http2Client http2 = Http2Client.connect(gateway, "a.example")) {
      int stream = http2.get("a.example", "/");
      await().until(() -> backend.requests().size() == 2);
      gateway.engine().drains().begin(NODE, SHORT);
      assertThat(client.readAll()).isEmpty();
      assertThat(http2.awaitEnd(stream).reset()).isPositive();
      http2.awaitClosed();
      gateway.events().awaitCount(2);
      assertThat(gateway.events().reasons()).containsOnly(CompletionReason.DRAINED);
      await().until(() -> progress(gateway.engine(), NODE).cut().exchanges() == 2);
    }
  }

  @Test
  void aWorkloadIsDrainedWithoutItsNeighbours() throws IOException {
    try (MockUpstream backend = MockUpstream.answering("ok");
        InProcessGateway gateway = serving(backend);
        RawClient ours = gateway.client();
        RawClient theirs = gateway.client()) {
      assertThat(isToldToClose(ours.send(GET).read())).isFalse();
      assertThat(isToldToClose(theirs.send(get("b.example")).read())).isFalse();
      gateway.engine().drains().begin(SHOP, AT_ONCE);
      await().until(() -> progress(gateway.engine(), SHOP).left().connections() == 1);
      assertThat(isToldToClose(ours.send(GET).read())).isTrue();
      assertThat(isToldToClose(theirs.send(get("b.example")).read())).isFalse();
      assertThat(isToldToClose(theirs.send(GET).read())).isTrue();
      awaitPhase(gateway.engine(), SHOP, DrainPhase.EMPTY);
    }
  }

  @Test
  void ofASharedHttp2ConnectionOnlyTheDrainedWorkloadsStreamsAreCut() throws Exception {
    CountDownLatch may = new CountDownLatch(1);
    try (MockUpstream backend =
            MockUpstream.start(
                socket -> {
                  socket.readRequest();
                  may.await();
                  socket.ok("theirs");
                });
        InProcessGateway gateway = serving(backend);
        Http2Client client = Http2Client.connect(gateway, "a.example")) {
      int ours = client.get("a.example", "/");
      int theirs = client.get("b.example", "/");
      await().until(() -> backend.requests().size() == 2);
      gateway.engine().drains().begin(SHOP, SHORT);
      assertThat(client.awaitEnd(ours).reset()).isPositive();
      may.countDown();
      assertThat(client.awaitEnd(theirs).body()).isEqualTo("theirs");
      client.awaitClosed();
      assertThat(gateway.events().reasons())
          .containsExactly(CompletionReason.DRAINED, CompletionReason.COMPLETED);
    }
  }

  @Test
  void aListenerIsDrainedAlone() throws IOException {
    DrainScope listener = new DrainScope.OfListener("http");
    try (MockUpstream backend = MockUpstream.answering("ok");
        InProcessGateway gateway = serving(backend);
        RawClient clear = gateway.client();
        RawClient secure = gateway.tlsClient("a.example")) {
      assertThat(isToldToClose(clear.send(GET).read())).isFalse();
      assertThat(isToldToClose(secure.send(GET).read())).isFalse();
      gateway.engine().drains().begin(listener, AT_ONCE);
      awaitPhase(gateway.engine(), listener, DrainPhase.WAITING);
      assertThat(isToldToClose(clear.send(GET).read())).isTrue();
      assertThat(isToldToClose(secure.send(GET).read())).isFalse();
      try (RawClient late = gateway.client()) {
        assertThat(isToldToClose(late.send(GET).read())).isTrue();
      }
    }
  }
}
