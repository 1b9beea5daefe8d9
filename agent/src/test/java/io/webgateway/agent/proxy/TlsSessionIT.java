package io.webgateway.agent.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.ssl.OpenSslContextOption;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslProvider;
import io.netty.handler.ssl.util.InsecureTrustManagerFactory;
import io.netty.util.concurrent.Future;
import io.webgateway.agent.proxy.fixture.InProcessGateway;
import io.webgateway.agent.proxy.fixture.MockUpstream;
import io.webgateway.agent.proxy.fixture.OpenSslClient;
import io.webgateway.agent.proxy.fixture.OpenSslClient.Report;
import io.webgateway.agent.proxy.fixture.RawClient;
import io.webgateway.agent.proxy.fixture.RawResponse;
import io.webgateway.agent.proxy.fixture.TestCertificates;
import io.webgateway.agent.proxy.fixture.VisitorAuthority;
import io.webgateway.agent.routing.HttpRoute;
import io.webgateway.agent.routing.ServerCertificate;
import io.webgateway.agent.routing.policy.ClientCertificates;
import io.webgateway.agent.routing.policy.TlsPolicy;
import io.webgateway.agent.routing.policy.TlsVersion;
import io.webgateway.agent.routing.policy.VisitorPolicy;
import io.webgateway.agent.routing.policy.VisitorPolicy.PlainHttp;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is agreed in handshakes: versions, groups, and which sessions are resumed where. */
class TlsSessionIT {
  private static final VisitorAuthority AUTHORITY = VisitorAuthority.root("Clients");
  private static final TlsPolicy ASKING =
      new TlsPolicy(
          TlsVersion.TLS_1_2, new ClientCertificates.Optional(List.of(AUTHORITY.certificate())));
  private static final TlsPolicy MUTUAL =
      new TlsPolicy(
          TlsVersion.TLS_1_2, new ClientCertificates.Required(List.of(AUTHORITY.certificate())));
  private static final TlsPolicy NEW_ONLY =
      new TlsPolicy(TlsVersion.TLS_1_3, new ClientCertificates.Off());

  @TempDir private Path folder;
  private final MockUpstream backend = MockUpstream.answering("hello");
  private final InProcessGateway gateway = InProcessGateway.start();
  private final ServerCertificate shared =
      TestCertificates.selfSigned(
          "a.example",
          "twin.example",
          "b.example",
          "asking.example",
          "mutual.example",
          "new.example");

  @BeforeEach
  void serve() {
    gateway.with(shared, TestCertificates.selfSigned("own.example"));
    apply();
  }

  private void apply() {
    gateway.apply(
        route("tenant-a", "a.example", TlsPolicy.DEFAULT),
        route("tenant-a", "twin.example", TlsPolicy.DEFAULT),
        route("tenant-a", "own.example", TlsPolicy.DEFAULT),
        route("tenant-a", "asking.example", ASKING),
        route("tenant-a", "mutual.example", MUTUAL),
        route("tenant-a", "new.example", NEW_ONLY),
        route("tenant-b", "b.example", TlsPolicy.DEFAULT));
  }

  @AfterEach
  void end() {
    gateway.close();
    backend.close();
  }

  private HttpRoute route(String tenant, String host, TlsPolicy tls) {
    HttpRoute like =
        InProcessGateway.route(
            "w/" + host, host, "/", new VisitorPolicy(PlainHttp.SERVE, tls, ""), backend.port());
    return new HttpRoute(
        like.workload(), tenant, Set.of(host), "/", like.visitors(), like.cluster(), like.limits());
  }

  private OpenSslClient client() {
    assumeTrue(OpenSslClient.isInstalled(), "openssl is not installed");
    return new OpenSslClient(gateway.httpsPort());
  }

  private String sessionOf(String host, String version) {
    String file = folder.resolve("session-" + host + version).toString();
    Report first = client().ask(host, version, "-sess_out", file);
    assertThat(first.resumed()).isFalse();
    assertThat(first.status()).isEqualTo(200);
    return file;
  }

  @ParameterizedTest
  @ValueSource(strings = {"-tls1_2", "-tls1_3"})
  void aSessionIsResumedWhereCertificateTenantAndPolicyAreTheSame(String version) {
    String session = sessionOf("a.example", version);
    for (String host : List.of("a.example", "twin.example", "A.Example")) {
      Report again = client().ask(host, version, "-sess_in", session);
      assertThat(again.resumed()).as(host).isTrue();
      assertThat(again.status()).as(host).isEqualTo(200);
    }
  }

  // nginx before 1.27.4 resumed a session in another virtual server and so forgot to ask for a
  // certificate (CVE-2025-23419).
  @ParameterizedTest
  @CsvSource({
    "-tls1_2, b.example, 200",
    "-tls1_3, b.example, 200",
    "-tls1_2, asking.example, 200",
    "-tls1_3, asking.example, 200",
    "-tls1_2, mutual.example, 0",
    "-tls1_3, mutual.example, 0",
    "-tls1_2, own.example, 200",
    "-tls1_3, own.example, 200",
    "-tls1_3, new.example, 200",
  })
  void aSessionOfferedUnderAnotherTenantPolicyOrCertificateMeansAFullHandshake(
      String version, String host, int status) {
    Report offered = client().ask(host, version, "-sess_in", sessionOf("a.example", version));
    assertThat(offered.resumed()).isFalse();
    assertThat(offered.status()).isEqualTo(status);
  }

