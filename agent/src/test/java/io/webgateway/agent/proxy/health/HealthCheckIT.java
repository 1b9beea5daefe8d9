package io.webgateway.agent.proxy.health;

import static io.webgateway.agent.proxy.health.CheckRig.asking;
import static io.webgateway.agent.proxy.health.CheckRig.at;
import static io.webgateway.agent.proxy.health.CheckRig.clear;
import static io.webgateway.agent.proxy.health.CheckRig.cluster;
import static io.webgateway.agent.proxy.health.CheckRig.table;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.grpc.Server;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.protobuf.services.HealthStatusManager;
import io.webgateway.agent.proxy.fixture.MockUpstream;
import io.webgateway.agent.proxy.fixture.RawResponse;
import io.webgateway.agent.proxy.fixture.RealServer;
import io.webgateway.agent.proxy.fixture.RealServer.Kind;
import io.webgateway.agent.proxy.fixture.RealServer.Speech;
import io.webgateway.agent.proxy.fixture.ServerProcess;
import io.webgateway.agent.proxy.fixture.TestAuthority;
import io.webgateway.agent.proxy.fixture.TlsServers;
import io.webgateway.agent.proxy.health.CheckRig.Verdict;
import io.webgateway.agent.routing.BackendPolicy;
import io.webgateway.agent.routing.Cluster;
import io.webgateway.agent.routing.ServerCertificate;
import io.webgateway.agent.routing.policy.UpstreamProtocol;
import io.webgateway.agent.routing.policy.UpstreamProtocol.HttpVersion;
import io.webgateway.agent.routing.policy.UpstreamTls;
import io.webgateway.model.workload.policy.HealthPolicy.ActiveCheck;
import io.webgateway.model.workload.policy.ProxyProtocol;
import io.webgateway.model.workload.policy.TrafficPolicy;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every kind of check against real sockets: what it asks, what it makes of the answer. */
class HealthCheckIT {
  private static final TestAuthority AUTHORITY = TestAuthority.named("Backends");
  private static final ActiveCheck TCP = new ActiveCheck.Tcp();
  private static final ActiveCheck TLS = new ActiveCheck.Tls();
  private static final ActiveCheck.Http HTTP = ActiveCheck.Http.DEFAULT;
  private static final UpstreamProtocol HTTP1 = clear(HttpVersion.HTTP_1_1);
  private static final UpstreamProtocol HTTP2 = clear(HttpVersion.HTTP_2);

  /** Long enough for a machine that does other things; short where silence is what is seen. */
  private static final long LONG_MILLIS = 10_000;

  private static final long SHORT_MILLIS = 400;
  private static final CheckRig RIG = new CheckRig();

  @AfterAll
  static void end() {
    RIG.close();
  }

  private static String ask(ActiveCheck check, UpstreamProtocol protocol, int port)
      throws InterruptedException {
    return RIG.ask(check, LONG_MILLIS, protocol, at("127.0.0.1", port));
  }

  private static String askBriefly(ActiveCheck check, int port) throws InterruptedException {
    return RIG.ask(check, SHORT_MILLIS, HTTP1, at("127.0.0.1", port));
  }

  private static UpstreamProtocol trusting(HttpVersion version, String name) {
    return new UpstreamProtocol(
        version,
        new UpstreamTls.On(
            new UpstreamTls.Trust.Authorities(List.of(AUTHORITY.certificate())),
            name,
            Optional.empty()));
  }

  private static UpstreamProtocol pinning(ServerCertificate certificate) {
    return new UpstreamProtocol(
        HttpVersion.HTTP_1_1,
        new UpstreamTls.On(
            new UpstreamTls.Trust.PinnedKeys(Set.of(TestAuthority.pinOf(certificate))),
            "",
            Optional.empty()));
  }

  private static MockUpstream secured(ServerCertificate certificate, MockUpstream.Script script) {
    return MockUpstream.startOn(TlsServers.listen(certificate, List.of(), "http/1.1"), script);
  }

  private static MockUpstream.Script saying(String answer) {
    return socket -> {
      socket.readRequest();
      socket.send(answer);
      socket.stall();
    };
  }

  // --- TCP

  @Test
  void aPortThatTakesConnectionsPassesAndOneThatRefusesSaysSo()
      throws IOException, InterruptedException {
    try (MockUpstream backend = MockUpstream.start(socket -> socket.stall())) {
      assertThat(ask(TCP, HTTP1, backend.port())).isEqualTo("passed");
    }
    assertThat(ask(TCP, HTTP1, ServerProcess.freePort())).isEqualTo("refused the connection");
  }

