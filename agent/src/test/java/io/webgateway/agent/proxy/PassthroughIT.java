package io.webgateway.agent.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.webgateway.agent.proxy.fixture.ClientHello;
import io.webgateway.agent.proxy.fixture.InProcessGateway;
import io.webgateway.agent.proxy.fixture.MockUpstream;
import io.webgateway.agent.proxy.fixture.RawClient;
import io.webgateway.agent.proxy.fixture.TestCertificates;
import io.webgateway.agent.proxy.fixture.TlsEcho;
import io.webgateway.agent.proxy.transport.ConnectionLimits;
import io.webgateway.agent.routing.BackendPolicy;
import io.webgateway.agent.routing.Cluster;
import io.webgateway.agent.routing.ExchangeLimits;
import io.webgateway.agent.routing.PassthroughRoute;
import io.webgateway.agent.routing.ServerCertificate;
import io.webgateway.agent.routing.policy.UpstreamProtocol;
import io.webgateway.model.traffic.CompletionReason;
import io.webgateway.model.traffic.TrafficEvent;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** TLS connections that are passed through by their server name. */
class PassthroughIT {
  private static final ConnectionLimits HASTY =
      new ConnectionLimits(
          8 * 1024, 32 * 1024, 100, 16 * 1024, 16 * 1024, 400, 400, 400, 600, 200, 30_000, 64);
  private static final int HANDSHAKE = 22;

  private static PassthroughRoute route(int... ports) {
    return InProcessGateway.passthrough(
        "safe/vault", "vault.example", ExchangeLimits.DEFAULT, ports);
  }

  private static byte[] hello(String serverName) {
    return ClientHello.inRecordsOf(4096, ClientHello.naming(serverName));
  }

  private static TrafficEvent.StreamConnection only(InProcessGateway gateway) {
    return (TrafficEvent.StreamConnection) gateway.events().awaitCount(1).getFirst();
  }

