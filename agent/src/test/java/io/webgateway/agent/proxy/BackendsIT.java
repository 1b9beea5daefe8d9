package io.webgateway.agent.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.webgateway.agent.proxy.fixture.InProcessGateway;
import io.webgateway.agent.proxy.fixture.RawClient;
import io.webgateway.agent.proxy.fixture.RawResponse;
import io.webgateway.agent.proxy.fixture.RealServer;
import io.webgateway.agent.proxy.fixture.RealServer.Kind;
import io.webgateway.agent.proxy.fixture.RealServer.Speech;
import io.webgateway.agent.proxy.fixture.TestAuthority;
import io.webgateway.agent.routing.ServerCertificate;
import io.webgateway.agent.routing.policy.UpstreamProtocol;
import io.webgateway.agent.routing.policy.UpstreamProtocol.HttpVersion;
import io.webgateway.agent.routing.policy.UpstreamTls;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Real servers as backends: what every one of them does right must arrive right. */
class BackendsIT {
  private static final TestAuthority AUTHORITY = TestAuthority.named("Backends");

  @TempDir Path folder;

  /** Two that start fast in every run, all with {@code ./webgw test --all}. */
  static Stream<Arguments> servers() {
    Stream<Arguments> quick =
        Stream.of(
            Arguments.of(Kind.NGINX, Speech.HTTP2_TLS), Arguments.of(Kind.NODE, Speech.HTTP2));
    Stream<Arguments> more =
        Stream.of(
            Arguments.of(Kind.NGINX, Speech.HTTP1),
            Arguments.of(Kind.NGINX, Speech.HTTP1_TLS),
            Arguments.of(Kind.APACHE, Speech.HTTP1),
            Arguments.of(Kind.APACHE, Speech.HTTP1_TLS),
            Arguments.of(Kind.APACHE, Speech.HTTP2),
            Arguments.of(Kind.APACHE, Speech.HTTP2_TLS),
            Arguments.of(Kind.CADDY, Speech.HTTP1),
            Arguments.of(Kind.CADDY, Speech.HTTP2),
            Arguments.of(Kind.CADDY, Speech.HTTP2_TLS),
            Arguments.of(Kind.NODE, Speech.HTTP1),
            Arguments.of(Kind.NODE, Speech.HTTP1_TLS),
            Arguments.of(Kind.NODE, Speech.HTTP2_TLS),
            Arguments.of(Kind.NGHTTPD, Speech.HTTP2),
            Arguments.of(Kind.NGHTTPD, Speech.HTTP2_TLS),
            Arguments.of(Kind.PYTHON, Speech.HTTP1));
    return "1".equals(System.getenv("WEBGW_TEST_ALL")) ? Stream.concat(quick, more) : quick;
  }

  private static UpstreamProtocol protocol(Speech speech) {
    HttpVersion version =
        switch (speech) {
          case HTTP1, HTTP1_TLS -> HttpVersion.HTTP_1_1;
          case HTTP2, HTTP2_TLS -> HttpVersion.HTTP_2;
        };
    UpstreamTls tls =
        switch (speech) {
          case HTTP1, HTTP2 -> new UpstreamTls.Off();
          case HTTP1_TLS, HTTP2_TLS ->
              new UpstreamTls.On(
                  new UpstreamTls.Trust.Authorities(List.of(AUTHORITY.certificate())),
                  "backend.test",
                  Optional.empty());
        };
    return new UpstreamProtocol(version, tls);
  }

