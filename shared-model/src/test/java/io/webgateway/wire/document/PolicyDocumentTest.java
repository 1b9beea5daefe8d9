package io.webgateway.wire.document;

import static org.assertj.core.api.Assertions.assertThat;

import io.webgateway.model.workload.Backend;
import io.webgateway.model.workload.BackendTls;
import io.webgateway.model.workload.ClientCertificatePolicy;
import io.webgateway.model.workload.HttpSettings;
import io.webgateway.model.workload.Placement;
import io.webgateway.model.workload.TcpSettings;
import io.webgateway.model.workload.Timeouts;
import io.webgateway.model.workload.UdpSettings;
import io.webgateway.model.workload.VisitorTls;
import io.webgateway.model.workload.Workload;
import io.webgateway.model.workload.WorkloadKind;
import io.webgateway.model.workload.policy.BackendLoss;
import io.webgateway.model.workload.policy.Balancing;
import io.webgateway.model.workload.policy.CircuitLimits;
import io.webgateway.model.workload.policy.HealthPolicy;
import io.webgateway.model.workload.policy.HealthPolicy.ActiveCheck;
import io.webgateway.model.workload.policy.Pause;
import io.webgateway.model.workload.policy.ProxyProtocol;
import io.webgateway.model.workload.policy.Retries;
import io.webgateway.model.workload.policy.TrafficLimits;
import io.webgateway.model.workload.policy.TrafficPolicy;
import io.webgateway.wire.Json;
import io.webgateway.wire.ProblemDocument.FieldError;
import io.webgateway.wire.pem.PemSamples;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.node.ObjectNode;

class PolicyDocumentTest {
  private static final Placement PLACE = new Placement("blog", "web", List.of("gw.example.org"));
  private static final List<Backend> BACKENDS = List.of(Backend.of("[400::1]:8080"));
  private static final TrafficLimits.Bounds BOUNDS = new TrafficLimits.Bounds(1, 2, 0, 4, 5);

  private static final TrafficLimits.Bounds FLOW_BOUNDS = new TrafficLimits.Bounds(0, 2, 0, 4, 5);

  static Stream<Workload> workloads() {
    return Stream.of(
        http(TrafficPolicy.DEFAULT),
        http(
            new TrafficPolicy(
                new Balancing(
                    Balancing.Method.CONSISTENT_HASH,
                    new Balancing.HashKey.Header("x-user"),
                    new Balancing.Stickiness.Cookie("at", 60),
                    1,
                    2),
                new HealthPolicy(
                    new ActiveCheck.Http("/healthz?a=b", "shop.internal:81", 204, 204),
                    new HealthPolicy.Schedule(500, 500, 1, 100, 65_535),
                    new HealthPolicy.Ejection(0, 100, 0)),
                new Retries(0, 0),
                new CircuitLimits(1, 2, 3),
                new TrafficLimits(new TrafficLimits.Bounds(1, 2, 3, 4, 5), BOUNDS, 6, 1L << 53),
                ProxyProtocol.V1,
                new BackendLoss.Wait(100, 1, true, 0),
                new Pause.On("Back at noon.", 60))),
        http(
            TrafficPolicy.DEFAULT
                .with(
                    new Balancing(
                        Balancing.Method.CONSISTENT_HASH,
                        new Balancing.HashKey.Path(),
                        new Balancing.Stickiness.ClientAddress(),
                        0,
                        100))
                .with(checked(new ActiveCheck.Grpc("shop.v1.Orders"), 0))),
        new Workload.TlsPassthrough(
            PLACE,
            List.of(),
            BACKENDS,
            Timeouts.DEFAULT,
            TrafficPolicy.DEFAULT
                .with(Balancing.of(Balancing.Method.LEAST_REQUESTS))
                .with(checked(new ActiveCheck.Tls(), 0))
                .with(ProxyProtocol.V2)),
        tcp(TcpSettings.DEFAULT, TrafficPolicy.UNCHECKED),
        tcp(
            new TcpSettings(
                new TcpSettings.VisitorSide.Terminated(
                    VisitorTls.Version.TLS_1_2, new ClientCertificatePolicy.Off()),
                new BackendTls.Off()),
            TrafficPolicy.DEFAULT),
        tcp(
            new TcpSettings(
                new TcpSettings.VisitorSide.Terminated(
                    VisitorTls.Version.TLS_1_3,
                    new ClientCertificatePolicy.Required(PemSamples.AUTHORITY)),
                new BackendTls.On(
                    new BackendTls.Trust.Pins(List.of(PemSamples.CLIENT_PIN)),
                    "db.internal",
                    Optional.of(
                        new BackendTls.Credential(PemSamples.CLIENT, new BackendTls.Key.Kept())))),
            TrafficPolicy.DEFAULT
                .with(new TrafficLimits(BOUNDS, BOUNDS, 0, 0))
                .with(new BackendLoss.Wait(5_000, 100_000, true, 65_536))),
        udp(UdpSettings.DEFAULT, TrafficPolicy.UNCHECKED),
        udp(
            new UdpSettings(1, 2, 3, 0, true),
            TrafficPolicy.DEFAULT
                .with(checked(new ActiveCheck.Tcp(), 8_080))
                .with(new CircuitLimits(9, 0, 0))
                .with(new BackendLoss.Wait(600_000, 1_000, false, 0))
                .with(new Pause.On("", 120))
                .with(new TrafficLimits(FLOW_BOUNDS, FLOW_BOUNDS, 0, 0))));
  }

