package io.webgateway.agent.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.webgateway.agent.proxy.fixture.ClientHello;
import io.webgateway.agent.proxy.fixture.Http2Client;
import io.webgateway.agent.proxy.fixture.Http2Socket;
import io.webgateway.agent.proxy.fixture.InProcessGateway;
import io.webgateway.agent.proxy.fixture.MockUpstream;
import io.webgateway.agent.proxy.fixture.RawClient;
import io.webgateway.agent.proxy.fixture.TestCertificates;
import io.webgateway.agent.proxy.fixture.UdpBackend;
import io.webgateway.agent.proxy.fixture.UdpClient;
import io.webgateway.agent.proxy.fixture.UdpGateway;
import io.webgateway.agent.routing.Cluster;
import io.webgateway.agent.routing.ExchangeLimits;
import io.webgateway.agent.routing.FlowLimits;
import io.webgateway.agent.routing.PassthroughRoute;
import io.webgateway.agent.routing.UdpRoute;
import io.webgateway.agent.routing.balance.ClusterState;
import io.webgateway.agent.routing.policy.StreamTls;
import io.webgateway.agent.routing.policy.UpstreamProtocol;
import io.webgateway.agent.routing.policy.UpstreamProtocol.HttpVersion;
import io.webgateway.agent.routing.policy.UpstreamTls;
import io.webgateway.agent.routing.policy.VisitorPolicy;
import io.webgateway.model.traffic.CompletionReason;
import io.webgateway.model.traffic.FlowDrop;
import io.webgateway.model.workload.policy.CircuitLimits;
import io.webgateway.model.workload.policy.TrafficPolicy;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What CircuitLimitsIT shows of requests over HTTP/1.1, of everything else that is served. */
class CircuitKindsIT {
  private static final ExchangeLimits PATIENT = ExchangeLimits.of(20_000, 20_000, 20_000);
  private static final UpstreamProtocol HTTP_2 =
      new UpstreamProtocol(HttpVersion.HTTP_2, new UpstreamTls.Off());
  private static final MockUpstream.Script ECHO = socket -> socket.in().transferTo(socket.out());

  private static Cluster cluster(UpstreamProtocol protocol, CircuitLimits circuit, int port) {
    return new Cluster(
        "shop/a",
        protocol,
        TrafficPolicy.UNCHECKED.with(circuit),
        List.of(new Cluster.Endpoint.Address("127.0.0.1", port, 1)));
  }

  private static ClusterState state(InProcessGateway gateway) {
    return gateway.engine().clusters().all().iterator().next();
  }

  /** Forwards a port to a backend that takes one connection, for which one more may wait. */
  private static InProcessGateway atPort(int backendPort) {
    InProcessGateway gateway = InProcessGateway.start();
    gateway
        .withPorts(
            InProcessGateway.tcp(
                "shop/a",
                new StreamTls.Untouched(),
                PATIENT,
                cluster(UpstreamProtocol.DEFAULT, new CircuitLimits(1, 0, 1), backendPort)))
        .apply();
    return gateway;
  }

  @Test
  void ofConnectionsToAPortOneIsServedOneWaitsAndTheThirdIsEnded() throws IOException {
    try (MockUpstream backend = MockUpstream.start(ECHO);
        InProcessGateway gateway = atPort(backend.port())) {
      oneIsServedAndOneWaits(backend, gateway, new byte[] {1, 2, 3}, gateway.port("tcp/1"));
    }
  }

  @Test
  void ofConnectionsPassedThroughToo() throws IOException {
    try (MockUpstream backend = MockUpstream.start(ECHO);
        InProcessGateway gateway = InProcessGateway.start()) {
      gateway.apply(
          new PassthroughRoute(
              "shop/a",
              "tenant-a",
              Set.of("a.example"),
              cluster(UpstreamProtocol.DEFAULT, new CircuitLimits(1, 0, 1), backend.port()),
              PATIENT));
      byte[] hello = ClientHello.inRecordsOf(4096, ClientHello.naming("a.example"));
      oneIsServedAndOneWaits(backend, gateway, hello, gateway.httpsPort());
    }
  }

