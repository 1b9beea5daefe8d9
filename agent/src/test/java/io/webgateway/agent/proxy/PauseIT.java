package io.webgateway.agent.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.webgateway.agent.proxy.fixture.Http2Answer;
import io.webgateway.agent.proxy.fixture.Http2Client;
import io.webgateway.agent.proxy.fixture.InProcessGateway;
import io.webgateway.agent.proxy.fixture.MockUpstream;
import io.webgateway.agent.proxy.fixture.RawClient;
import io.webgateway.agent.proxy.fixture.RawResponse;
import io.webgateway.agent.proxy.fixture.TestCertificates;
import io.webgateway.agent.proxy.fixture.UdpBackend;
import io.webgateway.agent.proxy.fixture.UdpClient;
import io.webgateway.agent.proxy.fixture.UdpGateway;
import io.webgateway.agent.proxy.fixture.WebSocketHeads;
import io.webgateway.agent.routing.Cluster;
import io.webgateway.agent.routing.ExchangeLimits;
import io.webgateway.agent.routing.HttpRoute;
import io.webgateway.agent.routing.TcpRoute;
import io.webgateway.agent.routing.UdpRoute;
import io.webgateway.agent.routing.policy.StreamTls;
import io.webgateway.model.traffic.CompletionReason;
import io.webgateway.model.traffic.FlowDrop;
import io.webgateway.model.traffic.TrafficEvent;
import io.webgateway.model.workload.policy.Pause;
import io.webgateway.model.workload.policy.TrafficPolicy;
import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** A workload that its owner has closed for a while: newcomers are told so, who is there stays. */
class PauseIT {
  private static final TrafficPolicy PAUSED =
      TrafficPolicy.UNCHECKED.with(new Pause.On("Back <soon> & \"well\"", 300));
  private static final String GET = get("*/*");
  private static final String BROWSE = get("text/html,application/xhtml+xml;q=0.9");

  private static String get(String accept) {
    return "GET / HTTP/1.1\r\nHost: a.example\r\nAccept: " + accept + "\r\n\r\n";
  }

  private static HttpRoute open(MockUpstream backend) {
    return InProcessGateway.route("a.example", backend.port());
  }

  private static HttpRoute paused(MockUpstream backend) {
    return InProcessGateway.under(PAUSED, open(backend));
  }

  private static Cluster paused(Cluster cluster) {
    return new Cluster(cluster.id(), cluster.protocol(), PAUSED, cluster.endpoints());
  }

  @Test
  void aBrowserGetsAPageAndAProgramAText() throws IOException {
    try (MockUpstream backend = MockUpstream.answering("ok");
        InProcessGateway gateway = InProcessGateway.start(paused(backend));
        RawClient client = gateway.client()) {
      RawResponse page = client.send(BROWSE).read();
      assertThat(page.status()).isEqualTo(503);
      assertThat(page.values("Retry-After")).containsExactly("300");
      assertThat(page.values("Cache-Control")).containsExactly("no-store");
      assertThat(page.values("Content-Type")).containsExactly("text/html; charset=utf-8");
      assertThat(page.values("Content-Security-Policy").getFirst()).contains("default-src 'none'");
      assertThat(page.body())
          .contains("Back &lt;soon&gt; &amp; &quot;well&quot;", "in 5 minutes", "prefers-color")
          .doesNotContain("<script", "<soon>", "http://", "https://");

      RawResponse text = client.send(GET).read();
      assertThat(text.values("Content-Type")).containsExactly("text/plain; charset=utf-8");
      assertThat(text.body()).contains("Back <soon> & \"well\"");
      RawResponse json = client.send(get("application/json")).read();
      assertThat(json.body()).contains("Back <soon> & \\\"well\\\"").contains("\"status\":503");
      assertThat(backend.requests()).isEmpty();
      assertThat(gateway.events().reasons()).containsOnly(CompletionReason.PAUSED);
      TrafficEvent.HttpExchange event =
          (TrafficEvent.HttpExchange) gateway.events().all().getFirst();
      assertThat(event.workload()).isEqualTo("shop/a.example");

      gateway.apply(open(backend));
      assertThat(client.send(BROWSE).read().body()).isEqualTo("ok");
    }
  }

