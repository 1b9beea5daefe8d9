package io.webgateway.agent.proxy;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.webgateway.agent.proxy.fixture.InProcessGateway;
import io.webgateway.agent.proxy.fixture.MockUpstream;
import io.webgateway.agent.proxy.fixture.RawClient;
import io.webgateway.agent.proxy.fixture.RawResponse;
import io.webgateway.agent.proxy.fixture.TestAuthority;
import io.webgateway.agent.proxy.fixture.TestCertificates;
import io.webgateway.agent.proxy.fixture.TlsServers;
import io.webgateway.agent.proxy.fixture.WebSocketHeads;
import io.webgateway.agent.routing.ExchangeLimits;
import io.webgateway.agent.routing.HttpRoute;
import io.webgateway.agent.routing.ServerCertificate;
import io.webgateway.agent.routing.policy.UpstreamProtocol;
import io.webgateway.agent.routing.policy.UpstreamProtocol.HttpVersion;
import io.webgateway.agent.routing.policy.UpstreamTls;
import io.webgateway.agent.routing.policy.VisitorPolicy;
import io.webgateway.model.traffic.CompletionReason;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicReference;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Backends behind TLS: the right one is served from, any other gets no request. */
class BackendTlsIT {
  private static final String GET = "GET / HTTP/1.1\r\nHost: a.example\r\n\r\n";
  private static final TestAuthority AUTHORITY = TestAuthority.named("Backends");
  private static final TestAuthority STRANGER = TestAuthority.named("Strangers");

  private static Instant inDays(int days) {
    return Instant.now().plus(Duration.ofDays(days));
  }

  private static UpstreamTls.On trusting(String serverName) {
    return new UpstreamTls.On(
        new UpstreamTls.Trust.Authorities(List.of(AUTHORITY.certificate())),
        serverName,
        Optional.empty());
  }

  private static UpstreamTls.On pinning(ServerCertificate certificate) {
    return new UpstreamTls.On(
        new UpstreamTls.Trust.PinnedKeys(Set.of(TestAuthority.pinOf(certificate))),
        "",
        Optional.empty());
  }

  private static UpstreamProtocol over(UpstreamTls tls) {
    return new UpstreamProtocol(HttpVersion.HTTP_1_1, tls);
  }

  private static HttpRoute route(UpstreamTls tls, MockUpstream backend) {
    return InProcessGateway.speaking(
        over(tls), InProcessGateway.route("a.example", backend.port()));
  }

  private static MockUpstream backend(ServerCertificate certificate, MockUpstream.Script script) {
    return MockUpstream.startOn(TlsServers.listen(certificate, List.of(), "http/1.1"), script);
  }

  enum Right {
    BY_THE_NAME_THAT_THE_WORKLOAD_SAYS,
    BY_A_NAME_OF_ONE_LABEL,
    BY_THE_ENDPOINTS_OWN_ADDRESS,
    BY_KEY_WHATEVER_NAME_AND_DATE;

    ServerCertificate certificate() {
      return switch (this) {
        case BY_THE_NAME_THAT_THE_WORKLOAD_SAYS -> AUTHORITY.issue("backend.test");
        case BY_A_NAME_OF_ONE_LABEL -> AUTHORITY.issue("web");
        case BY_THE_ENDPOINTS_OWN_ADDRESS -> AUTHORITY.issue("other.test", "127.0.0.1");
        case BY_KEY_WHATEVER_NAME_AND_DATE -> STRANGER.issueFrom(inDays(-7), "whatever.test");
      };
    }

    UpstreamTls.On tls(ServerCertificate certificate) {
      return switch (this) {
        case BY_THE_NAME_THAT_THE_WORKLOAD_SAYS -> trusting("backend.test");
        case BY_A_NAME_OF_ONE_LABEL -> trusting("web");
        case BY_THE_ENDPOINTS_OWN_ADDRESS -> trusting("");
        case BY_KEY_WHATEVER_NAME_AND_DATE -> pinning(certificate);
      };
    }