  @Test
  void aNameWithoutAnAddressSaysSo() throws InterruptedException {
    assertThat(RIG.ask(TCP, SHORT_MILLIS, HTTP1, at("nobody.invalid", 80)))
        .isIn("its name has no address", "its name was not resolved within 400 ms");
  }

  // --- HTTP/1.1

  @Test
  void theRequestIsWhatThePolicySaysAndTheConnectionIsClosedAfterwards()
      throws InterruptedException {
    ActiveCheck.Http check = new ActiveCheck.Http("/healthz?deep=1", "in.example", 200, 204);
    try (MockUpstream backend = MockUpstream.start(saying("HTTP/1.1 204 No Content\r\n\r\n"))) {
      assertThat(ask(check, HTTP1, backend.port())).isEqualTo("passed");
      RawResponse request = backend.requests().getFirst();
      assertThat(request.startLine()).isEqualTo("GET /healthz?deep=1 HTTP/1.1");
      assertThat(request.values("Host")).containsExactly("in.example");
      assertThat(request.values("User-Agent")).containsExactly("webgw-health");
      assertThat(request.values("Connection")).containsExactly("close");
    }
  }

  @Test
  void withoutAHostTheBackendsOwnAddressIsAskedFor() throws InterruptedException {
    try (MockUpstream backend = MockUpstream.start(saying("HTTP/1.1 200 OK\r\n\r\n"))) {
      assertThat(ask(HTTP, HTTP1, backend.port())).isEqualTo("passed");
      assertThat(backend.requests().getFirst().values("Host"))
          .containsExactly("127.0.0.1:" + backend.port());
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "HTTP/1.1 399 Maybe\\r\\n\\r\\n | passed",
        "HTTP/1.0 200 OK\\r\\n\\r\\n | passed",
        "HTTP/1.1 100 Continue\\r\\n\\r\\nHTTP/1.1 200 OK\\r\\n\\r\\n | passed",
        "HTTP/1.1 503 Service Unavailable\\r\\n\\r\\n | answered 503, expected 200 to 399",
        "HTTP/1.1 101 Switching\\r\\n\\r\\n | answered 101, expected 200 to 399",
        "SSH-2.0-OpenSSH_9.6\\r\\n\\r\\n | answered with something that is not HTTP",
        "HTTP/1.1 200 OK\\nServer: x\\n\\n | answered with something that is not HTTP",
      })
  void anAnswerIsJudgedByItsHead(String answer, String verdict) throws InterruptedException {
    String bytes = answer.replace("\\r", "\r").replace("\\n", "\n");
    try (MockUpstream backend = MockUpstream.start(saying(bytes))) {
      assertThat(ask(HTTP, HTTP1, backend.port())).isEqualTo(verdict);
    }
  }

  @Test
  void aHeadWithoutEndIsNotReadForEver() throws InterruptedException {
    byte[] more = "X-More: 0123456789\r\n".repeat(100).getBytes(StandardCharsets.US_ASCII);
    try (MockUpstream backend =
        MockUpstream.start(
            socket -> {
              socket.readRequest();
              socket.send("HTTP/1.1 200 OK\r\n");
              while (true) {
                socket.send(more);
              }
            })) {
      assertThat(ask(HTTP, HTTP1, backend.port()))
          .isEqualTo("answered with something that is not HTTP");
    }
  }

  @Test
  void aBodyWithoutEndIsNotRead() throws InterruptedException {
    try (MockUpstream backend =
        MockUpstream.start(
            socket -> {
              socket.readRequest();
              socket.send("HTTP/1.1 200 OK\r\n\r\n");
              while (true) {
                socket.send(new byte[100_000]);
              }
            })) {
      assertThat(ask(HTTP, HTTP1, backend.port())).isEqualTo("passed");
    }
  }

  @Test
  void silenceAndAnEndAreToldApart() throws InterruptedException {
    try (MockUpstream silent = MockUpstream.start(socket -> socket.stall());
        MockUpstream ending = MockUpstream.start(socket -> socket.readRequest())) {
      assertThat(askBriefly(HTTP, silent.port())).isEqualTo("did not answer within 400 ms");
      assertThat(ask(HTTP, HTTP1, ending.port()))
          .isEqualTo("closed the connection without an answer");
    }
  }

  // --- TLS of the workload

