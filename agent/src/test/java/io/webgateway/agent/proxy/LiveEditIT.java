package io.webgateway.agent.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.webgateway.agent.proxy.fixture.Http2Client;
import io.webgateway.agent.proxy.fixture.InProcessGateway;
import io.webgateway.agent.proxy.fixture.MockUpstream;
import io.webgateway.agent.proxy.fixture.RawClient;
import io.webgateway.agent.proxy.fixture.RawResponse;
import io.webgateway.agent.proxy.fixture.TestCertificates;
import io.webgateway.agent.proxy.fixture.UdpBackend;
import io.webgateway.agent.proxy.fixture.UdpClient;
import io.webgateway.agent.proxy.fixture.UdpGateway;
import io.webgateway.agent.proxy.fixture.VisitorAuthority;
import io.webgateway.agent.proxy.fixture.WebSocketHeads;
import io.webgateway.agent.routing.Cluster;
import io.webgateway.agent.routing.ExchangeLimits;
import io.webgateway.agent.routing.FlowLimits;
import io.webgateway.agent.routing.HttpRoute;
import io.webgateway.agent.routing.Listener;
import io.webgateway.agent.routing.TcpRoute;
import io.webgateway.agent.routing.UdpRoute;
import io.webgateway.agent.routing.drain.Present;
import io.webgateway.agent.routing.policy.ClientCertificates;
import io.webgateway.agent.routing.policy.StreamTls;
import io.webgateway.agent.routing.policy.TlsPolicy;
import io.webgateway.agent.routing.policy.TlsVersion;
import io.webgateway.agent.routing.policy.VisitorPolicy;
import io.webgateway.model.traffic.CompletionReason;
import io.webgateway.model.workload.policy.TrafficLimits;
import io.webgateway.model.workload.policy.TrafficPolicy;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What an edit of a workload does to those who are there: only what must end ends. */
class LiveEditIT {
  private static final String GET = "GET /p HTTP/1.1\r\nHost: a.example\r\n\r\n";
  private static final ExchangeLimits OTHER_LIMITS = ExchangeLimits.of(500, 20_000, 20_000);
  private static final TrafficPolicy OTHER_POLICY =
      TrafficPolicy.UNCHECKED.with(
          new TrafficLimits(
              new TrafficLimits.Bounds(1, 0, 0, 0, 0), TrafficLimits.Bounds.NONE, 8_192, 4_096));

  private static VisitorPolicy visitors(TlsPolicy tls) {
    return new VisitorPolicy(VisitorPolicy.PlainHttp.SERVE, tls, "");
  }

  private static TlsPolicy required() {
    return new TlsPolicy(
        TlsVersion.TLS_1_2,
        new ClientCertificates.Required(List.of(VisitorAuthority.root("visitors").certificate())));
  }

  private static HttpRoute route(VisitorPolicy visitors, MockUpstream backend) {
    return InProcessGateway.route("w/1", "a.example", "/", visitors, backend.port());
  }

  /** An edit that nobody who is there should notice. */
  enum Quiet {
    NOTHING,
    OTHER_BACKEND,
    MORE_BACKENDS,
    TIMEOUTS,
    LIMITS_BELOW_WHAT_IS_THERE,
    ONE_MORE_HOST,
    LONGER_PATH,
    STRICT_TRANSPORT_SECURITY,
    NO_LONGER_IN_CLEAR,
    NEWER_TLS_WHERE_IT_IS_SPOKEN;

    HttpRoute after(MockUpstream backend, MockUpstream other) {
      HttpRoute before = route(visitors(TlsPolicy.DEFAULT), backend);
      return switch (this) {
        case NOTHING -> before;
        case OTHER_BACKEND -> route(before.visitors(), other);
        case MORE_BACKENDS ->
            InProcessGateway.route(
                "w/1", "a.example", "/", before.visitors(), backend.port(), other.port());
        case TIMEOUTS ->
            InProcessGateway.route(
                "w/1", "a.example", "/", before.visitors(), OTHER_LIMITS, backend.port());
        case LIMITS_BELOW_WHAT_IS_THERE -> InProcessGateway.under(OTHER_POLICY, before);
        case ONE_MORE_HOST ->
            new HttpRoute(
                "w/1",
                before.tenant(),
                Set.of("a.example", "more.example"),
                "/",
                before.visitors(),
                before.cluster(),
                before.limits());
        case LONGER_PATH ->
            InProcessGateway.route("w/1", "a.example", "/p", before.visitors(), backend.port());
        case STRICT_TRANSPORT_SECURITY ->
            route(
                new VisitorPolicy(VisitorPolicy.PlainHttp.SERVE, TlsPolicy.DEFAULT, "max-age=60"),
                backend);
        case NO_LONGER_IN_CLEAR -> route(VisitorPolicy.REDIRECT, backend);
        case NEWER_TLS_WHERE_IT_IS_SPOKEN ->
            route(
                visitors(new TlsPolicy(TlsVersion.TLS_1_3, new ClientCertificates.Off())), backend);
      };
    }
  }