    List<String> serverNames() {
      return switch (this) {
        case BY_THE_NAME_THAT_THE_WORKLOAD_SAYS -> List.of("backend.test");
        case BY_A_NAME_OF_ONE_LABEL -> List.of("web");
        case BY_THE_ENDPOINTS_OWN_ADDRESS, BY_KEY_WHATEVER_NAME_AND_DATE -> List.of();
      };
    }
  }

  @ParameterizedTest
  @EnumSource(Right.class)
  void theRightBackendIsServedFromAndKept(Right right) throws IOException {
    ServerCertificate certificate = right.certificate();
    AtomicReference<List<String>> names = new AtomicReference<>(List.of());
    MockUpstream.Script answers = MockUpstream.answers("secret");
    try (MockUpstream backend =
            backend(
                certificate,
                socket -> {
                  socket.in().mark(1);
                  socket.in().read();
                  socket.in().reset();
                  names.set(socket.serverNames());
                  answers.play(socket);
                });
        InProcessGateway gateway = InProcessGateway.start(route(right.tls(certificate), backend));
        RawClient client = gateway.client()) {
      for (int i = 0; i < 3; i++) {
        assertThat(client.send(GET).read().body()).isEqualTo("secret");
      }
      assertThat(names.get()).isEqualTo(right.serverNames());
      assertThat(backend.connections()).isEqualTo(1);
    }
  }

  enum Wrong {
    OTHER_NAME("for another name"),
    OTHER_ADDRESS("for another name"),
    NAME_WHERE_AN_ADDRESS_IS_ASKED_FOR("for another name"),
    EXPIRED("has expired"),
    NOT_VALID_YET("not valid yet"),
    UNKNOWN_AUTHORITY("not issued by an authority"),
    SELF_SIGNED("not issued by an authority"),
    EXPIRED_ALTHOUGH_ITSELF_TRUSTED("has expired"),
    OTHER_KEY_THAN_THE_PINNED("another key");

    private final String detail;

    Wrong(String detail) {
      this.detail = detail;
    }

    ServerCertificate certificate() {
      return switch (this) {
        case OTHER_NAME -> AUTHORITY.issue("other.test", "sub.backend.test");
        case OTHER_ADDRESS -> AUTHORITY.issue("backend.test", "127.0.0.2");
        case NAME_WHERE_AN_ADDRESS_IS_ASKED_FOR -> AUTHORITY.issue("localhost");
        case EXPIRED, EXPIRED_ALTHOUGH_ITSELF_TRUSTED ->
            AUTHORITY.issueFrom(inDays(-7), "backend.test");
        case NOT_VALID_YET -> AUTHORITY.issueFrom(inDays(7), "backend.test");
        case UNKNOWN_AUTHORITY -> STRANGER.issue("backend.test");
        case SELF_SIGNED -> TestCertificates.selfSigned("backend.test");
        case OTHER_KEY_THAN_THE_PINNED -> AUTHORITY.issue("127.0.0.1");
      };
    }

    UpstreamTls.On tls(ServerCertificate certificate) {
      return switch (this) {
        case OTHER_ADDRESS, NAME_WHERE_AN_ADDRESS_IS_ASKED_FOR -> trusting("");
        case OTHER_KEY_THAN_THE_PINNED -> pinning(AUTHORITY.issue("127.0.0.1"));
        case EXPIRED_ALTHOUGH_ITSELF_TRUSTED ->
            new UpstreamTls.On(
                new UpstreamTls.Trust.Authorities(certificate.chain()),
                "backend.test",
                Optional.empty());
        default -> trusting("backend.test");
      };
    }
  }

