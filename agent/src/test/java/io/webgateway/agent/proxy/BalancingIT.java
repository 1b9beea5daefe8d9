package io.webgateway.agent.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import io.webgateway.agent.proxy.fixture.Http2Answer;
import io.webgateway.agent.proxy.fixture.Http2Client;
import io.webgateway.agent.proxy.fixture.InProcessGateway;
import io.webgateway.agent.proxy.fixture.MockUpstream;
import io.webgateway.agent.proxy.fixture.RawClient;
import io.webgateway.agent.proxy.fixture.RawResponse;
import io.webgateway.agent.proxy.fixture.TestCertificates;
import io.webgateway.agent.routing.HttpRoute;
import io.webgateway.agent.routing.policy.VisitorPolicy;
import io.webgateway.model.traffic.CompletionReason;
import io.webgateway.model.workload.policy.Balancing;
import io.webgateway.model.workload.policy.Balancing.Method;
import io.webgateway.model.workload.policy.TrafficPolicy;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Which backend visitors get, over real connections. */
class BalancingIT {
  private static final TrafficPolicy STICKY =
      TrafficPolicy.UNCHECKED.with(
          Balancing.DEFAULT.with(new Balancing.Stickiness.Cookie("stay", 3_600)));

  private static String get(String... fields) {
    StringBuilder request = new StringBuilder("GET / HTTP/1.1\r\nHost: a.example\r\n");
    for (String field : fields) {
      request.append(field).append("\r\n");
    }
    return request + "\r\n";
  }

  private static HttpRoute route(TrafficPolicy policy, MockUpstream... backends) {
    int[] ports = IntStream.range(0, backends.length).map(i -> backends[i].port()).toArray();
    return InProcessGateway.under(policy, InProcessGateway.route("a.example", ports));
  }

  private static String cookieOf(String setCookie) {
    return setCookie.substring(0, setCookie.indexOf(';'));
  }

  @Test
  void aCookieKeepsAVisitorAtABackendThatNeverSeesTheCookie() throws IOException {
    try (MockUpstream one = MockUpstream.answering("one");
        MockUpstream two = MockUpstream.answering("two");
        InProcessGateway gateway = InProcessGateway.start(route(STICKY, one, two));
        RawClient client = gateway.client()) {
      RawResponse first = client.send(get()).read();
      String setCookie = first.values("set-cookie").getFirst();
      assertThat(setCookie)
          .matches("stay=[A-Za-z0-9_-]{16}; Path=/; Max-Age=3600; HttpOnly; SameSite=Lax");
      String field = "Cookie: a=b; " + cookieOf(setCookie) + "; c=d";
      for (int i = 0; i < 6; i++) {
        RawResponse next = client.send(get(field)).read();
        assertThat(next.body()).isEqualTo(first.body());
        assertThat(next.values("set-cookie")).isEmpty();
      }
      MockUpstream home = first.body().equals("one") ? one : two;
      assertThat(home.requests().getLast().values("cookie")).containsExactly("a=b; c=d");
      client.send(get("Cookie: " + cookieOf(setCookie))).read();
      assertThat(home.requests().getLast().values("cookie")).isEmpty();

      home.kill();
      RawResponse moved = client.send(get(field)).read();
      assertThat(moved.status()).isEqualTo(200);
      assertThat(moved.body()).isNotEqualTo(first.body());
      assertThat(moved.values("set-cookie").getFirst()).startsWith("stay=");
      assertThat(cookieOf(moved.values("set-cookie").getFirst())).isNotEqualTo(cookieOf(setCookie));
    }
  }

