package io.webgateway.agent.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.webgateway.agent.observe.usage.UsageKey;
import io.webgateway.agent.observe.usage.UsageMeters;
import io.webgateway.agent.observe.usage.UsageTotals;
import io.webgateway.agent.proxy.fixture.Http2Client;
import io.webgateway.agent.proxy.fixture.InProcessGateway;
import io.webgateway.agent.proxy.fixture.MockUpstream;
import io.webgateway.agent.proxy.fixture.RawClient;
import io.webgateway.agent.proxy.fixture.TestCertificates;
import io.webgateway.agent.proxy.fixture.TunnelKind;
import io.webgateway.agent.proxy.fixture.UdpBackend;
import io.webgateway.agent.proxy.fixture.UdpClient;
import io.webgateway.agent.proxy.fixture.UdpGateway;
import io.webgateway.agent.routing.ExchangeLimits;
import java.io.IOException;
import java.time.Duration;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is counted of real traffic, broken off or not. */
class UsageIT {
  private static final String HOST = "a.example";

  /** What one test's workload has used so far. */
  private static final class Sum {
    private final UsageMeters meters;
    private UsageTotals totals = UsageTotals.NONE;

    Sum(InProcessGateway gateway) {
      this(gateway.engine().usage());
    }

    Sum(UsageMeters meters) {
      this.meters = meters;
    }

    UsageTotals now() {
      for (var entry : meters.take().entrySet()) {
        assertThat(entry.getKey().tenant()).startsWith("tenant-");
        totals = totals.plus(entry.getValue());
      }
      return totals;
    }

    UsageTotals until(Predicate<UsageTotals> enough) {
      await()
          .atMost(Duration.ofSeconds(10))
          .pollInterval(Duration.ofMillis(20))
          .until(() -> enough.test(now()));
      return totals;
    }
  }

  @Test
  void requestsBodiesAndConnectionsCount() throws IOException {
    try (MockUpstream backend = MockUpstream.answering("x".repeat(1_000));
        InProcessGateway gateway =
            InProcessGateway.start(InProcessGateway.route(HOST, backend.port()))) {
      Sum sum = new Sum(gateway);
      try (RawClient client = gateway.client()) {
        for (int i = 0; i < 3; i++) {
          client.send("POST / HTTP/1.1\r\nHost: a.example\r\nContent-Length: 7\r\n\r\n1234567");
          assertThat(client.read().status()).isEqualTo(200);
        }
        client.send("GET / HTTP/1.1\r\nHost: nobody.example\r\n\r\n");
        assertThat(client.read().status()).isEqualTo(404);
      }
      UsageTotals used = sum.until(totals -> totals.requests() == 3);
      assertThat(used.bytesIn()).isEqualTo(21);
      assertThat(used.bytesOut()).isEqualTo(3_000);
      assertThat(used.connections()).isEqualTo(1);
    }
  }

  @Test
  void streamsOfOneConnectionAreOneConnection() throws IOException {
    try (MockUpstream backend = MockUpstream.answering("fine");
        InProcessGateway gateway = InProcessGateway.start()) {
      gateway
          .with(TestCertificates.selfSigned(HOST))
          .apply(InProcessGateway.route(HOST, backend.port()));
      Sum sum = new Sum(gateway);
      try (Http2Client client = Http2Client.connect(gateway, HOST)) {
        for (int i = 0; i < 3; i++) {
          assertThat(client.awaitEnd(client.get(HOST, "/")).status()).isEqualTo(200);
        }
        assertThat(sum.until(totals -> totals.requests() == 3).connections()).isEqualTo(1);
      }
    }
  }

  @Test
  void anUploadThatIsBrokenOffCountsWhatItMoved() throws IOException {
    try (MockUpstream backend = MockUpstream.start(socket -> socket.stall());
        InProcessGateway gateway =
            InProcessGateway.start(InProcessGateway.route(HOST, backend.port()))) {
      Sum sum = new Sum(gateway);
      try (RawClient client = gateway.client()) {
        client.send("POST / HTTP/1.1\r\nHost: a.example\r\nContent-Length: 1000000\r\n\r\n");
        client.send(new byte[300_000]);
        assertThat(sum.until(totals -> totals.bytesIn() == 300_000).requests()).isEqualTo(1);
        client.reset();
      }
      gateway.events().awaitCount(1);
      assertThat(sum.now().bytesIn()).isEqualTo(300_000);
    }
  }