  @ParameterizedTest
  @EnumSource
  void connectionsOfHttpAndWebSocketsDoNotNotice(Quiet edit) throws IOException {
    try (MockUpstream backend = MockUpstream.answering("ok");
        MockUpstream other = MockUpstream.answering("ok");
        MockUpstream sockets =
            WebSocketHeads.agreeing(
                socket -> {
                  socket.send(new byte[] {(byte) socket.in().read()});
                  socket.stall();
                });
        InProcessGateway gateway =
            InProcessGateway.start().with(TestCertificates.selfSigned("a.example"))) {
      gateway.apply(route(visitors(TlsPolicy.DEFAULT), sockets));
      try (RawClient socket = gateway.client().send(WebSocketHeads.REQUEST)) {
        assertThat(socket.readHeadOnly().status()).isEqualTo(101);
        gateway.apply(route(visitors(TlsPolicy.DEFAULT), backend));
        try (RawClient http1 = gateway.tlsClient("a.example");
            Http2Client http2 = Http2Client.connect(gateway, "a.example")) {
          assertThat(http1.send(GET).read().status()).isEqualTo(200);
          assertThat(http2.awaitEnd(http2.get("a.example", "/p")).status()).isEqualTo(200);

          gateway.apply(edit.after(backend, other));

          RawResponse again = http1.send(GET).read();
          assertThat(again.status()).isEqualTo(200);
          assertThat(again.values("Connection")).doesNotContain("close");
          assertThat(http2.awaitEnd(http2.get("a.example", "/p")).status()).isEqualTo(200);
          assertThat(http2.goAways()).isEmpty();
          socket.send("x");
          assertThat(socket.socket().getInputStream().read()).isEqualTo('x');
        }
      }
    }
  }

  @Test
  void whoseHandshakeWillNotDoIsToldToMakeAnotherAndLosesNothing() throws IOException {
    try (MockUpstream backend = MockUpstream.answering("ok");
        InProcessGateway gateway =
            InProcessGateway.start().with(TestCertificates.selfSigned("a.example"))) {
      gateway.apply(route(visitors(TlsPolicy.DEFAULT), backend));
      SSLSocket old = gateway.tlsSocket("a.example");
      old.setEnabledProtocols(new String[] {"TLSv1.2"});
      old.startHandshake();
      try (RawClient before13 = new RawClient(old);
          RawClient clear = gateway.client();
          Http2Client http2 = Http2Client.connect(gateway, "a.example")) {
        assertThat(before13.send(GET).read().status()).isEqualTo(200);
        assertThat(clear.send(GET).read().status()).isEqualTo(200);
        assertThat(http2.awaitEnd(http2.get("a.example", "/p")).status()).isEqualTo(200);
        TlsPolicy newer = new TlsPolicy(TlsVersion.TLS_1_3, new ClientCertificates.Off());
        assertThat(gateway.engine().present("w/1", Optional.empty()))
            .isEqualTo(new Present(3, 0, 0, 0));
        assertThat(gateway.engine().present("w/1", Optional.of(newer)).connections()).isEqualTo(1);

        gateway.apply(route(visitors(newer), backend));
        assertThat(before13.readAll()).isEmpty();
        assertThat(clear.send(GET).read().status()).isEqualTo(200);
        assertThat(http2.awaitEnd(http2.get("a.example", "/p")).status()).isEqualTo(200);
        assertThat(http2.goAways()).isEmpty();

        TlsPolicy required = required();
        assertThat(gateway.engine().present("w/1", Optional.of(required)).connections())
            .isEqualTo(1);
        gateway.apply(route(visitors(required), backend));
        http2.awaitClosed();
        assertThat(http2.goAways()).isNotEmpty();
      }
    }
  }