  @ParameterizedTest
  @EnumSource(Wrong.class)
  void anyOtherBackendGetsNoRequest(Wrong wrong) throws IOException {
    ServerCertificate certificate = wrong.certificate();
    try (MockUpstream backend = backend(certificate, MockUpstream.answers("stolen"));
        InProcessGateway gateway = InProcessGateway.start(route(wrong.tls(certificate), backend));
        RawClient client = gateway.client()) {
      RawResponse answer = client.send(GET).read();
      assertThat(answer.status()).isEqualTo(502);
      assertThat(answer.body()).contains(wrong.detail);
      assertThat(backend.requests()).isEmpty();
      gateway.events().awaitCount(1);
      assertThat(gateway.events().reasons()).containsExactly(CompletionReason.UPSTREAM_TLS_FAILED);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nno",
        "SSH-2.0-OpenSSH\r\n",
        "\u0015\u0003\u0003\u0000\u0002\u0002("
      })
  void whatComesInClearIsNeverAnAnswer(String clear) throws IOException {
    try (MockUpstream backend =
            MockUpstream.start(
                socket -> {
                  socket.send(clear);
                  socket.stall();
                });
        InProcessGateway gateway =
            InProcessGateway.start(route(trusting("backend.test"), backend));
        RawClient client = gateway.client()) {
      assertThat(client.send(GET).read().status()).isEqualTo(502);
      gateway.events().awaitCount(1);
      assertThat(gateway.events().reasons()).containsExactly(CompletionReason.UPSTREAM_TLS_FAILED);
    }
  }

  @Test
  void nothingOfARequestIsSentInClearAndTheHandshakeHasTheConnectsTime() throws IOException {
    Queue<Integer> firstBytes = new ConcurrentLinkedQueue<>();
    try (MockUpstream backend =
            MockUpstream.start(
                socket -> {
                  firstBytes.add(socket.in().read());
                  socket.stall();
                });
        InProcessGateway gateway =
            InProcessGateway.start(
                InProcessGateway.speaking(
                    over(trusting("backend.test")),
                    InProcessGateway.route(
                        "w/1",
                        "a.example",
                        "/",
                        VisitorPolicy.SERVE,
                        ExchangeLimits.of(400, 10_000, 10_000),
                        backend.port())));
        RawClient client = gateway.client()) {
      assertThat(client.send(GET).read().body()).contains("did not end in time");
      assertThat(firstBytes).containsExactly(22);
      assertThat(gateway.events().awaitCount(1).getFirst().reason())
          .isEqualTo(CompletionReason.UPSTREAM_TLS_FAILED);
    }
  }

  @Test
  void anEndpointThatFailsInTlsIsLeftForAnother() throws IOException {
    try (MockUpstream wrong =
            backend(STRANGER.issue("backend.test"), MockUpstream.answers("wrong"));
        MockUpstream right =
            backend(AUTHORITY.issue("backend.test"), MockUpstream.answers("right"));
        InProcessGateway gateway =
            InProcessGateway.start(
                InProcessGateway.speaking(
                    over(trusting("backend.test")),
                    InProcessGateway.route("a.example", wrong.port(), right.port())));
        RawClient client = gateway.client()) {
      for (int i = 0; i < 8; i++) {
        assertThat(client.send(GET).read().body()).isEqualTo("right");
      }
      // Three failures in a row, on whatever event loop, leave it out.
      assertThat(wrong.connections()).isLessThanOrEqualTo(3);
    }
  }

  @Test
  void theGatewayShowsItsCertificateWhereTheBackendAsks() throws IOException {
    Queue<String> seen = new ConcurrentLinkedQueue<>();
    ServerCertificate certificate = AUTHORITY.issue("backend.test");
    UpstreamTls.On named =
        new UpstreamTls.On(
            new UpstreamTls.Trust.Authorities(List.of(AUTHORITY.certificate())),
            "backend.test",
            Optional.of(STRANGER.clientIdentity("gateway")));
    try (MockUpstream backend =
            MockUpstream.startOn(
                TlsServers.listen(certificate, List.of(STRANGER.certificate())),
                socket -> {
                  socket.readRequest();
                  seen.add(socket.clientName());
                  socket.ok("known");
                });
        InProcessGateway gateway = InProcessGateway.start(route(named, backend));
        RawClient client = gateway.client()) {
      assertThat(client.send(GET).read().body()).isEqualTo("known");
      assertThat(seen).containsExactly("CN=gateway");

      gateway.apply(route(trusting("backend.test"), backend));
      assertThat(client.send(GET).read().status()).isEqualTo(502);
      gateway.events().awaitCount(2);
      assertThat(gateway.events().reasons())
          .containsExactly(CompletionReason.COMPLETED, CompletionReason.UPSTREAM_TLS_FAILED);
    }
  }

