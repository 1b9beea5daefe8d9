package io.webgateway.agent.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.channel.epoll.Epoll;
import io.netty.handler.ssl.OpenSsl;
import io.webgateway.agent.proxy.fixture.InProcessGateway;
import io.webgateway.agent.proxy.fixture.MockUpstream;
import io.webgateway.agent.proxy.fixture.RawClient;
import io.webgateway.agent.proxy.listener.ListenerState;
import io.webgateway.agent.proxy.transport.ConnectionLimits;
import io.webgateway.agent.routing.Listener;
import io.webgateway.agent.routing.RouteInputs;
import io.webgateway.agent.routing.RouteTableCompiler;
import io.webgateway.agent.routing.policy.VisitorPolicy;
import io.webgateway.agent.tap.TrafficSink;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The fast ways are there and the slow ways work. */
class TransportIT {
  @Test
  @EnabledOnOs(value = OS.LINUX, architectures = "amd64")
  void epollAndBoringSslAreThere() {
    assertThat(Epoll.isAvailable()).isTrue();
    assertThat(OpenSsl.isAvailable()).isTrue();
    assertThat(OpenSsl.versionString()).contains("BoringSSL");
  }

  @Test
  void theJdksSelectorsServeToo() throws IOException {
    Listener listener =
        new Listener(
            "http",
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
            Listener.Protocol.HTTP);
    try (MockUpstream backend = MockUpstream.answering("ok");
        ProxyEngine engine =
            ProxyEngine.start(
                new ProxySettings(1, false, ConnectionLimits.DEFAULT, 1_000, OptionalInt.empty()),
                TrafficSink.NONE)) {
      ApplyReport report =
          engine.apply(
              RouteTableCompiler.compile(
                  new RouteInputs(
                      1,
                      List.of(listener),
                      List.of(InProcessGateway.route("a.example", backend.port())),
                      List.of(),
                      InProcessGateway.ALLOW_ALL)));
      int port = portOf(report);
      try (RawClient client = RawClient.connect(port)) {
        for (int i = 0; i < 3; i++) {
          client.send("GET / HTTP/1.1\r\nHost: a.example\r\n\r\n");
          assertThat(client.read().body()).isEqualTo("ok");
        }
      }
      assertThat(backend.connections()).isEqualTo(1);
    }
  }

  @Test
  void redirectsNameThePortThatVisitorsKnow() throws IOException {
    Listener listener =
        new Listener(
            "http",
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
            Listener.Protocol.HTTP);
    ProxySettings settings =
        new ProxySettings(1, true, ConnectionLimits.DEFAULT, 1_000, OptionalInt.of(443));
    try (ProxyEngine engine = ProxyEngine.start(settings, TrafficSink.NONE)) {
      ApplyReport report =
          engine.apply(
              RouteTableCompiler.compile(
                  new RouteInputs(
                      1,
                      List.of(listener),
                      List.of(
                          InProcessGateway.route(
                              "a/1", "a.example", "/", VisitorPolicy.REDIRECT, 1)),
                      List.of(),
                      InProcessGateway.ALLOW_ALL)));
      try (RawClient client = RawClient.connect(portOf(report))) {
        client.send("GET /x HTTP/1.1\r\nHost: a.example\r\n\r\n");
        assertThat(client.read().values("location")).containsExactly("https://a.example/x");
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"0.0.0.0, 127.0.0.1, ::1", "::, ::1, ''"})
  void allAddressesAreThoseOfTheirFamilyAndIpv6HasIpv4Too(
      String at, String reached, String notReached) throws IOException {
    Listener listener =
        new Listener(
            "http", new InetSocketAddress(InetAddress.ofLiteral(at), 0), Listener.Protocol.HTTP);
    ProxySettings settings =
        new ProxySettings(1, true, ConnectionLimits.DEFAULT, 1_000, OptionalInt.empty());
    try (ProxyEngine engine = ProxyEngine.start(settings, TrafficSink.NONE)) {
      int port =
          portOf(
              engine.apply(
                  RouteTableCompiler.compile(
                      new RouteInputs(
                          1,
                          List.of(listener),
                          List.of(),
                          List.of(),
                          InProcessGateway.ALLOW_ALL))));
      for (String each : List.of(reached, "127.0.0.1")) {
        try (Socket socket = new Socket(each, port)) {
          assertThat(socket.isConnected()).isTrue();
        }
      }
      if (!notReached.isEmpty()) {
        assertThatThrownBy(() -> new Socket(notReached, port).close())
            .isInstanceOf(ConnectException.class);
      }
    }
  }

  private static int portOf(ApplyReport report) {
    if (report.listeners().get("http") instanceof ListenerState.Bound bound) {
      return bound.address().getPort();
    }
    throw new AssertionError("not bound: " + report);
  }
}