  @Test
  void http2GetsThePageToo() throws IOException {
    try (MockUpstream backend = MockUpstream.answering("ok");
        InProcessGateway gateway =
            InProcessGateway.start().with(TestCertificates.selfSigned("a.example"))) {
      gateway.apply(paused(backend));
      try (Http2Client client = Http2Client.connect(gateway, "a.example")) {
        Http2Answer page =
            client.awaitEnd(
                client.request(
                    true, Http2Client.fields("GET", "a.example", "/", "accept", "text/html")));
        assertThat(page.status()).isEqualTo(503);
        assertThat(page.field("retry-after")).isEqualTo("300");
        assertThat(page.body()).contains("Back &lt;soon&gt;");
        gateway.apply(open(backend));
        assertThat(client.awaitEnd(client.get("a.example", "/")).body()).isEqualTo("ok");
      }
    }
  }

  @Test
  void requestsUnderWayAreAnswered() throws IOException {
    CountDownLatch reached = new CountDownLatch(1);
    CountDownLatch may = new CountDownLatch(1);
    try (MockUpstream backend =
            MockUpstream.start(
                socket -> {
                  socket.readRequest();
                  reached.countDown();
                  may.await();
                  socket.ok("late");
                });
        InProcessGateway gateway = InProcessGateway.start(open(backend));
        RawClient client = gateway.client().send(GET)) {
      await().until(() -> reached.getCount() == 0);
      gateway.apply(paused(backend));
      may.countDown();
      assertThat(client.read().body()).isEqualTo("late");
      assertThat(client.send(GET).read().status()).isEqualTo(503);
    }
  }

  @Test
  void aWebSocketStaysAndANewOneIsRefused() throws IOException {
    try (MockUpstream backend =
            WebSocketHeads.agreeing(
                socket -> {
                  socket.send(new byte[] {(byte) socket.in().read()});
                  socket.stall();
                });
        InProcessGateway gateway = InProcessGateway.start(open(backend));
        RawClient client = gateway.client().send(WebSocketHeads.REQUEST)) {
      assertThat(client.readHeadOnly().status()).isEqualTo(101);
      gateway.apply(paused(backend));
      client.send("x");
      assertThat(client.socket().getInputStream().read()).isEqualTo('x');
      try (RawClient late = gateway.client().send(WebSocketHeads.REQUEST)) {
        assertThat(late.read().status()).isEqualTo(503);
      }
    }
  }

  @Test
  void aConnectionToAPortStaysAndANewOneIsClosedWithAReason() throws IOException {
    try (MockUpstream backend =
            MockUpstream.start(
                socket -> {
                  socket.send("!");
                  socket.send(new byte[] {(byte) socket.in().read()});
                  socket.stall();
                });
        InProcessGateway gateway = InProcessGateway.start()) {
      TcpRoute open =
          InProcessGateway.tcp(
              "w/1", new StreamTls.Untouched(), ExchangeLimits.DEFAULT, backend.port());
      gateway.withPorts(open).apply();
      try (RawClient client = gateway.tcpClient()) {
        assertThat(client.socket().getInputStream().read()).isEqualTo('!');
        gateway
            .withPorts(
                InProcessGateway.tcp(
                    "w/1", open.tls(), ExchangeLimits.DEFAULT, paused(open.cluster())))
            .apply();
        try (RawClient late = gateway.tcpClient()) {
          assertThat(late.readAll()).isEmpty();
        }
        client.send("x");
        assertThat(client.socket().getInputStream().read()).isEqualTo('x');
        assertThat(gateway.events().reasons()).containsExactly(CompletionReason.PAUSED);
      }
    }
  }

  @Test
  void aFlowStaysAndANewOneDoesNotBegin() throws IOException {
    try (UdpBackend backend = UdpBackend.echo();
        UdpGateway gateway = UdpGateway.start(UdpGateway.route(backend.port()));
        UdpClient client = UdpClient.to(gateway.port());
        UdpClient late = UdpClient.to(gateway.port())) {
      assertThat(client.ask("one")).isEqualTo("one");
      UdpRoute open = UdpGateway.route(backend.port());
      gateway.apply(
          new UdpRoute(
              open.workload(),
              open.tenant(),
              open.listener(),
              paused(open.cluster()),
              open.limits()));
      late.send("x");
      await().until(() -> gateway.dropped(FlowDrop.PAUSED) == 1);
      assertThat(client.ask("two")).isEqualTo("two");
      gateway.apply(open);
      assertThat(late.askUntilAnswered("three")).isEqualTo("three");
    }
  }
}