  @Test
  void aBackendIsVerifiedAsTrafficVerifiesIt() throws InterruptedException {
    ServerCertificate good = AUTHORITY.issue("backend.test");
    try (MockUpstream backend = secured(good, saying("HTTP/1.1 200 OK\r\n\r\n"))) {
      int port = backend.port();
      UpstreamProtocol right = trusting(HttpVersion.HTTP_1_1, "backend.test");
      UpstreamProtocol wrong = trusting(HttpVersion.HTTP_1_1, "other.test");
      UpstreamProtocol otherKey = pinning(AUTHORITY.issue("backend.test"));
      for (ActiveCheck check : List.of(TCP, TLS, HTTP)) {
        assertThat(ask(check, right, port)).isEqualTo("passed");
        assertThat(ask(check, pinning(good), port)).isEqualTo("passed");
        assertThat(ask(check, wrong, port)).isEqualTo("its certificate is for another name");
        assertThat(ask(check, otherKey, port))
            .isEqualTo("its certificate has another key than the pinned one");
      }
    }
  }

  @Test
  void aCertificateThatHasExpiredAndOneOfAStrangerAreNamed() throws InterruptedException {
    ServerCertificate old =
        AUTHORITY.issueFrom(Instant.now().minus(Duration.ofDays(7)), "backend.test");
    ServerCertificate strange = TestAuthority.named("Strangers").issue("backend.test");
    UpstreamProtocol right = trusting(HttpVersion.HTTP_1_1, "backend.test");
    try (MockUpstream expired = secured(old, socket -> socket.stall());
        MockUpstream stranger = secured(strange, socket -> socket.stall())) {
      assertThat(ask(TLS, right, expired.port()))
          .isEqualTo("its certificate has expired or is not valid yet");
      assertThat(ask(TLS, right, stranger.port()))
          .isEqualTo("its certificate was not issued by an authority that the workload trusts");
    }
  }

  // --- TLS that is not the gateway's

  @Test
  void aHandshakeIsTriedWithWhateverCertificate() throws InterruptedException {
    ServerCertificate strange = TestAuthority.named("Strangers").issue("whatever.test");
    try (MockUpstream backend = secured(strange, socket -> socket.stall());
        MockUpstream plain =
            MockUpstream.start(
                socket -> {
                  socket.send("220 ready\r\n");
                  socket.stall();
                });
        MockUpstream silent = MockUpstream.start(socket -> socket.stall())) {
      assertThat(ask(TLS, HTTP1, backend.port())).isEqualTo("passed");
      assertThat(ask(TLS, HTTP1, plain.port())).isEqualTo("does not speak TLS on this port");
      assertThat(askBriefly(TLS, silent.port()))
          .isEqualTo("did not end the TLS handshake within 400 ms");
    }
  }

  // --- HTTP/2 and gRPC

  @Test
  void http2IsSpokenWhereTrafficSpeaksIt() throws InterruptedException {
    try (MockUpstream http1 = MockUpstream.answering("hello")) {
      assertThat(ask(HTTP, HTTP2, http1.port())).isEqualTo("does not speak HTTP/2");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"HTTP1", "HTTP1_TLS", "HTTP2", "HTTP2_TLS"})
  void aRealServerIsUnderstood(String spoken, @TempDir Path folder) throws InterruptedException {
    assumeTrue(Kind.NODE.isThere() && Kind.NGINX.isThere(), "node or nginx is not installed");
    Speech speech = Speech.valueOf(spoken);
    HttpVersion version = spoken.startsWith("HTTP2") ? HttpVersion.HTTP_2 : HttpVersion.HTTP_1_1;
    UpstreamProtocol protocol =
        spoken.endsWith("TLS") ? trusting(version, "backend.test") : clear(version);
    // nginx serves HTTP/2 in clear only where it serves nothing else.
    Kind kind = speech == Speech.HTTP2 ? Kind.NODE : Kind.NGINX;
    try (RealServer server =
        RealServer.start(kind, speech, folder, AUTHORITY.issue("backend.test"))) {
      ActiveCheck.Http missing = new ActiveCheck.Http("/no-such-page-here", "", 200, 200);
      assertThat(ask(HTTP, protocol, server.port())).isEqualTo("passed");
      if (kind == Kind.NGINX) {
        assertThat(ask(missing, protocol, server.port())).isEqualTo("answered 404, expected 200");
      }
    }
  }