  private static void oneIsServedAndOneWaits(
      MockUpstream backend, InProcessGateway gateway, byte[] said, int port) throws IOException {
    try (RawClient first = RawClient.connect(port).send(said)) {
      assertThat(first.socket().getInputStream().readNBytes(said.length)).isEqualTo(said);
      try (RawClient second = RawClient.connect(port).send(said)) {
        await().until(() -> state(gateway).pending().size() == 1);
        try (RawClient third = RawClient.connect(port).send(said)) {
          assertThat(third.readAll()).isIn("", "<reset>");
        }
        assertThat(backend.connections()).isEqualTo(1);
        gateway.events().awaitCount(1);
        assertThat(gateway.events().reasons()).containsExactly(CompletionReason.OVERLOADED);
        first.hangUp();
        assertThat(second.socket().getInputStream().readNBytes(said.length)).isEqualTo(said);
      }
    }
    await().until(() -> state(gateway).underWay(endpoint(gateway)) == 0);
    assertThat(state(gateway).pending().size()).isZero();
  }

  private static Cluster.Endpoint endpoint(InProcessGateway gateway) {
    return state(gateway).cluster().endpoints().getFirst();
  }

  @Test
  void whoLeftTheQueueOfAPortTakesNoRoom() throws IOException {
    try (MockUpstream backend = MockUpstream.start(ECHO);
        InProcessGateway gateway = atPort(backend.port())) {
      try (RawClient first = gateway.tcpClient().send("a")) {
        assertThat(first.socket().getInputStream().read()).isEqualTo('a');
        RawClient left = gateway.tcpClient();
        await().until(() -> state(gateway).pending().size() == 1);
        left.reset();
        await().until(() -> state(gateway).pending().size() == 0);
        try (RawClient next = gateway.tcpClient().send("b")) {
          await().until(() -> state(gateway).pending().size() == 1);
          first.hangUp();
          assertThat(next.socket().getInputStream().read()).isEqualTo('b');
        }
      }
    }
  }

  @Test
  void aFlowThatFindsNoRoomIsToldNothingUntilAnotherHasEnded() throws IOException {
    FlowLimits hasty = new FlowLimits(400, 0, 10_000, 1_000, 0, false);
    try (UdpBackend backend = UdpBackend.echo();
        UdpGateway gateway =
            UdpGateway.start(
                new UdpRoute(
                    "shop/a",
                    "tenant-a",
                    UdpGateway.LISTENER,
                    cluster(UpstreamProtocol.DEFAULT, new CircuitLimits(1, 0, 0), backend.port()),
                    hasty));
        UdpClient first = UdpClient.to(gateway.port());
        UdpClient second = UdpClient.to(gateway.port())) {
      assertThat(first.ask("one")).isEqualTo("one");
      second.send("two");
      gateway.events().awaitCount(1);
      assertThat(gateway.events().reasons()).containsExactly(CompletionReason.OVERLOADED);
      assertThat(gateway.dropped(FlowDrop.NOT_OPENED)).isEqualTo(1);
      assertThat(backend.senders()).isEqualTo(1);
      // The first flow ends by its silence.
      gateway.events().awaitCount(2);
      assertThat(second.ask("three")).isEqualTo("three");
    }
  }

  /** Answers each request when it is told to, in the protocol it is spoken to. */
  private static MockUpstream slow(HttpVersion version, CountDownLatch go) {
    return switch (version) {
      case HTTP_2 ->
          MockUpstream.start(
              Http2Socket.speaking(
                  socket -> {
                    while (true) {
                      Http2Socket.Head head = socket.head();
                      go.await();
                      socket.answer(head.stream(), "at last");
                    }
                  }));
      case NONE, HTTP_1_1 ->
          MockUpstream.start(
              socket -> {
                while (true) {
                  socket.readRequest();
                  go.await();
                  socket.ok("at last");
                }
              });
    };
  }

