package io.webgateway.agent.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.webgateway.agent.proxy.fixture.InProcessGateway;
import io.webgateway.agent.proxy.fixture.MockUpstream;
import io.webgateway.agent.proxy.fixture.Speaker;
import io.webgateway.agent.proxy.fixture.Speaker.Ask;
import io.webgateway.agent.proxy.fixture.Speaker.Version;
import io.webgateway.agent.proxy.fixture.TestCertificates;
import io.webgateway.agent.routing.BackendPolicy;
import io.webgateway.agent.routing.Cluster;
import io.webgateway.agent.routing.ExchangeLimits;
import io.webgateway.agent.routing.HttpRoute;
import io.webgateway.agent.routing.policy.UpstreamProtocol;
import io.webgateway.agent.routing.policy.UpstreamTls;
import io.webgateway.agent.routing.policy.VisitorPolicy;
import io.webgateway.model.traffic.CompletionReason;
import io.webgateway.model.traffic.TrafficEvent;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every completion reason in every version of HTTP, generated from both: each exchange ends once,
 * with its reason, and an answer of the gateway's own names the exchange.
 */
class OutcomeMatrixIT {
  private static final ExchangeLimits SHORT = new ExchangeLimits(500, 400, 400, 400, 0, 0);
  private static final ExchangeLimits TOTAL = new ExchangeLimits(500, 9_000, 9_000, 9_000, 0, 400);
  private static final Ask GET = Ask.get("a.example", "/");
  private static final Ask HALF_POST = new Ask("POST", "a.example", "/", List.of(), true);
  private static final BackendPolicy REFUSE_ALL =
      (address, port) -> new BackendPolicy.Verdict.Refused("test", "It is a test.");
  private static final UpstreamProtocol PINNED =
      new UpstreamProtocol(
          UpstreamProtocol.HttpVersion.HTTP_1_1,
          new UpstreamTls.On(
              new UpstreamTls.Trust.PinnedKeys(
                  Set.of("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=")),
              "",
              Optional.empty()));

  /** How a reason is brought about. */
  private sealed interface Way {
    /** By an exchange of its own. */
    record Play(Ask ask, Setting setting, Then then) implements Way {}

    /** Not here. */
    record Elsewhere(String where) implements Way {}
  }

  /** What is set up besides a route for all of a.example. */
  private record Setting(
      String host,
      String endpoint,
      String prefix,
      ExchangeLimits limits,
      UpstreamProtocol protocol,
      boolean refuses) {
    static final Setting USUAL = limited(ExchangeLimits.DEFAULT);

    static Setting limited(ExchangeLimits limits) {
      return new Setting("127.0.0.1", "answers", "/", limits, UpstreamProtocol.DEFAULT, false);
    }

    Setting backend(String script) {
      return new Setting(host, script, prefix, limits, protocol, refuses);
    }
  }

  /** What happens once the backend has the request. */
  private enum Then {
    NOTHING,
    VISITOR_LEAVES,
    GATEWAY_CLOSES
  }

  private static Way.Play ask(Ask ask) {
    return new Way.Play(ask, Setting.USUAL, Then.NOTHING);
  }

  private static Way.Play backend(String script, ExchangeLimits limits) {
    return new Way.Play(GET, Setting.limited(limits).backend(script), Then.NOTHING);
  }

