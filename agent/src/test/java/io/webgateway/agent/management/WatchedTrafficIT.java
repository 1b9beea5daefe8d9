package io.webgateway.agent.management;

import static io.webgateway.agent.management.ApiClient.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.webgateway.agent.proxy.ApplyReport;
import io.webgateway.agent.proxy.ProxyEngine;
import io.webgateway.agent.proxy.ProxySettings;
import io.webgateway.agent.proxy.fixture.InProcessGateway;
import io.webgateway.agent.proxy.listener.ListenerState;
import io.webgateway.agent.routing.Cluster;
import io.webgateway.agent.routing.ExchangeLimits;
import io.webgateway.agent.routing.HttpRoute;
import io.webgateway.agent.routing.Listener;
import io.webgateway.agent.routing.RouteInputs;
import io.webgateway.agent.routing.RouteTableCompiler;
import io.webgateway.agent.routing.policy.UpstreamProtocol;
import io.webgateway.agent.routing.policy.VisitorPolicy;
import io.webgateway.wire.SigningKey;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole way: a visitor of the real data plane is seen by watchers of the real API. */
class WatchedTrafficIT {
  private static final InetSocketAddress ANY_PORT =
      new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);

  @TempDir Path directory;
  private ManagementWorld world;
  private ApiClient client;
  private SigningKey owner;
  private HttpServer backend;
  private ProxyEngine engine;
  private int port;

  @BeforeEach
  void open() throws IOException {
    world = new ManagementWorld(directory);
    client = new ApiClient(world);
    owner = world.tenantWith("blog");
    backend = HttpServer.create(ANY_PORT, 0);
    backend.createContext(
        "/",
        exchange -> {
          byte[] body = "hello".getBytes(StandardCharsets.US_ASCII);
          exchange.sendResponseHeaders(200, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    backend.start();
    engine = ProxyEngine.start(ProxySettings.defaults(), world.traffic);
    port = apply();
  }

  private int apply() {
    HttpRoute route =
        new HttpRoute(
            "blog/web",
            owner.identity().value(),
            Set.of("blog.gw.example.org"),
            "/",
            VisitorPolicy.SERVE,
            new Cluster(
                "blog/web",
                UpstreamProtocol.DEFAULT,
                List.of(
                    new Cluster.Endpoint.Address("127.0.0.1", backend.getAddress().getPort(), 1))),
            ExchangeLimits.DEFAULT);
    ApplyReport report =
        engine.apply(
            RouteTableCompiler.compile(
                new RouteInputs(
                    1,
                    List.of(new Listener("http", ANY_PORT, Listener.Protocol.HTTP)),
                    List.of(route),
                    List.of(),
                    InProcessGateway.ALLOW_ALL)));
    if (report.listeners().get("http") instanceof ListenerState.Bound bound) {
      return bound.address().getPort();
    }
    throw new AssertionError("the listener is not bound");
  }

  @AfterEach
  void close() {
    engine.close();
    backend.stop(0);
    client.close();
    world.close();
  }

  private void visit(String host, String path) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      String head = "GET " + path + " HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n";
      socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
      socket.getInputStream().readAllBytes();
    }
  }

  private TrafficStreamReader stream(SigningKey watcher) throws IOException {
    String id =
        json(client
                .call("POST", "/v1/traffic/sessions")
                .as(watcher)
                .json(Map.of("filter", "method:GET"))
                .send())
            .path("id")
            .asString("");
    TrafficStreamReader stream =
        TrafficStreamReader.open(
            client, client.get("/v1/traffic/sessions/" + id + "/events").as(watcher));
    assertThat(stream.next().type()).isEqualTo("hello");
    return stream;
  }

  @Test
  void aVisitIsSeenByItsOwnerWholeAndByTheProviderWithoutWhatIsPrivate() throws Exception {
    visit("blog.gw.example.org", "/before");
    assertThat(world.traffic.published()).isZero();
    try (TrafficStreamReader own = stream(owner);
        TrafficStreamReader provider = stream(world.provider)) {
      visit("blog.gw.example.org", "/read?token=secret");
      visit("unknown.example", "/lost");
      String whole = own.next().data();
      assertThat(whole)
          .contains("\"path\":\"/read\"", "\"status\":200", "\"responseBytes\":5", "127.0.0.1:")
          .doesNotContain("secret");
      assertThat(provider.next().data())
          .contains("blog.gw.example.org", "\"status\":200", "\"path\":\"\"")
          .doesNotContain("/read", "127.0.0.1", "secret");
      assertThat(provider.next().data())
          .contains("unknown.example", "no-host", "\"clientAddress\":\"127.0.0.1\"")
          .doesNotContain("/lost");
    }
  }
}
