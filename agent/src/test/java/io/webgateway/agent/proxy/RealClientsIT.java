package io.webgateway.agent.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.webgateway.agent.proxy.fixture.InProcessGateway;
import io.webgateway.agent.proxy.fixture.MockUpstream;
import io.webgateway.agent.proxy.fixture.RawClient;
import io.webgateway.agent.proxy.fixture.TestCertificates;
import io.webgateway.agent.proxy.transport.ConnectionLimits;
import io.webgateway.agent.routing.ExchangeLimits;
import io.webgateway.agent.routing.HttpRoute;
import io.webgateway.agent.routing.ServerCertificate;
import io.webgateway.agent.routing.policy.VisitorPolicy;
import io.webgateway.model.traffic.CompletionReason;
import io.webgateway.model.traffic.TrafficEvent;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What others wrote, as visitors: curl, nghttp, h2load, the JDK's client, and slowhttptest. */
class RealClientsIT {
  private static final boolean ALL = "1".equals(System.getenv("WEBGW_TEST_ALL"));
  private static final ServerCertificate CERTIFICATE = TestCertificates.selfSigned("localhost");
  private static final ConnectionLimits HASTY =
      new ConnectionLimits(
          8 * 1024, 32 * 1024, 100, 16 * 1024, 16 * 1024, 2_000, 2_000, 2_000, 5_000, 500, 30_000,
          64);

  @TempDir private Path folder;

  private static HttpRoute route(int port) {
    ExchangeLimits limits = new ExchangeLimits(1_000, 10_000, 3_000, 3_000, 240, 0);
    return InProcessGateway.route("w/1", "localhost", "/", VisitorPolicy.SERVE, limits, port);
  }

  private String run(String... command) throws IOException, InterruptedException {
    assumeTrue(
        Files.isExecutable(Path.of("/usr/bin", command[0])), command[0] + " is not installed");
    Path output = folder.resolve("output.txt");
    Process process =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectInput(Path.of("/dev/null").toFile())
            .redirectOutput(output.toFile())
            .start();
    if (!process.waitFor(60, TimeUnit.SECONDS)) {
      process.destroyForcibly();
    }
    return Files.readString(output, StandardCharsets.ISO_8859_1);
  }

  private static MockUpstream echoing() {
    return MockUpstream.start(
        socket -> {
          while (true) {
            socket.ok("got " + socket.readRequest().body().length());
          }
        });
  }

  @ParameterizedTest
  @CsvSource({"--http2,2", "--http1.1,1.1"})
  void curlGetsAndPostsInBothVersions(String flag, String version) throws Exception {
    Path body = Files.writeString(folder.resolve("body"), "x".repeat(300_000));
    try (MockUpstream backend = echoing();
        InProcessGateway gateway = InProcessGateway.start()) {
      gateway.with(CERTIFICATE).apply(route(backend.port()));
      String url = "https://localhost:" + gateway.httpsPort() + "/";
      String out = run("curl", "-sk", flag, "-w", " %{http_version} %{http_code}", url);
      assertThat(out).isEqualTo("got 0 " + version + " 200");
      assertThat(run("curl", "-sk", flag, "--data-binary", "@" + body, url))
          .isEqualTo("got 300000");
    }
  }

  @Test
  void nghttpAndH2loadGetAnAnswerForEachRequest() throws Exception {
    try (MockUpstream backend = echoing();
        InProcessGateway gateway = InProcessGateway.start()) {
      gateway.with(CERTIFICATE).apply(route(backend.port()));
      String url = "https://localhost:" + gateway.httpsPort() + "/";
      assertThat(run("nghttp", "-y", url)).contains("got 0");
      assertThat(run("h2load", "-n", "2000", "-c", "4", "-m", "20", url))
          .contains("2000 succeeded, 0 failed, 0 errored, 0 timeout");
      await().until(() -> gateway.engine().counters().openConnections() == 0);
      assertThat(gateway.events().reasons())
          .hasSize(2_001)
          .containsOnly(CompletionReason.COMPLETED);
    }
  }

  @Test
  void theClientOfTheJdkSpeaksHttp2() throws Exception {
    KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
    trusted.load(null, null);
    trusted.setCertificateEntry("gateway", CERTIFICATE.chain().getFirst());
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(trusted);
    SSLContext tls = SSLContext.getInstance("TLS");
    tls.init(null, trust.getTrustManagers(), null);
    try (MockUpstream backend = echoing();
        InProcessGateway gateway = InProcessGateway.start();
        HttpClient client = HttpClient.newBuilder().sslContext(tls).build()) {
      gateway.with(CERTIFICATE).apply(route(backend.port()));
      HttpRequest request =
          HttpRequest.newBuilder(URI.create("https://localhost:" + gateway.httpsPort() + "/x"))
              .POST(HttpRequest.BodyPublishers.ofString("y".repeat(100_000)))
              .timeout(Duration.ofSeconds(20))
              .build();
      for (int i = 0; i < 20; i++) {
        HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString());
        assertThat(answer.body()).isEqualTo("got 100000");
        assertThat(answer.version()).isEqualTo(HttpClient.Version.HTTP_2);
      }
      assertThat(gateway.events().awaitCount(20))
          .allMatch(
              event ->
                  event instanceof TrafficEvent.HttpExchange exchange
                      && exchange.protocol() == TrafficEvent.Protocol.HTTP_2);
    }
  }

  @ParameterizedTest
  @CsvSource({"-H", "-B"})
  void slowVisitorsAreEndedWhileOthersAreAnswered(String how) throws Exception {
    assumeTrue(ALL, "slow: ./webgw test --all");
    try (MockUpstream backend = echoing();
        InProcessGateway gateway = InProcessGateway.start(HASTY, route(backend.port()));
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      AtomicBoolean stop = new AtomicBoolean();
      Future<Integer> others = threads.submit(() -> askOn(gateway, stop));
      String url = "http://localhost:" + gateway.httpPort() + "/";
      String report;
      try {
        report =
            run("slowhttptest", how, "-c", "300", "-r", "100", "-i", "1", "-l", "15", "-u", url);
      } finally {
        stop.set(true);
      }
      assertThat(report).contains("service available");
      assertThat(others.get()).isGreaterThan(100);
      await()
          .atMost(Duration.ofSeconds(20))
          .until(() -> gateway.engine().counters().openConnections() == 0);
      assertThat(gateway.events().reasons())
          .contains(CompletionReason.COMPLETED)
          .containsAnyOf(CompletionReason.CLIENT_TIMEOUT, CompletionReason.CLIENT_TOO_SLOW);
    }
  }

  /** Asks until it is told to stop; answers how often it was answered. */
  private static int askOn(InProcessGateway gateway, AtomicBoolean stop) throws IOException {
    int answered = 0;
    for (; !stop.get(); answered++) {
      try (RawClient client = gateway.client()) {
        String body = client.send("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n").read().body();
        assertThat(body).isEqualTo("got 0");
      }
    }
    return answered;
  }
}