  /** Without a default: a new reason does not compile until it is known how it comes about. */
  private static Way way(CompletionReason reason) {
    return switch (reason) {
      case COMPLETED -> ask(GET);
      case CLIENT_ABORTED ->
          new Way.Play(GET, Setting.USUAL.backend("stalls"), Then.VISITOR_LEAVES);
      case CLIENT_TIMEOUT ->
          new Way.Play(HALF_POST, Setting.limited(SHORT).backend("stalls"), Then.NOTHING);
      case TOTAL_TIMEOUT -> backend("stalls", TOTAL);
      case FRAMING_REJECTED -> ask(Ask.get("a.example", "/", "content-length", "1x"));
      case REQUEST_REFUSED -> ask(new Ask("TRACE", "a.example", "/", List.of(), false));
      case HEAD_TOO_LARGE -> ask(Ask.get("a.example", "/", manyFields()));
      case TARGET_TOO_LONG -> ask(Ask.get("a.example", "/" + "x".repeat(9_000)));
      case NO_HOST -> ask(Ask.get("nobody.example", "/"));
      case NO_PATH ->
          new Way.Play(
              GET,
              new Setting(
                  "127.0.0.1",
                  "answers",
                  "/api",
                  ExchangeLimits.DEFAULT,
                  UpstreamProtocol.DEFAULT,
                  false),
              Then.NOTHING);
      case MISDIRECTED -> ask(Ask.get("b.example", "/"));
      case REFUSED_BY_POLICY ->
          new Way.Play(
              GET,
              new Setting(
                  "127.0.0.1",
                  "answers",
                  "/",
                  ExchangeLimits.DEFAULT,
                  UpstreamProtocol.DEFAULT,
                  true),
              Then.NOTHING);
      case NAME_NOT_RESOLVED ->
          new Way.Play(
              GET,
              new Setting(
                  "nobody.invalid",
                  "answers",
                  "/",
                  ExchangeLimits.DEFAULT,
                  UpstreamProtocol.DEFAULT,
                  false),
              Then.NOTHING);
      case CONNECT_FAILED -> backend("is dead", ExchangeLimits.DEFAULT);
      case UPSTREAM_TLS_FAILED ->
          new Way.Play(
              GET,
              new Setting("127.0.0.1", "nonsense", "/", ExchangeLimits.DEFAULT, PINNED, false),
              Then.NOTHING);
      case UPSTREAM_TIMEOUT -> backend("stalls", SHORT);
      case UPSTREAM_RESET -> backend("resets", ExchangeLimits.DEFAULT);
      case UPSTREAM_MALFORMED -> backend("nonsense", ExchangeLimits.DEFAULT);
      case SHUTTING_DOWN -> new Way.Play(GET, Setting.USUAL.backend("stalls"), Then.GATEWAY_CLOSES);
      case REDIRECTED -> new Way.Elsewhere("only in clear: HttpsRequestPathIT");
      case CLIENT_TOO_SLOW -> new Way.Elsewhere("takes the grace of 5 s: TimeLimitsIT");
      case OVERLOADED -> new Way.Elsewhere("needs another under way: CircuitLimitsIT");
      case HOLD_EXPIRED, HOLD_FULL -> new Way.Elsewhere("where visitors wait: HoldIT");
      case CLIENT_FLOOD -> new Way.Elsewhere("only HTTP/2: Http2AbuseIT");
      case LOOP_DETECTED -> new Way.Elsewhere("needs the gateway's own name: RequestAbuseIT");
      case BODY_TOO_LARGE, LIMIT_EXCEEDED ->
          new Way.Elsewhere("needs limits, and says it of both versions: LimitsIT");
      case RESUMED_IN_VAIN -> new Way.Elsewhere("only connections to a port: TcpRelocationIT");
      case FLOW_EXPIRED, FLOW_REPLACED -> new Way.Elsewhere("only flows: UdpForwardIT");
      case TUNNEL_IDLE, ROUTE_REMOVED -> new Way.Elsewhere("only tunnels: TunnelCompletionIT");
      case TLS_NO_SERVER_NAME,
          TLS_UNKNOWN_SERVER_NAME,
          TLS_CLIENT_CERTIFICATE,
          TLS_HANDSHAKE_FAILED,
          TLS_HANDSHAKE_TIMEOUT ->
          new Way.Elsewhere("before any exchange: TlsAbuseIT, VisitorCertificateIT");
      case PAUSED -> new Way.Elsewhere("needs an owner who closes: PauseIT");
      case DRAINED -> new Way.Elsewhere("needs a drain: DrainIT");
      case PROXY_HEADER_REJECTED -> new Way.Elsewhere("before any exchange: ProxyProtocolIT");
      case INTERNAL_ERROR -> new Way.Elsewhere("no way is known");
    };
  }

