package io.webgateway.agent.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import io.webgateway.agent.proxy.fixture.ClientHello;
import io.webgateway.agent.proxy.fixture.InProcessGateway;
import io.webgateway.agent.proxy.fixture.MockUpstream;
import io.webgateway.agent.proxy.fixture.RawClient;
import io.webgateway.agent.proxy.fixture.RawResponse;
import io.webgateway.agent.proxy.fixture.Speaker;
import io.webgateway.agent.proxy.fixture.TestCertificates;
import io.webgateway.agent.proxy.fixture.UpstreamSocket;
import io.webgateway.agent.proxy.fixture.WebSocketHeads;
import io.webgateway.agent.proxy.transport.TrustedPeers;
import io.webgateway.agent.routing.Cluster;
import io.webgateway.agent.routing.ExchangeLimits;
import io.webgateway.agent.routing.HttpRoute;
import io.webgateway.agent.routing.PassthroughRoute;
import io.webgateway.agent.routing.TcpRoute;
import io.webgateway.agent.routing.policy.StreamTls;
import io.webgateway.agent.routing.policy.TlsPolicy;
import io.webgateway.agent.routing.policy.UpstreamProtocol;
import io.webgateway.agent.routing.policy.VisitorPolicy;
import io.webgateway.model.name.IpPrefix;
import io.webgateway.model.traffic.CompletionReason;
import io.webgateway.model.traffic.TrafficEvent;
import io.webgateway.model.workload.policy.ProxyProtocol;
import io.webgateway.model.workload.policy.TrafficPolicy;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who came: told by a proxy in front of the gateway, and told to backends. */
class ProxyProtocolIT {
  private static final TrustedPeers LOOPBACK = TrustedPeers.of(List.of(IpPrefix.of("127.0.0.0/8")));
  private static final String LINE = "PROXY TCP4 192.0.2.7 203.0.113.1 12345 443\r\n";
  private static final byte[] BINARY =
      HexFormat.of()
          .parseHex(
              "0d0a0d0a000d0a515549540a"
                  + "2111"
                  + "0014"
                  + "c0000207"
                  + "cb007101"
                  + "3039"
                  + "01bb"
                  + "04"
                  + "0005"
                  + "0000000000");
  private static final StreamTls TERMINATED =
      new StreamTls.Terminated("db.example", TlsPolicy.DEFAULT);

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  private static String request(String host) {
    return "GET / HTTP/1.1\r\nHost: " + host + "\r\n\r\n";
  }

  private static Cluster cluster(String id, ProxyProtocol version, int port) {
    return new Cluster(
        id,
        UpstreamProtocol.DEFAULT,
        TrafficPolicy.UNCHECKED.with(version),
        List.of(new Cluster.Endpoint.Address("127.0.0.1", port, 1)));
  }

  private static HttpRoute http(ProxyProtocol version, int port) {
    return new HttpRoute(
        "shop/1",
        "tenant-a",
        Set.of("a.example"),
        "/",
        VisitorPolicy.SERVE,
        cluster("shop/1", version, port),
        ExchangeLimits.DEFAULT);
  }

  private static TcpRoute tcp(StreamTls tls, ProxyProtocol version, int port) {
    return InProcessGateway.tcp(
        "db/1", tls, ExchangeLimits.DEFAULT, cluster("db/1", version, port));
  }