  @Test
  void aRequestUnderWayIsAnsweredAlthoughItsHandshakeWillNotDo() throws IOException {
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
        InProcessGateway gateway =
            InProcessGateway.start().with(TestCertificates.selfSigned("a.example"))) {
      gateway.apply(route(visitors(TlsPolicy.DEFAULT), backend));
      try (RawClient client = gateway.tlsClient("a.example")) {
        client.send(GET);
        await().until(() -> reached.getCount() == 0);
        gateway.apply(route(visitors(required()), backend));
        may.countDown();
        assertThat(client.read().body()).isEqualTo("late");
        assertThat(client.readAll()).isEmpty();
      }
    }
  }

  /** An edit of a port. */
  enum PortEdit {
    OTHER_BACKEND,
    TIMEOUTS,
    LIMITS_BELOW_WHAT_IS_THERE,
    TLS_ENDS_HERE,
    OTHER_PORT;

    TcpRoute after(TcpRoute before, int other) {
      Cluster elsewhere =
          new Cluster(
              before.cluster().id(),
              before.cluster().protocol(),
              List.of(new Cluster.Endpoint.Address("127.0.0.1", other, 1)));
      return switch (this) {
        case OTHER_BACKEND -> of(before.listener(), before.tls(), elsewhere, before.limits());
        case TIMEOUTS -> of(before.listener(), before.tls(), before.cluster(), OTHER_LIMITS);
        case LIMITS_BELOW_WHAT_IS_THERE ->
            of(
                before.listener(),
                before.tls(),
                new Cluster(
                    before.cluster().id(),
                    before.cluster().protocol(),
                    OTHER_POLICY,
                    before.cluster().endpoints()),
                before.limits());
        case TLS_ENDS_HERE ->
            of(
                before.listener(),
                new StreamTls.Terminated("a.example", TlsPolicy.DEFAULT),
                before.cluster(),
                before.limits());
        case OTHER_PORT -> of("tcp/2", before.tls(), before.cluster(), before.limits());
      };
    }

    private static TcpRoute of(
        String listener, StreamTls tls, Cluster cluster, ExchangeLimits limits) {
      return new TcpRoute("w/1", "tenant-a", listener, tls, cluster, limits);
    }
  }

  @ParameterizedTest
  @EnumSource
  void aConnectionToAPortDoesNotNotice(PortEdit edit) throws IOException {
    try (MockUpstream backend =
            MockUpstream.start(
                socket -> {
                  socket.send("!");
                  socket.send(new byte[] {(byte) socket.in().read()});
                  socket.stall();
                });
        MockUpstream other = MockUpstream.answering("other");
        InProcessGateway gateway =
            InProcessGateway.start().with(TestCertificates.selfSigned("a.example"))) {
      TcpRoute before =
          InProcessGateway.tcp(
              "w/1", new StreamTls.Untouched(), ExchangeLimits.DEFAULT, backend.port());
      gateway.withPorts(before).apply();
      try (RawClient client = gateway.tcpClient()) {
        assertThat(client.socket().getInputStream().read()).isEqualTo('!');
        gateway.withPorts(edit.after(before, other.port())).apply();
        client.send("x");
        assertThat(client.socket().getInputStream().read()).isEqualTo('x');
        assertThat(gateway.engine().present("w/1", Optional.empty()))
            .isEqualTo(new Present(1, 0, 1, 0));
      }
    }
  }

  @Test
  void aFlowStaysForAnythingButAnotherPort() throws IOException {
    try (UdpBackend backend = UdpBackend.echo();
        UdpBackend other = UdpBackend.echo();
        UdpGateway gateway = UdpGateway.start(UdpGateway.route(backend.port()));
        UdpClient client = UdpClient.to(gateway.port())) {
      assertThat(client.ask("one")).isEqualTo("one");
      gateway.apply(UdpGateway.route(other.port()));
      assertThat(client.ask("two")).isEqualTo("two");
      UdpRoute before = UdpGateway.route(other.port());
      gateway.apply(
          new UdpRoute(
              before.workload(),
              before.tenant(),
              before.listener(),
              before.cluster(),
              new FlowLimits(20_000, 0, 1, 1, 0, false)));
      assertThat(client.ask("three")).isEqualTo("three");
      assertThat(gateway.events().all()).isEmpty();
      assertThat(gateway.engine().present(before.workload(), Optional.empty()).flows())
          .isEqualTo(1);

      InetSocketAddress any = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
      gateway.apply(
          List.of(new Listener("udp/54", any, Listener.Protocol.UDP)),
          new UdpRoute(
              before.workload(), before.tenant(), "udp/54", before.cluster(), before.limits()));
      assertThat(gateway.awaitFlows(1).getFirst().reason())
          .isEqualTo(CompletionReason.ROUTE_REMOVED);
    }
  }
}