  private static InProcessGateway gateway(
      UpstreamProtocol protocol, CircuitLimits circuit, MockUpstream backend) {
    InProcessGateway gateway =
        InProcessGateway.start().with(TestCertificates.selfSigned("a.example"));
    gateway.apply(
        InProcessGateway.under(
            TrafficPolicy.UNCHECKED.with(circuit),
            InProcessGateway.speaking(
                protocol,
                InProcessGateway.route(
                    "shop/a", "a.example", "/", VisitorPolicy.SERVE, PATIENT, backend.port()))));
    return gateway;
  }

  private static int ask(Http2Client client) throws IOException {
    return client.request(true, Http2Client.fields("GET", "a.example", "/"));
  }

  /** Whatever the backend speaks, and whatever is counted at it. */
  @ParameterizedTest
  @ValueSource(strings = {"h2 requests", "h1 requests", "h1 connections"})
  void ofStreamsOfOneConnectionOneIsServedOneWaitsAndTheThirdIsTold(String counted)
      throws IOException {
    HttpVersion version = counted.startsWith("h2") ? HttpVersion.HTTP_2 : HttpVersion.HTTP_1_1;
    CircuitLimits circuit =
        counted.endsWith("requests") ? new CircuitLimits(0, 1, 1) : new CircuitLimits(1, 0, 1);
    CountDownLatch go = new CountDownLatch(1);
    try (MockUpstream backend = slow(version, go);
        InProcessGateway gateway =
            gateway(new UpstreamProtocol(version, new UpstreamTls.Off()), circuit, backend);
        Http2Client client = Http2Client.connect(gateway, "a.example")) {
      int first = ask(client);
      await().until(() -> state(gateway).underWay(endpoint(gateway)) == 1);
      int second = ask(client);
      await().until(() -> state(gateway).pending().size() == 1);
      int cancelled = ask(client);
      assertThat(client.awaitEnd(cancelled).status()).isEqualTo(503);
      assertThat(client.answer(cancelled).field("retry-after")).isEqualTo("1");
      client.cancel(second);
      await().until(() -> state(gateway).pending().size() == 0);
      int third = ask(client);
      await().until(() -> state(gateway).pending().size() == 1);
      go.countDown();
      assertThat(client.awaitEnd(first).body()).isEqualTo("at last");
      assertThat(client.awaitEnd(third).body()).isEqualTo("at last");
      assertThat(backend.connections()).isEqualTo(1);
      await().until(() -> state(gateway).underWay(endpoint(gateway)) == 0);
      assertThat(state(gateway).pending().size()).isZero();
    }
  }

  /** Visitors of HTTP/1.1 on several loops, and one connection of each loop to the backend. */
  @Test
  void manyRequestsToABackendOfHttp2AreServedWithinTheLimitOfRequests() throws Exception {
    Function<InProcessGateway, Thread> visitor =
        gateway ->
            Thread.ofVirtual()
                .start(
                    () -> {
                      try (RawClient client = gateway.client()) {
                        for (int n = 0; n < 20; n++) {
                          client.send("GET / HTTP/1.1\r\nHost: a.example\r\n\r\n");
                          assertThat(client.read().status()).isEqualTo(200);
                        }
                      } catch (IOException e) {
                        throw new AssertionError(e);
                      }
                    });
    CountDownLatch go = new CountDownLatch(0);
    try (MockUpstream backend = slow(HttpVersion.HTTP_2, go);
        InProcessGateway gateway = gateway(HTTP_2, new CircuitLimits(1, 2, 100), backend)) {
      List<Thread> visitors = IntStream.range(0, 8).mapToObj(_ -> visitor.apply(gateway)).toList();
      int most = 0;
      for (Thread each : visitors) {
        while (!each.join(Duration.ofMillis(2))) {
          most = Math.max(most, state(gateway).underWay(endpoint(gateway)));
        }
      }
      assertThat(most).isBetween(1, 2);
      gateway.events().awaitCount(160);
      assertThat(gateway.events().reasons()).containsOnly(CompletionReason.COMPLETED);
      assertThat(backend.connections()).as("one of each of two event loops").isLessThanOrEqualTo(2);
    }
  }
}