  @Test
  void connectionsAreSharedWithinOneTlsIdentityOnly() throws IOException {
    ServerCertificate certificate = AUTHORITY.issue("backend.test");
    try (MockUpstream backend = backend(certificate, MockUpstream.answers("ok"));
        InProcessGateway gateway = InProcessGateway.start();
        RawClient client = gateway.client()) {
      gateway.apply(
          InProcessGateway.speaking(
              over(trusting("backend.test")), InProcessGateway.route("a.example", backend.port())),
          InProcessGateway.speaking(
              over(trusting("backend.test")), InProcessGateway.route("b.example", backend.port())),
          InProcessGateway.speaking(
              over(pinning(certificate)), InProcessGateway.route("c.example", backend.port())));
      get(client, "a.example", "b.example");
      assertThat(backend.connections()).isEqualTo(1);
      get(client, "c.example");
      assertThat(backend.connections()).isEqualTo(2);

      gateway.apply(
          InProcessGateway.speaking(
              over(pinning(certificate)), InProcessGateway.route("a.example", backend.port())));
      get(client, "a.example");
      assertThat(backend.connections()).isEqualTo(2);
    }
  }

  private static void get(RawClient client, String... hosts) throws IOException {
    for (String host : hosts) {
      String request = "GET / HTTP/1.1\r\nHost: " + host + "\r\n\r\n";
      assertThat(client.send(request).read().body()).isEqualTo("ok");
    }
  }

  @ParameterizedTest
  @EnumSource(HttpVersion.class)
  void aWebSocketGoesOverHttp11WithTheSameIdentity(HttpVersion version) throws IOException {
    try (MockUpstream backend =
            backend(
                AUTHORITY.issue("backend.test"),
                socket -> {
                  socket.readRequestHead();
                  socket.send(WebSocketHeads.SWITCH);
                  socket.out().write(socket.in().readNBytes(5));
                  socket.out().flush();
                  socket.stall();
                });
        InProcessGateway gateway =
            InProcessGateway.start(
                InProcessGateway.speaking(
                    new UpstreamProtocol(version, trusting("backend.test")),
                    InProcessGateway.route("a.example", backend.port())));
        RawClient client = gateway.client()) {
      client.send(WebSocketHeads.REQUEST);
      assertThat(client.readHeadOnly().status()).isEqualTo(101);
      client.send("hello");
      assertThat(client.socket().getInputStream().readNBytes(5)).asString().isEqualTo("hello");
    }
  }

  @Test
  void anAnswerThatEndsWithTheConnectionNeedsTheEndOfTls() throws IOException {
    SSLContext tls = TlsServers.context(AUTHORITY.issue("backend.test"), List.of());
    try (MockUpstream backend =
            MockUpstream.start(
                plain -> {
                  SSLSocket socket = plain.overTls(tls);
                  socket.setUseClientMode(false);
                  RawResponse request = RawResponse.read(socket.getInputStream(), false);
                  socket
                      .getOutputStream()
                      .write("HTTP/1.1 200 OK\r\n\r\nall of it".getBytes(US_ASCII));
                  if (!request.startLine().contains("cut")) {
                    socket.shutdownOutput();
                  }
                });
        InProcessGateway gateway =
            InProcessGateway.start(route(trusting("backend.test"), backend));
        RawClient client = gateway.client();
        RawClient cut = gateway.client()) {
      assertThat(client.send(GET).read().body()).isEqualTo("all of it");
      assertThat(cut.send(GET.replace("/ ", "/cut ")).readAll()).doesNotEndWith("0\r\n\r\n");
      gateway.events().awaitCount(2);
      assertThat(gateway.events().reasons())
          .containsExactly(CompletionReason.COMPLETED, CompletionReason.UPSTREAM_RESET);
    }
  }
}