  @ParameterizedTest
  @MethodSource("servers")
  void whatItDoesArrives(Kind kind, Speech speech) throws IOException {
    assumeTrue(kind.isThere(), kind.command() + " is not installed");
    ServerCertificate certificate = AUTHORITY.issue("backend.test");
    try (RealServer server = RealServer.start(kind, speech, folder, certificate);
        InProcessGateway gateway =
            InProcessGateway.start(
                InProcessGateway.speaking(
                    protocol(speech), InProcessGateway.route("backend.test", server.port())));
        RawClient client = gateway.client()) {
      Visit visit = new Visit(client);
      for (int i = 0; i < 3; i++) {
        RawResponse page = visit.get("/index.html");
        assertThat(page.status()).isEqualTo(200);
        assertThat(page.body()).isEqualTo("hello");
      }
      RawResponse head = visit.head("/index.html");
      assertThat(head.status()).isEqualTo(200);
      assertThat(head.body()).isEmpty();
      assertThat(visit.get("/big.bin").body().getBytes(StandardCharsets.ISO_8859_1))
          .isEqualTo(RealServer.big());
      assertThat(visit.get("/nothing.html").status()).isIn(404, 500);
      sendBodies(kind, visit);
      if (kind != Kind.NGHTTPD) {
        assertThat(visit.head("/204", "GET").status()).isEqualTo(204);
        conditional(kind, visit);
      }
      if (kind == Kind.NGHTTPD || (kind == Kind.NODE && speech != Speech.HTTP2_TLS)) {
        trailers(kind, visit);
      }
      assertThat(visit.get("/index.html").body()).isEqualTo("hello");
      refused(kind, gateway);
    }
  }

  private static void sendBodies(Kind kind, Visit visit) throws IOException {
    String body = "x".repeat(100_000);
    switch (kind) {
      case NGINX, APACHE -> {
        String folder = "/put/";
        assertThat(visit.send("PUT", folder + "a.txt", body, false).status()).isIn(201, 204);
        assertThat(visit.send("PUT", folder + "b.txt", body, true).status()).isIn(201, 204);
        assertThat(visit.get(folder + "a.txt").body()).isEqualTo(body);
        assertThat(visit.get(folder + "b.txt").body()).isEqualTo(body);
      }
      case CADDY, NODE, NGHTTPD, PYTHON -> {
        assertThat(visit.send("POST", "/echo", body, false).body()).isEqualTo(body);
        assertThat(visit.send("POST", "/echo", body, true).body()).isEqualTo(body);
      }
    }
  }

  private static void conditional(Kind kind, Visit visit) throws IOException {
    if (kind == Kind.PYTHON) {
      String when = visit.get("/index.html").values("last-modified").getFirst();
      assertThat(visit.head("/index.html", "GET", "If-Modified-Since: " + when).status())
          .isEqualTo(304);
    } else {
      String tag = visit.get("/index.html").values("etag").getFirst();
      assertThat(visit.head("/index.html", "GET", "If-None-Match: " + tag).status()).isEqualTo(304);
    }
  }

  private static void trailers(Kind kind, Visit visit) throws IOException {
    String path = kind == Kind.NODE ? "/trailers" : "/index.html";
    RawResponse answer = visit.get(path);
    if (answer.values("transfer-encoding").contains("chunked")) {
      assertThat(answer.trailers()).containsExactly("x-sum: 9");
    }
  }

  /** A body that is too large is refused before it has come, and the refusal arrives whole. */
  private static void refused(Kind kind, InProcessGateway gateway) throws IOException {
    if (kind == Kind.NGHTTPD) {
      return;
    }
    String method = kind == Kind.NGINX || kind == Kind.APACHE ? "PUT" : "POST";
    try (RawClient client = gateway.client()) {
      client.send(
          method
              + " /limited HTTP/1.1\r\nHost: backend.test\r\nContent-Length: 100000\r\n\r\nstart");
      if (kind != Kind.CADDY) {
        assertThat(client.readHeadOnly().status()).isEqualTo(413);
      }
    }
  }

  /** One visitor's connection. */
  private record Visit(RawClient client) {
    RawResponse get(String path) throws IOException {
      return client.send(request("GET", path, "")).read();
    }

    RawResponse head(String path) throws IOException {
      return head(path, "HEAD");
    }

    RawResponse head(String path, String method, String... fields) throws IOException {
      String lines = fields.length == 0 ? "" : String.join("\r\n", fields) + "\r\n";
      return client.send(request(method, path, lines)).readHeadOnly();
    }

    RawResponse send(String method, String path, String body, boolean chunked) throws IOException {
      String length =
          chunked ? "Transfer-Encoding: chunked\r\n" : "Content-Length: " + body.length() + "\r\n";
      String content =
          chunked ? Integer.toHexString(body.length()) + "\r\n" + body + "\r\n0\r\n\r\n" : body;
      return client.send(request(method, path, length) + content).read();
    }

    private static String request(String method, String path, String fields) {
      return method + " " + path + " HTTP/1.1\r\nHost: backend.test\r\n" + fields + "\r\n";
    }
  }
}
