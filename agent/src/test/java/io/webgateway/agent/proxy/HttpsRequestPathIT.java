package io.webgateway.agent.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.webgateway.agent.proxy.fixture.InProcessGateway;
import io.webgateway.agent.proxy.fixture.MockUpstream;
import io.webgateway.agent.proxy.fixture.RawClient;
import io.webgateway.agent.proxy.fixture.RawResponse;
import io.webgateway.agent.proxy.fixture.TestCertificates;
import io.webgateway.agent.routing.policy.VisitorPolicy;
import io.webgateway.model.traffic.CompletionReason;
import io.webgateway.model.traffic.TrafficEvent;
import java.io.IOException;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.Test;

/** The whole way of a request, in clear and over TLS. */
class HttpsRequestPathIT {
  private static final String GET_SHOP = "GET /cart?x=1 HTTP/1.1\r\nHost: shop.example\r\n\r\n";

  @Test
  void aRequestInClearReachesTheBackendAndTheAnswerTheVisitor() throws IOException {
    try (MockUpstream backend = MockUpstream.answering("hello");
        InProcessGateway gateway =
            InProcessGateway.start(InProcessGateway.route("shop.example", backend.port()));
        RawClient client = gateway.client()) {
      RawResponse answer = client.send(GET_SHOP).read();
      RawResponse again = client.send(GET_SHOP).read();

      assertThat(answer.status()).isEqualTo(200);
      assertThat(answer.body()).isEqualTo("hello");
      assertThat(again.body()).isEqualTo("hello");
      assertThat(backend.connections()).isEqualTo(1);
      assertThat(backend.requests().getFirst().startLine()).isEqualTo("GET /cart?x=1 HTTP/1.1");
      assertThat(gateway.events().awaitCount(2))
          .allSatisfy(
              event -> {
                TrafficEvent.HttpExchange exchange = (TrafficEvent.HttpExchange) event;
                assertThat(exchange.reason()).isEqualTo(CompletionReason.COMPLETED);
                assertThat(exchange.responseBytes()).isEqualTo(5);
                assertThat(exchange.workload()).isEqualTo("shop/shop.example");
                assertThat(exchange.endpoint()).isEqualTo("127.0.0.1:" + backend.port());
              });
    }
  }

  @Test
  void aRequestOverTlsIsToldToTheBackendAsHttps() throws IOException {
    try (MockUpstream backend = MockUpstream.answering("hello");
        InProcessGateway gateway = InProcessGateway.start()) {
      gateway
          .with(TestCertificates.selfSigned("shop.example"))
          .apply(InProcessGateway.route("shop.example", backend.port()));
      try (RawClient client = gateway.tlsClient("Shop.Example")) {
        RawResponse answer = client.send(GET_SHOP).read();

        assertThat(answer.body()).isEqualTo("hello");
        assertThat(((SSLSocket) client.socket()).getApplicationProtocol()).isEqualTo("http/1.1");
        RawResponse seen = backend.requests().getFirst();
        assertThat(seen.values("x-forwarded-proto")).containsExactly("https");
        assertThat(seen.values("x-forwarded-for")).containsExactly("127.0.0.1");
        assertThat(seen.values("x-forwarded-host")).containsExactly("shop.example");
        assertThat(seen.values("x-forwarded-port"))
            .containsExactly(Integer.toString(gateway.httpsPort()));
        assertThat(seen.values("forwarded"))
            .containsExactly("for=127.0.0.1;host=shop.example;proto=https");
      }
    }
  }

  @Test
  void anUnknownServerNameAndNoServerNameEndTheHandshake() throws IOException {
    try (InProcessGateway gateway = InProcessGateway.start()) {
      gateway.with(TestCertificates.selfSigned("shop.example")).apply();

      try (SSLSocket unknown = gateway.tlsSocket("other.example");
          SSLSocket nameless = gateway.tlsSocket("")) {
        assertThatThrownBy(unknown::startHandshake)
            .isInstanceOf(SSLHandshakeException.class)
            .hasMessageContaining("unrecognized_name");
        assertThatThrownBy(nameless::startHandshake).isInstanceOf(SSLHandshakeException.class);
      }
      gateway.events().awaitCount(2);
      assertThat(gateway.events().reasons())
          .containsExactly(
              CompletionReason.TLS_UNKNOWN_SERVER_NAME, CompletionReason.TLS_NO_SERVER_NAME);
    }
  }

  @Test
  void aHostOfAnotherCertificateIsMisdirected() throws IOException {
    try (MockUpstream backend = MockUpstream.answering("hello");
        InProcessGateway gateway = InProcessGateway.start()) {
      gateway
          .with(
              TestCertificates.selfSigned("shop.example", "*.pool.example"),
              TestCertificates.selfSigned("bank.example"))
          .apply(
              InProcessGateway.route("shop.example", backend.port()),
              InProcessGateway.route("a.pool.example", backend.port()),
              InProcessGateway.route("bank.example", backend.port()));
      try (RawClient client = gateway.tlsClient("shop.example")) {
        assertThat(client.send("GET / HTTP/1.1\r\nHost: bank.example\r\n\r\n").read().status())
            .isEqualTo(421);
        assertThat(client.send("GET / HTTP/1.1\r\nHost: A.Pool.Example.\r\n\r\n").read().status())
            .isEqualTo(200);
        assertThat(client.send("GET / HTTP/1.1\r\nHost: b.pool.example\r\n\r\n").read().status())
            .isEqualTo(404);
      }
    }
  }

  @Test
  void plainHttpIsRedirectedWhenTheRouteSaysSo() throws IOException {
    try (InProcessGateway gateway =
            InProcessGateway.start(
                InProcessGateway.route("shop/1", "shop.example", "/", VisitorPolicy.REDIRECT, 1));
        RawClient client = gateway.client()) {
      RawResponse answer = client.send(GET_SHOP).read();

      assertThat(answer.status()).isEqualTo(308);
      assertThat(answer.values("location"))
          .containsExactly("https://shop.example:" + gateway.httpsPort() + "/cart?x=1");
    }
  }
}