  @Test
  void ticketsOfTheLastTwoKeysAreTakenAndOlderOnesAreNot() {
    String session = sessionOf("a.example", "-tls1_3");
    for (int rotations = 0; rotations < 3; rotations++) {
      assertThat(client().ask("a.example", "-tls1_3", "-sess_in", session).resumed())
          .as("after " + rotations + " rotations")
          .isTrue();
      gateway.engine().rotateTicketKeys();
    }
    Report late = client().ask("a.example", "-tls1_3", "-sess_in", session);
    assertThat(late.resumed()).isFalse();
    assertThat(late.status()).isEqualTo(200);
  }

  @Test
  void aTableThatChangesNothingForAHostKeepsItsSessions() {
    String session = sessionOf("a.example", "-tls1_3");
    apply();
    assertThat(client().ask("a.example", "-tls1_3", "-sess_in", session).resumed()).isTrue();
  }

  @Test
  void earlyDataIsNotOffered() {
    assertThat(client().ask("a.example", "-tls1_3").text()).contains("Max Early Data: 0");
  }

  @Test
  void aHostThatWantsTheNewestVersionRefusesOlderOnesAndItsNeighbourDoesNot() {
    assertThat(client().ask("new.example", "-tls1_2").connected()).isFalse();
    assertThat(client().ask("new.example", "-tls1_3").status()).isEqualTo(200);
    assertThat(client().ask("a.example", "-tls1_2").status()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(strings = {"X25519MLKEM768", "x25519", "secp256r1", "secp384r1"})
  void aClientThatKnowsOneOfTheGroupsAloneIsServed(String group) throws Exception {
    assertThat(handshake(group).isSuccess()).isTrue();
    assertThat(ProxyEngine.tlsOffer().groups()).contains(group);
    assertThat(ProxyEngine.tlsOffer().nativeProvider()).isTrue();
    assertThat(ProxyEngine.tlsOffer().versions()).containsExactly("TLSv1.3", "TLSv1.2");
  }

  @Test
  void aClientThatKnowsNoneOfTheGroupsIsNotServed() throws Exception {
    assertThat(handshake("secp521r1").isSuccess()).isFalse();
  }

  /** One handshake of BoringSSL's client with a single group. */
  private Future<Channel> handshake(String group) throws Exception {
    SslContext context =
        SslContextBuilder.forClient()
            .sslProvider(SslProvider.OPENSSL)
            .protocols("TLSv1.3")
            .trustManager(InsecureTrustManagerFactory.INSTANCE)
            .endpointIdentificationAlgorithm("")
            .option(OpenSslContextOption.GROUPS, new String[] {group})
            .build();
    EventLoopGroup loops = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    try {
      Channel channel =
          new Bootstrap()
              .group(loops)
              .channel(NioSocketChannel.class)
              .handler(
                  new ChannelInitializer<Channel>() {
                    @Override
                    protected void initChannel(Channel fresh) {
                      fresh
                          .pipeline()
                          .addLast(
                              context.newHandler(fresh.alloc(), "a.example", gateway.httpsPort()));
                    }
                  })
              .connect("127.0.0.1", gateway.httpsPort())
              .sync()
              .channel();
      Future<Channel> done = channel.pipeline().get(SslHandler.class).handshakeFuture();
      done.await();
      channel.close().sync();
      return done;
    } finally {
      loops.shutdownGracefully(0, 1, java.util.concurrent.TimeUnit.SECONDS).sync();
    }
  }

  @Test
  void overTlsAWorkloadsStrictTransportSecurityStandsInThePlaceOfItsBackends() throws IOException {
    String theirs = "Strict-Transport-Security: max-age=1\r\nstrict-transport-security: x\r\n";
    String ours = "max-age=63072000; includeSubDomains";
    try (MockUpstream silent = saying("");
        MockUpstream talking = saying(theirs)) {
      hsts(silent, "", List.of());
      hsts(silent, ours, List.of(ours));
      hsts(talking, "", List.of("max-age=1", "x"));
      hsts(talking, ours, List.of(ours));
    }
  }

  private static MockUpstream saying(String fields) {
    return MockUpstream.start(
        socket -> {
          while (true) {
            socket.readRequest();
            socket.send(
                "HTTP/1.1 200 OK\r\n" + fields + "Content-Length: 2\r\nX-Last: 1\r\n\r\nok");
          }
        });
  }

  private void hsts(MockUpstream from, String setting, List<String> overTls) throws IOException {
    gateway.apply(
        InProcessGateway.route(
            "w/a",
            "a.example",
            "/",
            new VisitorPolicy(PlainHttp.SERVE, TlsPolicy.DEFAULT, setting),
            from.port()));
    assertThat(hsts(gateway.tlsClient("a.example"))).isEqualTo(overTls);
    assertThat(hsts(gateway.client())).as("in clear").isEmpty();
  }

  private static List<String> hsts(RawClient client) throws IOException {
    try (client) {
      RawResponse answer = client.send("GET / HTTP/1.1\r\nHost: a.example\r\n\r\n").read();
      assertThat(answer.status()).isEqualTo(200);
      assertThat(answer.values("x-last")).containsExactly("1");
      return answer.values("strict-transport-security");
    }
  }
}
