package io.webgateway.agent.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.webgateway.agent.proxy.fixture.InProcessGateway;
import io.webgateway.agent.proxy.fixture.RawClient;
import io.webgateway.agent.proxy.fixture.ServerProcess;
import io.webgateway.agent.proxy.transport.TrustedPeers;
import io.webgateway.agent.routing.Cluster;
import io.webgateway.agent.routing.ExchangeLimits;
import io.webgateway.agent.routing.HttpRoute;
import io.webgateway.agent.routing.policy.StreamTls;
import io.webgateway.agent.routing.policy.UpstreamProtocol;
import io.webgateway.agent.routing.policy.VisitorPolicy;
import io.webgateway.model.name.IpPrefix;
import io.webgateway.model.traffic.TrafficEvent;
import io.webgateway.model.workload.policy.ProxyProtocol;
import io.webgateway.model.workload.policy.TrafficPolicy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A visitor's address and port on their whole way: a proxy in front of the gateway tells them, the
 * gateway tells them to a server behind it, and that server answers with what it was told.
 */
class ProxyProtocolPeersIT {
  private static final TrustedPeers LOOPBACK =
      TrustedPeers.of(List.of(IpPrefix.of("127.0.0.1/32")));

  @TempDir Path folder;

  /** What stands in front. */
  enum Front {
    HAPROXY_V2("haproxy", "send-proxy-v2 proxy-v2-options crc32c,unique-id"),
    HAPROXY_V1("haproxy", "send-proxy"),
    NGINX_V1("nginx", "");

    private final String command;
    private final String words;

    Front(String command, String words) {
      this.command = command;
      this.words = words;
    }

    ServerProcess start(Path folder, int gateway) throws IOException {
      int port = ServerProcess.freePort();
      String settings =
          this == NGINX_V1
              ? """
              load_module /usr/lib/nginx/modules/ngx_stream_module.so;
              daemon off; worker_processes 1; pid front.pid; error_log stderr;
              events { worker_connections 64; }
              stream {
                server { listen 127.0.0.1:%d; proxy_pass 127.0.0.1:%d; proxy_protocol on; }
              }
              """
                  .formatted(port, gateway)
              : """
              defaults
                mode tcp
                unique-id-format %%{+X}o\\ %%ci:%%cp
                timeout connect 5s
                timeout client 10s
                timeout server 10s
              listen front
                bind 127.0.0.1:%d
                server gateway 127.0.0.1:%d %s
              """
                  .formatted(port, gateway, words);
      return serve(command, folder, settings, port);
    }
  }

  /** What stands behind: answers with the address and port of whoever came, as it was told. */
  enum Behind {
    HAPROXY("haproxy"),
    NGINX("nginx");

    private final String command;

    Behind(String command) {
      this.command = command;
    }

    ServerProcess start(Path folder) throws IOException {
      int port = ServerProcess.freePort();
      String settings =
          this == NGINX
              ? """
              daemon off; worker_processes 1; pid behind.pid; error_log stderr;
              events { worker_connections 64; }
              http {
                access_log off; client_body_temp_path a; proxy_temp_path b; fastcgi_temp_path c;
                uwsgi_temp_path d; scgi_temp_path e;
                server {
                  listen 127.0.0.1:%d proxy_protocol;
                  location / { return 200 "$proxy_protocol_addr $proxy_protocol_port"; }
                }
              }
              """
                  .formatted(port)
              : """
              defaults
                mode http
                timeout connect 5s
                timeout client 10s
                timeout server 10s
              frontend behind
                bind 127.0.0.1:%d accept-proxy
                http-request return status 200 content-type text/plain lf-string "%%[src] %%[src_port]"
              """
                  .formatted(port);
      return serve(command, folder, settings, port);
    }
  }

  private static ServerProcess serve(String command, Path folder, String settings, int port)
      throws IOException {
    Files.createDirectories(folder);
    String file = Files.writeString(folder.resolve("settings"), settings).toString();
    return ServerProcess.start(
        command.equals("nginx")
            ? List.of("/usr/sbin/nginx", "-p", folder.toString(), "-e", "stderr", "-c", file)
            : List.of("/usr/sbin/haproxy", "-db", "-f", file),
        folder,
        port);
  }

  static Stream<Arguments> peers() {
    Stream<Arguments> quick =
        Stream.of(
            Arguments.of(Front.HAPROXY_V2, Behind.NGINX, ProxyProtocol.V2),
            Arguments.of(Front.HAPROXY_V1, Behind.HAPROXY, ProxyProtocol.V1));
    Stream<Arguments> more =
        Stream.of(
            Arguments.of(Front.HAPROXY_V2, Behind.HAPROXY, ProxyProtocol.V2),
            Arguments.of(Front.HAPROXY_V1, Behind.NGINX, ProxyProtocol.V1),
            Arguments.of(Front.NGINX_V1, Behind.HAPROXY, ProxyProtocol.V2),
            Arguments.of(Front.NGINX_V1, Behind.NGINX, ProxyProtocol.V1));
    return "1".equals(System.getenv("WEBGW_TEST_ALL")) ? Stream.concat(quick, more) : quick;
  }

  @ParameterizedTest
  @MethodSource("peers")
  void aVisitorsAddressArrivesAtTheServer(Front front, Behind behind, ProxyProtocol version)
      throws IOException {
    for (String command : List.of(front.command, behind.command)) {
      assumeTrue(Files.isExecutable(Path.of("/usr/sbin", command)), command + " is not installed");
    }
    assumeTrue(
        front != Front.NGINX_V1
            || Files.exists(Path.of("/usr/lib/nginx/modules/ngx_stream_module.so")),
        "nginx has no stream module");
    try (ServerProcess server = behind.start(folder.resolve("behind"));
        InProcessGateway gateway = InProcessGateway.start(LOOPBACK)) {
      Cluster cluster =
          new Cluster(
              "shop/1",
              UpstreamProtocol.DEFAULT,
              TrafficPolicy.UNCHECKED.with(version),
              List.of(new Cluster.Endpoint.Address("127.0.0.1", server.port(), 1)));
      gateway
          .withPorts(
              InProcessGateway.tcp(
                  "db/1", new StreamTls.Untouched(), ExchangeLimits.DEFAULT, cluster))
          .apply(
              new HttpRoute(
                  "shop/1",
                  "tenant-a",
                  Set.of("a.example"),
                  "/",
                  VisitorPolicy.SERVE,
                  cluster,
                  ExchangeLimits.DEFAULT));
      for (int port : List.of(gateway.httpPort(), gateway.port("tcp/1"))) {
        try (ServerProcess proxy = front.start(folder.resolve("front" + port), port);
            RawClient client = RawClient.connect(proxy.port())) {
          String own = "127.0.0.1 " + client.socket().getLocalPort();
          client.send("GET / HTTP/1.1\r\nHost: a.example\r\n\r\n");
          assertThat(client.read().body()).isEqualTo(own);
          client.send("GET / HTTP/1.1\r\nHost: a.example\r\n\r\n");
          assertThat(client.read().body()).isEqualTo(own);
        }
      }
      assertThat(gateway.events().awaitCount(3))
          .extracting(TrafficEvent::clientAddress)
          .containsOnly("127.0.0.1");
    }
  }
}
