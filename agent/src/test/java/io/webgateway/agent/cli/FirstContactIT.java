package io.webgateway.agent.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.webgateway.agent.certificate.ManagementTlsIdentity;
import io.webgateway.client.Call;
import io.webgateway.client.FirstContact;
import io.webgateway.client.TlsTransport;
import io.webgateway.client.UnreachableException;
import io.webgateway.client.UntrustedException;
import io.webgateway.model.identity.IdentityId;
import io.webgateway.model.ledger.AcceptedRecord;
import io.webgateway.model.ledger.LedgerRecord;
import io.webgateway.model.ledger.Receipt;
import io.webgateway.model.ledger.RecordKey;
import io.webgateway.model.ledger.SignedRecord;
import io.webgateway.model.ledger.Signer;
import io.webgateway.wire.DecryptionKey;
import io.webgateway.wire.NodeProof;
import io.webgateway.wire.ReceiptCodec;
import io.webgateway.wire.RecordCodec;
import io.webgateway.wire.SigningKey;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A client that knows a node's id alone meets a TLS server that may be anybody. */
class FirstContactIT {
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

  @TempDir Path folder;
  private final SigningKey node = SigningKey.generate();
  private final SigningKey provider = SigningKey.generate();
  private final AtomicReference<String> answer = new AtomicReference<>("");
  private final AtomicInteger calls = new AtomicInteger();
  private Optional<ManagementTlsIdentity> tls = Optional.empty();
  private Optional<HttpsServer> server = Optional.empty();

  @BeforeEach
  void aServer() throws IOException {
    ManagementTlsIdentity identity =
        ManagementTlsIdentity.openOrCreate(folder, InstantSource.system(), new SecureRandom());
    HttpsServer https =
        HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    https.setHttpsConfigurator(new HttpsConfigurator(identity.sslContext()));
    https.createContext(
        "/",
        exchange -> {
          calls.incrementAndGet();
          byte[] body = answer.get().getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(body.length == 0 ? 404 : 200, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    https.start();
    tls = Optional.of(identity);
    server = Optional.of(https);
  }

  @AfterEach
  void stop() {
    server.ifPresent(https -> https.stop(0));
  }

  private URI url() {
    int port = server.orElseThrow().getAddress().getPort();
    return URI.create("https://127.0.0.1:" + port);
  }

  private String pin() {
    return tls.orElseThrow().pin();
  }

  private String record(SigningKey signedBy, IdentityId named, String tlsPin) {
    NodeProof proof =
        new NodeProof(
            "ledger",
            provider.identity(),
            "gw.example.org",
            signedBy.publicKey(),
            DecryptionKey.generate().publicKey(),
            tlsPin,
            List.of());
    LedgerRecord record =
        new LedgerRecord(
            "ledger",
            RecordKey.node(named),
            1,
            Optional.empty(),
            new Signer(provider.identity(), 1),
            proof.body(proof.sign(signedBy)));
    SignedRecord signed = RecordCodec.sign(record, provider);
    Receipt receipt = new Receipt("ledger", signed.key(), 1, signed.hash(), NOW);
    return ReceiptCodec.pair(new AcceptedRecord(signed, ReceiptCodec.sign(receipt, provider)));
  }

  @Test
  void theKeyThatTheNodeSignedIsPinned() throws IOException {
    answer.set(record(node, node.identity(), pin()));
    String pinned = FirstContact.pin(url(), node.identity());
    assertThat(pinned).isEqualTo(pin());
    try (TlsTransport transport = TlsTransport.pinned(url(), pinned)) {
      assertThat(transport.send(Call.get("/")).status()).isEqualTo(200);
    }
  }

  @Test
  void aNodeRecordThatNamesAnotherTlsKeyIsRefused() {
    answer.set(record(node, node.identity(), SigningKey.generate().keyId()));
    assertThatThrownBy(() -> FirstContact.pin(url(), node.identity()))
        .isInstanceOf(UntrustedException.class)
        .hasMessageContaining("another TLS key");
  }

  @Test
  void aProofByAnotherKeyThanTheNodesIsRefused() {
    SigningKey impostor = SigningKey.generate();
    answer.set(record(impostor, node.identity(), pin()));
    assertThatThrownBy(() -> FirstContact.pin(url(), node.identity()))
        .isInstanceOf(UntrustedException.class)
        .hasMessageContaining("another node");
  }

  @Test
  void aServerThatKnowsNoSuchNodeIsRefused() {
    assertThatThrownBy(() -> FirstContact.pin(url(), node.identity()))
        .isInstanceOf(UntrustedException.class)
        .hasMessageContaining("knows no node");
  }

  @Test
  void whatIsNoRecordIsRefused() {
    answer.set("hello");
    assertThatThrownBy(() -> FirstContact.pin(url(), node.identity()))
        .isInstanceOf(UntrustedException.class);
  }

  @Test
  void aPinnedClientSendsNothingToAnotherKey() {
    answer.set("hello");
    try (TlsTransport transport = TlsTransport.pinned(url(), SigningKey.generate().keyId())) {
      assertThatThrownBy(() -> transport.send(Call.get("/secret")))
          .isInstanceOf(UntrustedException.class)
          .hasMessageContaining("another TLS key");
    }
    assertThat(calls).hasValue(0);
  }

  @Test
  void aClosedPortIsUnreachable() {
    URI url = url();
    stop();
    assertThatThrownBy(() -> FirstContact.pin(url, node.identity()))
        .isInstanceOf(UnreachableException.class);
  }
}