  private static String[] manyFields() {
    String[] fields = new String[240];
    for (int i = 0; i < fields.length; i += 2) {
      fields[i] = "x-" + i;
      fields[i + 1] = "y";
    }
    return fields;
  }

  static Stream<Arguments> matrix() {
    return Arrays.stream(CompletionReason.values())
        .filter(reason -> way(reason) instanceof Way.Play)
        .flatMap(
            reason ->
                Arrays.stream(Version.values()).map(version -> Arguments.of(reason, version)));
  }

  @Test
  void mostReasonsArePlayedHere() {
    long elsewhere =
        Arrays.stream(CompletionReason.values())
            .filter(reason -> way(reason) instanceof Way.Elsewhere)
            .count();
    assertThat(elsewhere).isEqualTo(23);
  }

  @ParameterizedTest
  @MethodSource("matrix")
  void anExchangeEndsOnceWithItsReason(CompletionReason reason, Version version)
      throws IOException {
    Way.Play play = (Way.Play) way(reason);
    CountDownLatch reached = new CountDownLatch(1);
    try (MockUpstream backend = backend(play.setting().endpoint(), reached);
        InProcessGateway gateway = gateway(play.setting(), backend.port())) {
      if (play.setting().endpoint().equals("is dead")) {
        backend.kill();
      }
      String answer = "";
      try (Speaker visitor = version.connect(gateway, "a.example")) {
        visitor.send(play.ask());
        if (play.then() != Then.NOTHING) {
          await().until(() -> reached.getCount() == 0);
        }
        switch (play.then()) {
          case NOTHING -> answer = visitor.answer();
          case VISITOR_LEAVES -> visitor.abort();
          case GATEWAY_CLOSES -> gateway.stop();
        }
        gateway.events().awaitCount(1);
      }
      gateway.stop();
      assertThat(gateway.events().reasons()).containsExactly(reason);
      assertThat(gateway.engine().counters().completions()).isEqualTo(Map.of(reason, 1L));
      assertThat(gateway.engine().counters().openConnections()).isZero();
      TrafficEvent.HttpExchange event =
          (TrafficEvent.HttpExchange) gateway.events().all().getFirst();
      assertThat(event.protocol()).isEqualTo(version.protocol());
      if (event.status() >= 400 && !answer.isEmpty()) {
        assertThat(answer).contains(event.exchangeId());
      }
    }
  }

  private static InProcessGateway gateway(Setting setting, int port) {
    InProcessGateway gateway = InProcessGateway.start();
    List<HttpRoute> routes = new ArrayList<>();
    for (String host : List.of("a.example", "b.example")) {
      String workload = "shop/" + host.charAt(0);
      Cluster.Endpoint endpoint = new Cluster.Endpoint.Address(setting.host(), port, 1);
      routes.add(
          new HttpRoute(
              workload,
              "tenant-a",
              Set.of(host),
              setting.prefix(),
              VisitorPolicy.SERVE,
              new Cluster(workload, setting.protocol(), List.of(endpoint)),
              setting.limits()));
    }
    gateway
        .with(
            TestCertificates.selfSigned("a.example", "nobody.example"),
            TestCertificates.selfSigned("b.example"))
        .with(setting.refuses() ? REFUSE_ALL : InProcessGateway.ALLOW_ALL)
        .apply(routes.toArray(HttpRoute[]::new));
    return gateway;
  }

  private static MockUpstream backend(String script, CountDownLatch reached) {
    return MockUpstream.start(
        socket -> {
          if (script.equals("nonsense")) {
            socket.send("nonsense\r\n\r\n");
            socket.stall();
          }
          socket.readRequestHead();
          reached.countDown();
          switch (script) {
            case "answers" -> socket.ok("fine");
            case "resets" -> socket.reset();
            default -> socket.stall();
          }
        });
  }
}