  private static String line(InputStream in) throws IOException {
    StringBuilder line = new StringBuilder();
    while (line.indexOf("\r\n") < 0) {
      int next = in.read();
      if (next < 0) {
        throw new java.io.EOFException();
      }
      line.append((char) next);
    }
    return line.toString();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void theAddressOfAHeaderIsTheVisitorsOnEveryListener(boolean binary) throws IOException {
    byte[] header = binary ? BINARY : ascii(LINE);
    try (MockUpstream web = MockUpstream.answering("web");
        MockUpstream echo = MockUpstream.start(socket -> socket.in().transferTo(socket.out()));
        InProcessGateway gateway = InProcessGateway.start(LOOPBACK)) {
      gateway
          .with(TestCertificates.selfSigned("a.example"), TestCertificates.selfSigned("db.example"))
          .withPorts(tcp(TERMINATED, ProxyProtocol.OFF, echo.port()))
          .apply(http(ProxyProtocol.OFF, web.port()));
      try (RawClient client = gateway.client()) {
        for (byte each : header) {
          client.send(new byte[] {each});
        }
        assertThat(client.send(request("a.example")).read().body()).isEqualTo("web");
        assertThat(client.send(request("a.example")).read().body()).isEqualTo("web");
      }
      try (RawClient plain = RawClient.connect(gateway.httpsPort());
          SSLSocket tls =
              InProcessGateway.tlsOver(plain.send(header).socket(), "a.example", "http/1.1")) {
        assertThat(new RawClient(tls).send(request("a.example")).read().body()).isEqualTo("web");
      }
      try (RawClient plain = RawClient.connect(gateway.port("tcp/1"));
          SSLSocket tls = InProcessGateway.tlsOver(plain.send(header).socket(), "db.example")) {
        assertThat(new RawClient(tls).send("x").socket().getInputStream().read()).isEqualTo('x');
      }
      gateway.events().awaitCount(4);
      assertThat(gateway.events().all())
          .hasSize(4)
          .allMatch(event -> event.clientAddress().equals("192.0.2.7"));
      for (RawResponse seen : web.requests()) {
        assertThat(seen.values("x-forwarded-for")).containsExactly("192.0.2.7");
      }
      assertThat(web.requests()).hasSize(3);
    }
  }

  @Test
  void whoComesForItselfKeepsItsAddress() throws IOException {
    byte[] local = HexFormat.of().parseHex("0d0a0d0a000d0a515549540a20000000");
    try (MockUpstream web = MockUpstream.answering("web");
        InProcessGateway gateway =
            InProcessGateway.start(LOOPBACK, http(ProxyProtocol.OFF, web.port()))) {
      for (byte[] header : List.of(local, ascii("PROXY UNKNOWN\r\n"))) {
        try (RawClient client = gateway.client()) {
          assertThat(client.send(header).send(request("a.example")).read().status()).isEqualTo(200);
        }
      }
      RawClient.connect(gateway.httpPort()).hangUp();
      gateway.events().awaitCount(2);
      assertThat(gateway.events().all())
          .hasSize(2)
          .allMatch(event -> event.clientAddress().equals("127.0.0.1"));
    }
  }

  @Test
  void whatIsNoHeaderOrIsLateEndsTheConnectionAndIsTold() throws IOException {
    byte[] unix = BINARY.clone();
    unix[13] = 0x31;
    byte[] large = BINARY.clone();
    large[14] = 0x40;
    List<byte[]> bad =
        List.of(
            ascii(request("a.example")),
            ascii("PROXY TCP4 192.0.2.7 203.0.113.1 1 2\n" + request("a.example")),
            ascii("PROXY TCP4 " + "1".repeat(100)),
            unix,
            large,
            ascii(LINE).clone());
    bad.getLast()[6] = 'U';
    try (MockUpstream web = MockUpstream.answering("web");
        InProcessGateway gateway =
            InProcessGateway.start(
                new TrustedPeers(LOOPBACK.prefixes(), 500), http(ProxyProtocol.OFF, web.port()))) {
      for (byte[] each : bad) {
        try (RawClient client = gateway.client()) {
          assertThat(client.send(each).readAll()).isIn("", "<reset>");
        }
      }
      try (RawClient silent = gateway.client();
          RawClient slow = gateway.client().send("PROXY TCP4 ");
          RawClient leaving = RawClient.connect(gateway.httpPort()).send("PROXY ")) {
        leaving.hangUp();
        assertThat(silent.readAll()).isEmpty();
        assertThat(slow.readAll()).isIn("", "<reset>");
      }
      gateway.events().awaitCount(bad.size() + 3);
      assertThat(gateway.events().reasons())
          .hasSize(bad.size() + 3)
          .containsOnly(CompletionReason.PROXY_HEADER_REJECTED);
      assertThat(gateway.events().all())
          .allMatch(
              event ->
                  event instanceof TrafficEvent.StreamConnection stream
                      && stream.workload().isEmpty()
                      && stream.clientAddress().equals("127.0.0.1"));
      assertThat(gateway.engine().counters().completions())
          .containsEntry(CompletionReason.PROXY_HEADER_REJECTED, bad.size() + 3L);
      assertThat(web.connections()).isZero();
    }
  }

  @Test
  void nobodyElseIsBelieved() throws IOException {
    TrustedPeers elsewhere = TrustedPeers.of(List.of(IpPrefix.of("10.9.8.7/32")));
    try (MockUpstream echo = MockUpstream.start(socket -> socket.in().transferTo(socket.out()));
        InProcessGateway gateway = InProcessGateway.start(elsewhere)) {
      gateway
          .withPorts(tcp(new StreamTls.Untouched(), ProxyProtocol.OFF, echo.port()))
          .apply(http(ProxyProtocol.OFF, echo.port()));
      for (byte[] header : List.of(ascii(LINE), BINARY)) {
        try (RawClient client = gateway.client()) {
          client.send(header).send(request("a.example"));
          assertThat(client.read().status()).isEqualTo(400);
        }
        try (RawClient client = RawClient.connect(gateway.port("tcp/1"))) {
          client.send(header);
          assertThat(client.socket().getInputStream().readNBytes(header.length))
              .as("bytes for the backend")
              .isEqualTo(header);
        }
      }
      gateway.events().awaitCount(4);
      assertThat(gateway.events().all())
          .allMatch(event -> event.clientAddress().equals("127.0.0.1"));
    }
  }

  /** A backend that wants a header in front of everything, and keeps what it was told. */
  private static MockUpstream told(BlockingQueue<String> headers, MockUpstream.Script then) {
    return MockUpstream.start(
        socket -> {
          InputStream in = socket.in();
          in.mark(1);
          boolean isLine = in.read() == 'P';
          in.reset();
          headers.add(isLine ? line(in) : HexFormat.of().formatHex(in.readNBytes(28)));
          then.play(socket);
        });
  }

  private static String expected(ProxyProtocol version, RawClient client, int gatewayPort) {
    int port = client.socket().getLocalPort();
    return version == ProxyProtocol.V1
        ? "PROXY TCP4 127.0.0.1 127.0.0.1 " + port + " " + gatewayPort + "\r\n"
        : "0d0a0d0a000d0a515549540a2111000c7f0000017f000001%04x%04x".formatted(port, gatewayPort);
  }

  private static String next(BlockingQueue<String> headers) throws InterruptedException {
    String header = headers.poll(10, TimeUnit.SECONDS);
    return header == null ? "none came" : header;
  }

  @ParameterizedTest
  @EnumSource(value = ProxyProtocol.class, mode = EnumSource.Mode.EXCLUDE, names = "OFF")
  void backendsOfStreamsAreToldBeforeTheFirstByte(ProxyProtocol version) throws Exception {
    BlockingQueue<String> headers = new LinkedBlockingQueue<>();
    byte[] hello = ClientHello.inRecordsOf(4096, ClientHello.naming("v.example"));
    try (MockUpstream backend = told(headers, socket -> socket.send("!"));
        InProcessGateway gateway = InProcessGateway.start()) {
      gateway
          .withPorts(tcp(new StreamTls.Untouched(), version, backend.port()))
          .apply(
              new PassthroughRoute(
                  "v/1",
                  "tenant-a",
                  Set.of("v.example"),
                  cluster("v/1", version, backend.port()),
                  ExchangeLimits.DEFAULT));
      try (RawClient client = RawClient.connect(gateway.port("tcp/1"))) {
        assertThat(client.readAll()).as("the backend speaks first").isEqualTo("!");
        assertThat(next(headers)).isEqualTo(expected(version, client, gateway.port("tcp/1")));
      }
      try (RawClient client = RawClient.connect(gateway.httpsPort()).send(hello)) {
        assertThat(client.socket().getInputStream().read()).isEqualTo('!');
        assertThat(next(headers)).isEqualTo(expected(version, client, gateway.httpsPort()));
      }
    }
  }

  @ParameterizedTest
  @EnumSource(value = ProxyProtocol.class, mode = EnumSource.Mode.EXCLUDE, names = "OFF")
  void aConnectionWithAVisitorsAddressServesNobodyElse(ProxyProtocol version) throws Exception {
    BlockingQueue<String> headers = new LinkedBlockingQueue<>();
    try (MockUpstream backend = told(headers, MockUpstream.answers("web"));
        InProcessGateway gateway = InProcessGateway.start(http(version, backend.port()))) {
      for (int visitor = 1; visitor <= 5; visitor++) {
        try (RawClient client = gateway.client()) {
          for (int i = 0; i < 3; i++) {
            assertThat(client.send(request("a.example")).read().body()).isEqualTo("web");
          }
          assertThat(next(headers)).isEqualTo(expected(version, client, gateway.httpPort()));
        }
        assertThat(backend.connections()).as("one for all of a visitor's").isEqualTo(visitor);
      }
      assertThat(headers).isEmpty();
    }
  }

  @Test
  void aVisitorsAddressThatWasToldIsPassedOn() throws Exception {
    BlockingQueue<String> headers = new LinkedBlockingQueue<>();
    try (MockUpstream backend = told(headers, MockUpstream.answers("web"));
        InProcessGateway gateway =
            InProcessGateway.start(LOOPBACK, http(ProxyProtocol.V1, backend.port()));
        RawClient client = gateway.client()) {
      assertThat(client.send(LINE + request("a.example")).read().body()).isEqualTo("web");
      assertThat(next(headers)).isEqualTo(LINE);
    }
  }

  @Test
  void webSocketsAreIntroducedToo() throws Exception {
    BlockingQueue<String> headers = new LinkedBlockingQueue<>();
    try (MockUpstream backend = told(headers, socket -> agree(socket));
        InProcessGateway gateway = InProcessGateway.start(http(ProxyProtocol.V1, backend.port()));
        RawClient client = gateway.client()) {
      assertThat(client.send(WebSocketHeads.REQUEST).readHeadOnly().status()).isEqualTo(101);
      assertThat(next(headers)).isEqualTo(expected(ProxyProtocol.V1, client, gateway.httpPort()));
    }
  }

  private static void agree(UpstreamSocket socket) throws IOException {
    socket.readRequestHead();
    socket.send(WebSocketHeads.SWITCH);
  }

  @ParameterizedTest
  @EnumSource(Speaker.Version.class)
  void eachVersionOfHttpIsIntroduced(Speaker.Version version) throws Exception {
    BlockingQueue<String> headers = new LinkedBlockingQueue<>();
    try (MockUpstream backend = told(headers, MockUpstream.answers("web"));
        InProcessGateway gateway = InProcessGateway.start()) {
      gateway
          .with(TestCertificates.selfSigned("a.example"))
          .apply(http(ProxyProtocol.V1, backend.port()));
      try (Speaker visitor = version.connect(gateway, "a.example")) {
        visitor.send(Speaker.Ask.get("a.example", "/"));
        assertThat(visitor.answer()).isEqualTo("web");
      }
      assertThat(next(headers))
          .startsWith("PROXY TCP4 127.0.0.1 127.0.0.1 ")
          .endsWith(" " + gateway.httpsPort() + "\r\n");
      assertThat(Arrays.asList(headers.toArray())).isEmpty();
    }
  }
}