  @Test
  void overTlsTheCookieIsSecureAndOverHttp2ItComesInCrumbs() throws IOException {
    try (MockUpstream one = MockUpstream.answering("one");
        MockUpstream two = MockUpstream.answering("two");
        InProcessGateway gateway = InProcessGateway.start()) {
      gateway.with(TestCertificates.selfSigned("a.example")).apply(route(STICKY, one, two));
      try (Http2Client client = Http2Client.connect(gateway, "a.example")) {
        Http2Answer first = client.awaitEnd(client.get("a.example", "/"));
        assertThat(first.field("set-cookie")).endsWith("; HttpOnly; SameSite=Lax; Secure");
        String crumb = cookieOf(first.field("set-cookie"));
        for (int i = 0; i < 4; i++) {
          int stream =
              client.request(
                  true,
                  Http2Client.fields(
                      "GET", "a.example", "/", "cookie", "a=b", "cookie", crumb, "cookie", "c=d"));
          Http2Answer next = client.awaitEnd(stream);
          assertThat(next.body()).isEqualTo(first.body());
          assertThat(next.field("set-cookie")).isEqualTo("null");
        }
      }
      MockUpstream home = one.requests().size() > two.requests().size() ? one : two;
      assertThat(home.requests().getLast().values("cookie").toString())
          .contains("a=b", "c=d")
          .doesNotContain("stay");
    }
  }

  @Test
  void theCookieOfAnotherRouteOfTheHostIsAnotherOne() throws IOException {
    try (MockUpstream one = MockUpstream.answering("one");
        InProcessGateway gateway =
            InProcessGateway.start(
                InProcessGateway.under(
                    STICKY,
                    InProcessGateway.route(
                        "shop/api", "a.example", "/api", VisitorPolicy.SERVE, one.port())));
        RawClient client = gateway.client()) {
      RawResponse answer = client.send("GET /api/x HTTP/1.1\r\nHost: a.example\r\n\r\n").read();
      assertThat(answer.values("set-cookie").getFirst()).contains("; Path=/api; ");
    }
  }

  @ParameterizedTest
  @EnumSource(Method.class)
  void aDeadBackendOfTwoFailsNoRequestWhateverTheMethod(Method method) throws IOException {
    MockUpstream gone = MockUpstream.answering("gone");
    gone.kill();
    try (MockUpstream here = MockUpstream.answering("here");
        InProcessGateway gateway =
            InProcessGateway.start(
                route(TrafficPolicy.UNCHECKED.with(Balancing.of(method)), gone, here));
        RawClient client = gateway.client()) {
      for (int i = 0; i < 50; i++) {
        assertThat(client.send(get()).read().body()).isEqualTo("here");
      }
    }
  }

  @Test
  void aBackendThatAnswers503ThreeTimesIsLeftOut() throws IOException {
    try (MockUpstream ill =
            MockUpstream.start(
                socket -> {
                  while (true) {
                    socket.readRequest();
                    socket.send("HTTP/1.1 503 Not Now\r\nContent-Length: 0\r\n\r\n");
                  }
                });
        MockUpstream well = MockUpstream.answering("well");
        InProcessGateway gateway =
            InProcessGateway.start(route(TrafficPolicy.UNCHECKED, ill, well));
        RawClient client = gateway.client()) {
      List<Integer> statuses =
          IntStream.range(0, 30).mapToObj(i -> statusOf(client)).sorted().toList();
      assertThat(statuses.subList(27, 30)).containsExactly(503, 503, 503);
      assertThat(Set.copyOf(statuses.subList(0, 27))).containsExactly(200);
    }
  }

  private static int statusOf(RawClient client) {
    try {
      return client.send(get()).read().status();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  @Test
  void aBackendThatResetsIsLeftOutToo() throws IOException {
    try (MockUpstream ill =
            MockUpstream.start(
                socket -> {
                  socket.readRequest();
                  socket.reset();
                });
        MockUpstream well = MockUpstream.answering("well");
        InProcessGateway gateway =
            InProcessGateway.start(route(TrafficPolicy.UNCHECKED, ill, well));
        RawClient client = gateway.client()) {
      for (int i = 0; i < 30; i++) {
        assertThat(client.send(get()).read().body()).isEqualTo("well");
      }
      assertThat(ill.requests()).hasSize(3);
      gateway.events().awaitCount(30);
      assertThat(gateway.events().reasons()).containsOnly(CompletionReason.COMPLETED);
    }
  }
}