  @Test
  void anAnswerThatIsBrokenOffCountsWhatItMoved() throws IOException {
    try (MockUpstream backend =
            MockUpstream.start(
                socket -> {
                  socket.readRequest();
                  socket.send("HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\n");
                  socket.send(new byte[200_000]);
                  socket.reset();
                });
        InProcessGateway gateway =
            InProcessGateway.start(InProcessGateway.route(HOST, backend.port()));
        RawClient client = gateway.client()) {
      Sum sum = new Sum(gateway);
      client.send("GET / HTTP/1.1\r\nHost: a.example\r\n\r\n");
      long received = client.readAll().length();
      gateway.events().awaitCount(1);
      assertThat(sum.now().bytesOut()).isBetween(received - 1_000, 200_000L);
    }
  }

  @ParameterizedTest
  @EnumSource(TunnelKind.class)
  void tunnelsCountWhileTheyLive(TunnelKind kind) throws IOException {
    try (MockUpstream backend =
            kind.backend(
                socket -> {
                  while (true) {
                    int read = socket.in().read();
                    if (read < 0) {
                      return;
                    }
                    socket.send(new byte[] {(byte) read, (byte) read});
                  }
                });
        InProcessGateway gateway = InProcessGateway.start()) {
      kind.apply(gateway, ExchangeLimits.DEFAULT, backend.port());
      Sum sum = new Sum(gateway);
      try (RawClient client = kind.open(gateway)) {
        UsageTotals before = sum.until(totals -> totals.connections() == 1);
        client.send("12345");
        assertThat(client.socket().getInputStream().readNBytes(10)).hasSize(10);
        UsageTotals used =
            sum.until(totals -> totals.connectionMillis() > before.connectionMillis() + 100);
        assertThat(used.bytesIn() - before.bytesIn()).isEqualTo(5);
        assertThat(used.bytesOut() - before.bytesOut()).isEqualTo(10);
        assertThat(used.connections()).isEqualTo(1);
      }
      gateway.events().awaitCount(1);
    }
  }

  @Test
  void datagramsAndFlowsCountWhileTheyLast() throws IOException {
    try (UdpBackend backend = UdpBackend.echo();
        UdpGateway gateway = UdpGateway.start(UdpGateway.route(backend.port()));
        UdpClient one = UdpClient.to(gateway.port());
        UdpClient other = UdpClient.to(gateway.port())) {
      Sum sum = new Sum(gateway.usage());
      for (int i = 0; i < 3; i++) {
        assertThat(one.ask("12345")).isEqualTo("12345");
      }
      assertThat(other.ask("1234567")).isEqualTo("1234567");
      UsageTotals used = sum.until(totals -> totals.datagramsOut() == 4);
      assertThat(used.datagramsIn()).isEqualTo(4);
      assertThat(used.bytesIn()).isEqualTo(22);
      assertThat(used.bytesOut()).isEqualTo(22);
      assertThat(used.connections()).isEqualTo(2);
      gateway.apply();
      gateway.awaitFlows(2);
      assertThat(sum.now().connections()).as("counted once").isEqualTo(2);
      assertThat(sum.now().datagramsIn()).isEqualTo(4);
    }
  }

  @Test
  void aWorkloadThatIsGoneIsForgottenWithItsLastConnection() throws IOException {
    try (MockUpstream backend = MockUpstream.answering("fine");
        InProcessGateway gateway =
            InProcessGateway.start(InProcessGateway.route(HOST, backend.port()))) {
      UsageKey key = new UsageKey("shop/" + HOST, "tenant-a");
      Object counters = gateway.engine().usage().of(key);
      Sum sum = new Sum(gateway);
      try (RawClient client = gateway.client()) {
        client.send("GET / HTTP/1.1\r\nHost: a.example\r\n\r\n");
        assertThat(client.read().status()).isEqualTo(200);
        gateway.apply();
        sum.now();
        sum.now();
        assertThat(gateway.engine().usage().of(key)).isSameAs(counters);
      }
      await()
          .atMost(Duration.ofSeconds(10))
          .until(
              () -> {
                sum.now();
                return gateway.engine().usage().of(key) != counters;
              });
    }
  }
}