  @Test
  void grpcsOwnHealthServiceIsUnderstood() throws IOException, InterruptedException {
    HealthStatusManager health = new HealthStatusManager();
    Server server =
        NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
            .addService(health.getHealthService())
            .build()
            .start();
    Server without =
        NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
            .build()
            .start();
    try {
      int port = server.getPort();
      health.setStatus("shop.Cart", ServingStatus.NOT_SERVING);
      assertThat(ask(new ActiveCheck.Grpc(""), HTTP2, port)).isEqualTo("passed");
      assertThat(ask(new ActiveCheck.Grpc(""), HTTP1, port)).isEqualTo("passed");
      assertThat(ask(new ActiveCheck.Grpc("shop.Cart"), HTTP2, port)).isEqualTo("said NOT_SERVING");
      assertThat(ask(new ActiveCheck.Grpc("shop.Till"), HTTP2, port))
          .isEqualTo("does not know the service shop.Till");
      health.enterTerminalState();
      assertThat(ask(new ActiveCheck.Grpc(""), HTTP2, port)).isEqualTo("said NOT_SERVING");
      assertThat(ask(new ActiveCheck.Grpc(""), HTTP2, without.getPort()))
          .isEqualTo("does not answer grpc.health.v1.Health");
    } finally {
      server.shutdownNow();
      without.shutdownNow();
    }
  }

  // --- PROXY protocol

  @ParameterizedTest
  @CsvSource({
    "V1, 50524f585920554e4b4e4f574e0d0a474554",
    "V2, 0d0a0d0a000d0a515549540a20000000474554"
  })
  void aCheckBeginsWithTheWordThatTheGatewayComesForItself(ProxyProtocol version, String first)
      throws InterruptedException {
    byte[] expected = HexFormat.of().parseHex(first);
    AtomicReference<String> came = new AtomicReference<>("");
    try (MockUpstream backend =
            MockUpstream.start(
                socket -> {
                  came.set(HexFormat.of().formatHex(socket.in().readNBytes(expected.length)));
                  socket.send("HTTP/1.1 200 OK\r\n\r\n");
                  socket.stall();
                });
        CheckRig rig = new CheckRig()) {
      TrafficPolicy policy = TrafficPolicy.DEFAULT.with(asking(HTTP, LONG_MILLIS)).with(version);
      rig.follow(table(new Cluster("c", HTTP1, policy, List.of(at("127.0.0.1", backend.port())))));
      assertThat(rig.next()).isEqualTo("passed");
      assertThat(came.get()).as("the header, and GET").isEqualTo(first);
    }
  }

  // --- the policy, tables, time

  @Test
  void aBackendThatThePolicyRefusesIsNotConnectedToAndThePolicyIsAskedAgain()
      throws InterruptedException {
    BackendPolicy none =
        (address, port) -> new BackendPolicy.Verdict.Refused("loopback", "Loopback is closed.");
    try (MockUpstream backend = MockUpstream.answering("hello");
        CheckRig rig = new CheckRig()) {
      Cluster cluster = cluster("c", HTTP1, asking(HTTP, 400), at("127.0.0.1", backend.port()));
      rig.follow(table(none, cluster));
      assertThat(rig.next()).isEqualTo("address not allowed: Loopback is closed.");
      assertThat(backend.connections()).isZero();
      rig.follow(table(cluster));
      await().until(() -> rig.next().equals("passed"));
      assertThat(backend.connections()).isPositive();
    }
  }

  @Test
  void endpointsAreAskedAgainAndAgainUntilTheTableHasThemNoMore() throws InterruptedException {
    try (MockUpstream one = MockUpstream.answering("1");
        MockUpstream two = MockUpstream.start(socket -> socket.stall());
        CheckRig rig = new CheckRig()) {
      Cluster.Endpoint first = at("127.0.0.1", one.port());
      Cluster.Endpoint second = at("127.0.0.1", two.port());
      rig.follow(table(cluster("c", HTTP1, asking(HTTP, 400), first, second)));
      for (int i = 0; i < 6; i++) {
        Verdict verdict = rig.nextVerdict();
        assertThat(verdict.said())
            .isEqualTo(
                verdict.endpoint().equals(first.text())
                    ? "passed"
                    : "did not answer within 400 ms");
      }
      rig.follow(table());
      await().until(() -> rig.pendingTasks() == 0);
      rig.verdicts().clear();
      int connections = one.connections();
      rig.follow(table(cluster("d", HTTP1, asking(TCP, 400), second)));
      for (int i = 0; i < 3; i++) {
        assertThat(rig.nextVerdict()).isEqualTo(new Verdict("d", second.text(), "passed"));
      }
      assertThat(one.connections()).isEqualTo(connections);
    }
  }
}