  @ParameterizedTest
  @MethodSource("workloads")
  void whatIsWrittenIsReadBackTheSameAndNothingStandsAgainstIt(Workload workload) {
    assertThat(WorkloadDocument.read(Json.write(WorkloadDocument.write(workload))))
        .isEqualTo(new WorkloadDocument.Parsed(workload));
    assertThat(SettingsCheck.of(workload.policy(), WorkloadKind.of(workload))).isEmpty();
  }

  @Test
  void everyDefaultIsWrittenOut() {
    String http = Json.write(WorkloadDocument.write(http(TrafficPolicy.DEFAULT)));
    assertThat(http)
        .contains(
            """
            "balancing":{"method":"roundRobin","hash":"address","sticky":"off","slowStartMillis":0,\
            "panicPercent":0},"health":{"check":"tcp","intervalMillis":5000,"timeoutMillis":2000,\
            "rise":2,"fall":3,"ejection":{"failures":3,"baseMillis":5000,"maxPercent":100}},\
            "retries":{"attempts":2,"budgetPercent":20},\
            "circuit":{"maxConnections":0,"maxRequests":0,"maxPending":0},\
            "limits":{"maxConnections":0,"connectionsPerSecond":0,"requestsPerSecond":0,\
            "bitsPerSecondIn":0,"bitsPerSecondOut":0,"maxHeaderBytes":0,"maxBodyBytes":0,\
            "perClient":{"maxConnections":0,"connectionsPerSecond":0,"requestsPerSecond":0,\
            "bitsPerSecondIn":0,"bitsPerSecondOut":0},"minBodyBytesPerSecond":240},\
            "proxyProtocol":"off","onBackendLoss":{"mode":"fail"},"pause":{"mode":"off"}}""");
    String udp =
        Json.write(WorkloadDocument.write(udp(UdpSettings.DEFAULT, TrafficPolicy.UNCHECKED)));
    assertThat(udp)
        .contains(
            """
            "flows":{"maxFlows":10000,"maxFlowsPerClient":256,"lifetimeMillis":0,"amplification":3,\
            "oneWay":false}""")
        .contains("\"check\":\"off\"")
        .contains("\"circuit\":{\"maxConnections\":0}")
        .doesNotContain("retries")
        .doesNotContain("proxyProtocol")
        .doesNotContain("requestsPerSecond");
  }

  @Test
  void whatNobodyWritesHasTheDefaultOfItsKind() {
    assertThat(read(with("TcpForward", "\"port\":1")))
        .isEqualTo(new Workload.TcpForward(PLACE, 1, BACKENDS, Timeouts.DEFAULT));
    assertThat(read(with("UdpForward", "\"port\":1")))
        .isEqualTo(new Workload.UdpForward(PLACE, 1, BACKENDS, Timeouts.DEFAULT));
    assertThat(read(with("HttpService", "\"balancing\":{\"sticky\":\"cookie\"}")).policy())
        .isEqualTo(
            TrafficPolicy.DEFAULT.with(
                Balancing.DEFAULT.with(new Balancing.Stickiness.Cookie("webgw-backend", 0))));
    assertThat(read(with("TcpForward", "\"port\":1,\"tls\":{}")))
        .isEqualTo(
            tcp(
                new TcpSettings(
                    new TcpSettings.VisitorSide.Terminated(
                        VisitorTls.Version.TLS_1_2, new ClientCertificatePolicy.Off()),
                    new BackendTls.Off()),
                TrafficPolicy.DEFAULT));
    HealthPolicy often =
        read(with("HttpService", "\"health\":{\"intervalMillis\":700}")).policy().health();
    assertThat(often.schedule().timeoutMillis()).isEqualTo(700);
  }

