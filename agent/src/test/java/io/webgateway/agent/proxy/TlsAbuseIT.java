package io.webgateway.agent.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import io.webgateway.agent.proxy.fixture.ClientHello;
import io.webgateway.agent.proxy.fixture.InProcessGateway;
import io.webgateway.agent.proxy.fixture.RawClient;
import io.webgateway.agent.proxy.fixture.TestCertificates;
import io.webgateway.agent.proxy.transport.ConnectionLimits;
import io.webgateway.model.traffic.CompletionReason;
import io.webgateway.model.traffic.TrafficEvent;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/** ClientHellos that are cut up, too large, never come, or are none. */
class TlsAbuseIT {
  private static final int ALERT = 21;
  private static final int HANDSHAKE = 22;
  private static final ConnectionLimits HASTY =
      new ConnectionLimits(
          8 * 1024, 32 * 1024, 100, 16 * 1024, 16 * 1024, 400, 400, 400, 600, 200, 30_000, 64);

  private static InProcessGateway gateway() {
    InProcessGateway gateway = InProcessGateway.start(HASTY);
    gateway.with(TestCertificates.selfSigned("a.example")).apply();
    return gateway;
  }

  private static int firstByte(RawClient client) throws IOException {
    return client.socket().getInputStream().read();
  }

  private static CompletionReason onlyReason(InProcessGateway gateway) {
    TrafficEvent event = gateway.events().awaitCount(1).getFirst();
    assertThat(event).isInstanceOf(TrafficEvent.TlsRejection.class);
    return event.reason();
  }

  @Test
  void aHelloInOneRecordPerByteStillNamesItsServer() throws IOException {
    byte[] known = ClientHello.naming("a.example");
    byte[] unknown = ClientHello.naming("b.example");
    try (InProcessGateway gateway = gateway();
        RawClient good = RawClient.connect(gateway.httpsPort());
        RawClient bad = RawClient.connect(gateway.httpsPort())) {
      good.send(ClientHello.inRecordsOf(1, known));
      assertThat(firstByte(good)).isEqualTo(HANDSHAKE);
      bad.send(ClientHello.inRecordsOf(1, unknown));
      assertThat(firstByte(bad)).isEqualTo(ALERT);
    }
  }

  @Test
  void aHelloThatClaimsSixteenMebibytesIsRefusedAtOnce() throws IOException {
    try (InProcessGateway gateway = gateway();
        RawClient client = RawClient.connect(gateway.httpsPort())) {
      client.send(new byte[] {22, 3, 1, 0, 4, 1, (byte) 0xff, (byte) 0xff, (byte) 0xff});
      client.readAll();
      assertThat(onlyReason(gateway)).isEqualTo(CompletionReason.TLS_HANDSHAKE_FAILED);
    }
  }

  @Test
  void silenceAndHalfAHelloAreClosedInTime() throws IOException {
    byte[] hello = ClientHello.inRecordsOf(4096, ClientHello.naming("a.example"));
    try (InProcessGateway gateway = gateway();
        RawClient half = RawClient.connect(gateway.httpsPort());
        RawClient silent = RawClient.connect(gateway.httpsPort());
        RawClient unfinished = RawClient.connect(gateway.httpsPort())) {
      half.send(java.util.Arrays.copyOf(hello, hello.length / 2));
      unfinished.send(hello);
      half.readAll();
      silent.readAll();
      unfinished.readAll();
      gateway.events().awaitCount(3);
      assertThat(gateway.events().reasons()).containsOnly(CompletionReason.TLS_HANDSHAKE_TIMEOUT);
    }
  }

  @Test
  void whatIsNotTlsIsClosedWithoutAnAnswerInClear() throws IOException {
    try (InProcessGateway gateway = gateway();
        RawClient client = RawClient.connect(gateway.httpsPort())) {
      client.send("GET / HTTP/1.1\r\nHost: a.example\r\n\r\n");
      assertThat(client.readAll()).doesNotContain("HTTP/1.1");
      assertThat(onlyReason(gateway))
          .isIn(CompletionReason.TLS_NO_SERVER_NAME, CompletionReason.TLS_HANDSHAKE_FAILED);
    }
  }
}