  @Test
  void theVisitorSeesTheBackendsOwnCertificateBesideHostsThatEndHere() throws IOException {
    ServerCertificate vaults = TestCertificates.selfSigned("vault.example");
    ServerCertificate ours = TestCertificates.selfSigned("*.example");
    try (TlsEcho vault = TlsEcho.start(vaults);
        MockUpstream shop = MockUpstream.answering("shop");
        InProcessGateway gateway = InProcessGateway.start()) {
      gateway
          .with(ours)
          .apply(route(vault.port()), InProcessGateway.route("shop.example", shop.port()));

      try (SSLSocket socket = gateway.tlsSocket("Vault.Example")) {
        assertThat(socket.getSession().getPeerCertificates()[0])
            .isEqualTo(vaults.chain().getFirst());
        socket.getOutputStream().write("secret".getBytes(StandardCharsets.US_ASCII));
        assertThat(socket.getInputStream().readNBytes(6))
            .isEqualTo("secret".getBytes(StandardCharsets.US_ASCII));
      }
      TrafficEvent.StreamConnection event = only(gateway);
      assertThat(event.reason()).isEqualTo(CompletionReason.COMPLETED);
      assertThat(event.serverName()).isEqualTo("vault.example");
      assertThat(event.workload()).isEqualTo("safe/vault");
      assertThat(event.tenant()).isEqualTo("tenant-a");
      assertThat(event.clientAddress()).isEqualTo("127.0.0.1");
      assertThat(event.endpoint()).isEqualTo("127.0.0.1:" + vault.port());
      assertThat(event.clientBytes()).isGreaterThan(hello("vault.example").length);
      assertThat(event.backendBytes()).isGreaterThan(500);

      try (SSLSocket socket = gateway.tlsSocket("shop.example")) {
        assertThat(socket.getSession().getPeerCertificates()[0]).isEqualTo(ours.chain().getFirst());
        RawClient client = new RawClient(socket);
        client.send("GET / HTTP/1.1\r\nHost: shop.example\r\n\r\n");
        assertThat(client.read().body()).isEqualTo("shop");
        client.send("GET / HTTP/1.1\r\nHost: vault.example\r\n\r\n");
        assertThat(client.read().status()).isEqualTo(421);
      }
      try (RawClient client = gateway.client()) {
        client.send("GET / HTTP/1.1\r\nHost: vault.example\r\n\r\n");
        assertThat(client.read().status()).as("in clear it is nobody's host").isEqualTo(404);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 7, 4096})
  void aHelloCutIntoRecordsAndPiecesArrivesAsItWasSent(int recordBytes) throws IOException {
    byte[] hello = ClientHello.inRecordsOf(recordBytes, ClientHello.naming("vault.example"));
    AtomicReference<byte[]> seen = new AtomicReference<>(new byte[0]);
    try (MockUpstream backend =
            MockUpstream.start(socket -> seen.set(socket.in().readNBytes(hello.length + 5)));
        InProcessGateway gateway = InProcessGateway.start(route(backend.port()));
        RawClient client = RawClient.connect(gateway.httpsPort())) {
      for (int from = 0; from < hello.length; from += 100) {
        client.send(Arrays.copyOfRange(hello, from, Math.min(from + 100, hello.length)));
      }
      client.send("after");
      assertThat(client.readAll()).isEmpty();
      assertThat(seen.get())
          .startsWith(hello)
          .endsWith("after".getBytes(StandardCharsets.US_ASCII));
      assertThat(seen.get()).hasSize(hello.length + 5);
    }
  }

  @Test
  void aHelloThatIsTooLargeTooSlowOrNamesNobodyReachesNoBackend() throws IOException {
    byte[] good = hello("vault.example");
    try (MockUpstream backend = MockUpstream.start(socket -> socket.stall());
        InProcessGateway gateway = InProcessGateway.start(HASTY, route(backend.port()));
        RawClient large = RawClient.connect(gateway.httpsPort());
        RawClient slow = RawClient.connect(gateway.httpsPort())) {
      large.send(new byte[] {22, 3, 1, 0, 4, 1, (byte) 0xff, (byte) 0xff, (byte) 0xff});
      large.readAll();
      slow.send(Arrays.copyOf(good, good.length - 1));
      slow.readAll();
      for (String stranger : List.of("other.example", "a.vault.example")) {
        try (RawClient client = RawClient.connect(gateway.httpsPort())) {
          assertThat(client.send(hello(stranger)).socket().getInputStream().read())
              .as("an alert")
              .isEqualTo(21);
        }
      }
      gateway.events().awaitCount(4);
      assertThat(gateway.events().reasons())
          .contains(
              CompletionReason.TLS_HANDSHAKE_FAILED,
              CompletionReason.TLS_HANDSHAKE_TIMEOUT,
              CompletionReason.TLS_UNKNOWN_SERVER_NAME)
          .hasSize(4);
      assertThat(gateway.events().all()).hasOnlyElementsOfType(TrafficEvent.TlsRejection.class);
      assertThat(backend.connections()).isZero();
    }
  }

  @Test
  void aBackendThatThePolicyRefusesIsNeverConnectedTo() throws IOException {
    try (MockUpstream backend = MockUpstream.start(socket -> socket.stall());
        InProcessGateway gateway = InProcessGateway.start()) {
      gateway.with((address, port) -> new BackendPolicy.Verdict.Refused("loopback", "no"));
      gateway.apply(route(backend.port()));
      try (RawClient client = RawClient.connect(gateway.httpsPort())) {
        assertThat(client.send(hello("vault.example")).readAll()).isEmpty();
      }
      assertThat(only(gateway).reason()).isEqualTo(CompletionReason.REFUSED_BY_POLICY);
      assertThat(gateway.engine().counters().completions())
          .containsEntry(CompletionReason.REFUSED_BY_POLICY, 1L);
      assertThat(backend.connections()).isZero();
    }
  }

  @Test
  void everyEndpointIsTriedBeforeAByteIsSent() throws IOException {
    byte[] hello = hello("vault.example");
    try (MockUpstream first = MockUpstream.start(socket -> socket.stall());
        MockUpstream second = MockUpstream.start(socket -> socket.stall());
        MockUpstream alive =
            MockUpstream.start(socket -> socket.send(socket.in().readNBytes(hello.length)))) {
      first.kill();
      second.kill();
      try (InProcessGateway gateway =
          InProcessGateway.start(route(first.port(), second.port(), alive.port()))) {
        for (int round = 0; round < 6; round++) {
          try (RawClient client = RawClient.connect(gateway.httpsPort())) {
            assertThat(client.send(hello).socket().getInputStream().read()).isEqualTo(HANDSHAKE);
          }
        }
        gateway.events().awaitCount(6);
        gateway.events().clear();
        alive.kill();
        try (RawClient client = RawClient.connect(gateway.httpsPort())) {
          assertThat(client.send(hello).readAll()).isEmpty();
        }
        assertThat(only(gateway).reason()).isEqualTo(CompletionReason.CONNECT_FAILED);
        assertThat(only(gateway).clientBytes()).isEqualTo(hello.length);
      }
    }
  }

  @Test
  void aNameWithoutAddressIsSaid() throws IOException {
    PassthroughRoute route =
        new PassthroughRoute(
            "safe/vault",
            "t",
            Set.of("vault.example"),
            new Cluster(
                "c",
                UpstreamProtocol.DEFAULT,
                List.of(new Cluster.Endpoint.Address("nobody.invalid", 443, 1))),
            ExchangeLimits.DEFAULT);
    try (InProcessGateway gateway = InProcessGateway.start(route);
        RawClient client = RawClient.connect(gateway.httpsPort())) {
      assertThat(client.send(hello("vault.example")).readAll()).isEmpty();
      assertThat(only(gateway).reason()).isEqualTo(CompletionReason.NAME_NOT_RESOLVED);
      assertThat(only(gateway).endpoint()).isEqualTo("nobody.invalid:443");
    }
  }

  @Test
  void aVisitorThatLeavesWhileABackendIsSoughtIsCountedOnce() throws IOException {
    // An address of TEST-NET-1 takes no connection and refuses none.
    PassthroughRoute route =
        new PassthroughRoute(
            "safe/vault",
            "t",
            Set.of("vault.example"),
            new Cluster(
                "c",
                UpstreamProtocol.DEFAULT,
                List.of(new Cluster.Endpoint.Address("192.0.2.1", 9, 1))),
            ExchangeLimits.of(1_000, 1_000, 1_000));
    try (InProcessGateway gateway = InProcessGateway.start(route)) {
      RawClient.connect(gateway.httpsPort()).send(hello("vault.example")).reset();
      gateway.events().awaitCount(1);
      await().until(() -> gateway.engine().counters().openConnections() == 0);
      gateway.stop();
      // Where the network refuses at once, the refusal may win the race.
      assertThat(gateway.events().reasons())
          .hasSize(1)
          .containsAnyOf(CompletionReason.CLIENT_ABORTED, CompletionReason.CONNECT_FAILED);
    }
  }
}