  @Test
  void otherSpellingsOfOneThingAreUnderstood() {
    String json =
        """
        "balancing":{"method":"consistentHash","hash":"header:X-User","sticky":false},
        "health":{"check":"http","status":200},"proxyProtocol":false
        """;
    TrafficPolicy policy = read(with("HttpService", json)).policy();
    assertThat(policy.balancing().hashKey()).isEqualTo(new Balancing.HashKey.Header("x-user"));
    assertThat(policy.health().check()).isEqualTo(new ActiveCheck.Http("/", "", 200, 200));
    assertThat(policy.proxyProtocol()).isEqualTo(ProxyProtocol.OFF);
    assertThat(read(with("TcpForward", "\"port\":1,\"tls\":false")))
        .isEqualTo(tcp(TcpSettings.DEFAULT, TrafficPolicy.DEFAULT));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          HttpService | "onBackendLoss":"hope" | /onBackendLoss/mode | bad-loss
          HttpService | "onBackendLoss":{"holdMillis":5000} | /onBackendLoss/holdMillis | unused
          HttpService | "onBackendLoss":{"mode":"wait","holdMillis":99} | /onBackendLoss/holdMillis | out-of-range
          HttpService | "onBackendLoss":{"mode":"wait","maxHeld":0} | /onBackendLoss/maxHeld | out-of-range
          HttpService | "onBackendLoss":{"mode":"wait","replayBytes":1} | /onBackendLoss/replayBytes | wrong-kind
          TcpForward | "port":1,"onBackendLoss":{"mode":"wait","replayBytes":1} | /onBackendLoss/replayBytes | unused
          TcpForward | "port":1,"pause":{"mode":"on","retryAfterSeconds":1} | /pause/retryAfterSeconds | wrong-kind
          HttpService | "onBackendLoss":7 | /onBackendLoss | bad-form
          HttpService | "pause":"maybe" | /pause/mode | bad-pause
          HttpService | "pause":{"message":"soon"} | /pause/message | unused
          HttpService | "pause":{"mode":"on","retryAfterSeconds":604801} | /pause/retryAfterSeconds | out-of-range
          HttpService | "balancing":7 | /balancing | bad-form
          HttpService | "balancing":{"way":1} | /balancing/way | unknown-field
          HttpService | "balancing":{"method":"random"} | /balancing/method | bad-method
          HttpService | "balancing":{"hash":"path"} | /balancing/hash | unused
          HttpService | "balancing":{"method":"consistentHash","hash":"query"} | /balancing/hash | bad-hash
          HttpService | "balancing":{"method":"consistentHash","hash":"header:a b"} | /balancing/hash | bad-hash
          HttpService | "balancing":{"sticky":"yes"} | /balancing/sticky | bad-stickiness
          HttpService | "balancing":{"sticky":{"cookie":"a;b"}} | /balancing/sticky/cookie | bad-cookie
          HttpService | "balancing":{"sticky":{"name":"a"}} | /balancing/sticky/name | unknown-field
          HttpService | "balancing":{"sticky":{"maxAgeSeconds":31536001}} | /balancing/sticky/maxAgeSeconds | out-of-range
          HttpService | "balancing":{"slowStartMillis":3600001} | /balancing/slowStartMillis | out-of-range
          HttpService | "balancing":{"panicPercent":101} | /balancing/panicPercent | out-of-range
          HttpService | "health":{"check":"ping"} | /health/check | bad-check
          HttpService | "health":{"path":"/a"} | /health/path | unused
          HttpService | "health":{"check":"grpc","status":200} | /health/status | unused
          HttpService | "health":{"check":"http","service":"a"} | /health/service | unused
          HttpService | "health":{"check":"http","path":"a"} | /health/path | bad-form
          HttpService | "health":{"check":"http","path":"/a b"} | /health/path | bad-form
          HttpService | "health":{"check":"http","host":"a\\r\\nb"} | /health/host | bad-form
          HttpService | "health":{"check":"http","status":"399-200"} | /health/status | bad-status
          HttpService | "health":{"check":"http","status":"2xx"} | /health/status | bad-status
          HttpService | "health":{"check":"grpc","service":"a b"} | /health/service | bad-form
          HttpService | "health":{"check":"off","port":80} | /health/port | unused
          HttpService | "health":{"intervalMillis":499} | /health/intervalMillis | out-of-range
          HttpService | "health":{"intervalMillis":1000,"timeoutMillis":1001} | /health/timeoutMillis | out-of-range
          HttpService | "health":{"rise":0} | /health/rise | out-of-range
          HttpService | "health":{"fall":101} | /health/fall | out-of-range
          HttpService | "health":{"port":65536} | /health/port | out-of-range
          HttpService | "health":{"ejection":{"failures":101}} | /health/ejection/failures | out-of-range
          HttpService | "health":{"ejection":{"baseMillis":99}} | /health/ejection/baseMillis | out-of-range
          HttpService | "health":{"ejection":{"maxPercent":101}} | /health/ejection/maxPercent | out-of-range
          HttpService | "health":{"ejection":{"max":1}} | /health/ejection/max | unknown-field
          HttpService | "retries":{"attempts":6} | /retries/attempts | out-of-range
          HttpService | "retries":{"budgetPercent":101} | /retries/budgetPercent | out-of-range
          HttpService | "circuit":{"maxConnections":1000001} | /circuit/maxConnections | out-of-range
          HttpService | "circuit":{"maxPending":100001} | /circuit/maxPending | out-of-range
          HttpService | "limits":{"maxHeaderBytes":32769} | /limits/maxHeaderBytes | out-of-range
          HttpService | "limits":{"maxBodyBytes":-1} | /limits/maxBodyBytes | out-of-range
          HttpService | "limits":{"bitsPerSecondIn":1000000000001} | /limits/bitsPerSecondIn | out-of-range
          HttpService | "limits":{"perClient":{"maxConnections":9999999999}} | /limits/perClient/maxConnections | out-of-range
          HttpService | "limits":{"perClient":{"maxBodyBytes":1}} | /limits/perClient/maxBodyBytes | unknown-field
          HttpService | "limits":[] | /limits | bad-form
          HttpService | "proxyProtocol":"v3" | /proxyProtocol | bad-proxy-protocol
          HttpService | "flows":{} | /flows | wrong-kind
          TlsPassthrough | "balancing":{"sticky":"cookie"} | /balancing/sticky | wrong-kind
          TlsPassthrough | "balancing":{"sticky":{"cookie":"a"}} | /balancing/sticky | wrong-kind
          TlsPassthrough | "balancing":{"method":"consistentHash","hash":"path"} | /balancing/hash | wrong-kind
          TlsPassthrough | "health":{"check":"http"} | /health/port | missing
          TlsPassthrough | "limits":{"minBodyBytesPerSecond":1} | /limits/minBodyBytesPerSecond | wrong-kind
          TlsPassthrough | "tls":{} | /tls | wrong-kind
          TcpForward | "port":1,"balancing":{"method":"consistentHash","hash":"header:a"} | /balancing/hash | wrong-kind
          TcpForward | "port":1,"limits":{"requestsPerSecond":1} | /limits/requestsPerSecond | wrong-kind
          TcpForward | "port":1,"limits":{"perClient":{"requestsPerSecond":1}} | /limits/perClient/requestsPerSecond | wrong-kind
          TcpForward | "port":1,"tls":"on" | /tls | bad-form
          TcpForward | "port":1,"tls":{"hsts":{}} | /tls/hsts | unknown-field
          TcpForward | "port":1,"tls":{"clientCertificates":{"mode":"required"}} | /tls/clientCertificates/ca | missing
          TcpForward | "port":1,"tls":{"clientCertificates":{"mode":"required","ca":"x"}} | /tls/clientCertificates/ca | bad-certificate
          TcpForward | "port":1,"backendTls":{"pins":["AAAA"]} | /backendTls/pins/0 | bad-pin
          TcpForward | "port":1,"backendProtocol":"http2" | /backendProtocol | wrong-kind
          UdpForward | "port":1,"health":{"check":"tcp"} | /health/port | missing
          UdpForward | "port":1,"health":{"check":"http","path":"/a"} | /health/port | missing
          UdpForward | "port":1,"health":{"port":80} | /health/port | unused
          UdpForward | "port":1,"proxyProtocol":"v2" | /proxyProtocol | wrong-kind
          UdpForward | "port":1,"retries":{"attempts":9} | /retries | wrong-kind
          TcpForward | "port":1,"circuit":{"maxRequests":1} | /circuit/maxRequests | wrong-kind
          UdpForward | "port":1,"circuit":{"maxPending":1} | /circuit/maxPending | wrong-kind
          UdpForward | "port":1,"limits":{"maxConnections":1} | /limits/maxConnections | wrong-kind
          UdpForward | "port":1,"limits":{"perClient":{"maxConnections":1}} | /limits/perClient/maxConnections | wrong-kind
          UdpForward | "port":1,"flows":{"maxFlows":0} | /flows/maxFlows | out-of-range
          UdpForward | "port":1,"flows":{"maxFlowsPerClient":1000001} | /flows/maxFlowsPerClient | out-of-range
          UdpForward | "port":1,"flows":{"lifetimeMillis":86400001} | /flows/lifetimeMillis | out-of-range
          UdpForward | "port":1,"flows":{"amplification":101} | /flows/amplification | out-of-range
          UdpForward | "port":1,"flows":{"oneWay":"yes"} | /flows/oneWay | bad-form
          UdpForward | "port":1,"flows":{"max":1} | /flows/max | unknown-field
          """)
  void oneWrongSettingIsOneProblemAtItsPlace(
      String kind, String fields, String pointer, String code) {
    assertThat(problems(with(kind, fields)))
        .singleElement()
        .satisfies(
            problem -> {
              assertThat(problem.pointer()).isEqualTo(pointer);
              assertThat(problem.code()).isEqualTo(code);
              assertThat(problem.fault()).isNotBlank();
              assertThat(problem.cure()).isNotBlank();
            });
  }

  @Test
  void everyFaultIsToldAtOnce() {
    String json =
        """
        "balancing":{"method":"x","sticky":"y"},"health":{"rise":0,"fall":0},"retries":{"attempts":9},
        "circuit":{"maxPending":-1},"limits":{"perClient":{"maxConnections":-1}},"proxyProtocol":"v9"
        """;
    assertThat(problems(with("HttpService", json)))
        .extracting(FieldError::pointer)
        .containsExactlyInAnyOrder(
            "/balancing/method",
            "/balancing/sticky",
            "/health/rise",
            "/health/fall",
            "/retries/attempts",
            "/circuit/maxPending",
            "/limits/perClient/maxConnections",
            "/proxyProtocol");
  }

  @Test
  void whatNoDocumentCouldSayIsFoundInASealedPartToo() {
    assertThat(
            SettingsCheck.of(
                TrafficPolicy.DEFAULT
                    .with(ProxyProtocol.V1)
                    .with(new Retries(5, 5))
                    .with(new CircuitLimits(1, 1, 1)),
                WorkloadKind.UDP_FORWARD))
        .extracting(FieldError::pointer)
        .containsExactlyInAnyOrder(
            "/health/port",
            "/circuit/maxRequests",
            "/circuit/maxPending",
            "/retries",
            "/proxyProtocol");
    TrafficPolicy shouted =
        TrafficPolicy.DEFAULT.with(
            new Balancing(
                Balancing.Method.CONSISTENT_HASH,
                new Balancing.HashKey.Header("X-User"),
                new Balancing.Stickiness.Off(),
                0,
                0));
    assertThat(SettingsCheck.of(shouted, WorkloadKind.HTTP_SERVICE)).hasSize(1);
    assertThat(SettingsCheck.of(new UdpSettings(0, 0, -1, 200, false))).hasSize(4);
  }

  private static HealthPolicy checked(ActiveCheck check, int port) {
    return new HealthPolicy(
        check, new HealthPolicy.Schedule(1_000, 900, 3, 4, port), HealthPolicy.Ejection.DEFAULT);
  }

  private static Workload http(TrafficPolicy policy) {
    return new Workload.HttpService(
        PLACE, List.of(), "/", HttpSettings.DEFAULT, BACKENDS, Timeouts.DEFAULT, policy);
  }

  private static Workload tcp(TcpSettings settings, TrafficPolicy policy) {
    return new Workload.TcpForward(PLACE, 1, settings, BACKENDS, Timeouts.DEFAULT, policy);
  }

  private static Workload udp(UdpSettings settings, TrafficPolicy policy) {
    return new Workload.UdpForward(PLACE, 1, settings, BACKENDS, Timeouts.DEFAULT, policy);
  }

  private static Workload read(String json) {
    return switch (WorkloadDocument.read(json)) {
      case WorkloadDocument.Parsed(Workload workload) -> workload;
      case WorkloadDocument.Invalid invalid -> throw new AssertionError(invalid.toString());
    };
  }

  private static List<FieldError> problems(String json) {
    return switch (WorkloadDocument.read(json)) {
      case WorkloadDocument.Parsed _ -> List.of();
      case WorkloadDocument.Invalid invalid -> invalid.problems();
    };
  }

  /** A good document with some fields set, as JSON. */
  private static String with(String kind, String fields) {
    ObjectNode good =
        (ObjectNode)
            Json.readTree(
                """
                {"namespace":"blog","id":"web","pools":["gw.example.org"],
                 "backends":["[400::1]:8080"]}
                """);
    good.put("kind", kind);
    Json.readTree("{" + fields + "}")
        .properties()
        .forEach(field -> good.set(field.getKey(), field.getValue()));
    return Json.write(good);
  }
}
