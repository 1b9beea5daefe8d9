package io.webgateway.agent.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.webgateway.agent.proxy.fixture.InProcessGateway;
import io.webgateway.agent.proxy.fixture.MockUpstream;
import io.webgateway.agent.proxy.fixture.OpenSslClient;
import io.webgateway.agent.proxy.fixture.OpenSslClient.Report;
import io.webgateway.agent.proxy.fixture.RawClient;
import io.webgateway.agent.proxy.fixture.RawResponse;
import io.webgateway.agent.proxy.fixture.TestCertificates;
import io.webgateway.agent.proxy.fixture.VisitorAuthority;
import io.webgateway.agent.proxy.fixture.VisitorAuthority.Visitor;
import io.webgateway.agent.routing.HttpRoute;
import io.webgateway.agent.routing.policy.ClientCertificates;
import io.webgateway.agent.routing.policy.TlsPolicy;
import io.webgateway.agent.routing.policy.TlsVersion;
import io.webgateway.agent.routing.policy.VisitorPolicy;
import io.webgateway.agent.routing.policy.VisitorPolicy.PlainHttp;
import io.webgateway.model.traffic.CompletionReason;
import java.io.IOException;
import java.nio.file.Path;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Visitors with certificates of their own, and those who should have one. */
class VisitorCertificateIT {
  private static final VisitorAuthority AUTHORITY = VisitorAuthority.root("Clients");
  private static final TlsPolicy REQUIRED =
      new TlsPolicy(
          TlsVersion.TLS_1_2, new ClientCertificates.Required(List.of(AUTHORITY.certificate())));
  private static final TlsPolicy OPTIONAL =
      new TlsPolicy(
          TlsVersion.TLS_1_2, new ClientCertificates.Optional(List.of(AUTHORITY.certificate())));

  @TempDir private Path folder;
  private final MockUpstream backend = MockUpstream.answering("hello");
  private final InProcessGateway gateway = InProcessGateway.start();

  @BeforeEach
  void serve() {
    assumeTrue(OpenSslClient.isInstalled(), "openssl is not installed");
    gateway.with(
        TestCertificates.selfSigned(
            "mtls.example", "open.example", "maybe.example", "twin.example"));
    gateway.apply(
        route("mtls.example", REQUIRED),
        route("twin.example", REQUIRED),
        route("maybe.example", OPTIONAL),
        route("open.example", TlsPolicy.DEFAULT));
  }

  @AfterEach
  void end() {
    gateway.close();
    backend.close();
  }

  private HttpRoute route(String host, TlsPolicy tls) {
    return InProcessGateway.route(
        "w/" + host, host, "/", new VisitorPolicy(PlainHttp.SERVE, tls, ""), backend.port());
  }

  private OpenSslClient client() {
    return new OpenSslClient(gateway.httpsPort());
  }

  private Report askWith(Visitor visitor, String version, String host) {
    String pem = visitor.writePem(folder).toString();
    return client().ask(host, version, "-cert", pem, "-key", pem, "-cert_chain", pem);
  }

  private static String item(X509Certificate certificate) throws CertificateEncodingException {
    return ":" + Base64.getEncoder().encodeToString(certificate.getEncoded()) + ":";
  }

  @ParameterizedTest
  @ValueSource(strings = {"-tls1_2", "-tls1_3"})
  void aVerifiedVisitorComesInAndTheBackendLearnsWhoItIs(String version) throws Exception {
    Visitor ann = AUTHORITY.intermediate("Team").issue("ann");

    Report report = askWith(ann, version, "mtls.example");
    assertThat(report.status()).as(report.text()).isEqualTo(200);

    RawResponse seen = backend.requests().getFirst();
    assertThat(seen.values("client-cert")).containsExactly(item(ann.chain().get(0)));
    assertThat(seen.values("client-cert-chain")).containsExactly(item(ann.chain().get(1)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"-tls1_2", "-tls1_3"})
  void whoMayNotComeInIsNeverServedAndGetsNothingToComeBackWith(String version) throws Exception {
    VisitorAuthority strangers = VisitorAuthority.root("Clients");
    List<Visitor> wrong =
        List.of(
            strangers.issue("eve"),
            AUTHORITY.issue("server", List.of(KeyPurposeId.id_kp_serverAuth), tomorrow()),
            AUTHORITY.issue("late", VisitorAuthority.CLIENT, Instant.now().minusSeconds(60)));
    for (Visitor visitor : wrong) {
      String pem = visitor.writePem(folder).toString();
      isNeverServed(version, "-cert", pem, "-key", pem);
    }
    isNeverServed(version);
    assertThat(backend.requests()).isEmpty();
  }

  /** With TLS 1.3 the client believes in the connection until it hears otherwise. */
  private void isNeverServed(String version, String... certificate) {
    Path session = folder.resolve("session");
    List<String> options = new ArrayList<>(List.of(version, "-sess_out", session.toString()));
    options.addAll(List.of(certificate));
    Report report = client().ask("mtls.example", options.toArray(String[]::new));
    gateway.events().awaitCount(1);
    assertThat(report.status()).isZero();
    assertThat(report.text()).contains("alert");
    assertThat(gateway.events().reasons()).containsOnly(CompletionReason.TLS_CLIENT_CERTIFICATE);
    assertThat(session).doesNotExist();
    gateway.events().clear();
  }

  private static Instant tomorrow() {
    return Instant.now().plus(Duration.ofDays(1));
  }

  @Test
  void whereItIsOptionalOneComesInWithoutButNotWithAWrongOne() throws Exception {
    assertThat(client().ask("maybe.example").status()).isEqualTo(200);
    assertThat(backend.requests().getFirst().values("client-cert")).isEmpty();

    Report wrong =
        askWith(VisitorAuthority.root("Clients").issue("eve"), "-tls1_3", "maybe.example");
    assertThat(wrong.status()).isZero();

    Visitor ann = AUTHORITY.issue("ann");
    assertThat(askWith(ann, "-tls1_3", "maybe.example").status()).isEqualTo(200);
    RawResponse seen = backend.requests().getLast();
    assertThat(seen.values("client-cert")).containsExactly(item(ann.chain().getFirst()));
    assertThat(seen.values("client-cert-chain")).isEmpty();
  }

  @Test
  void nobodyCanClaimToHaveACertificate() throws IOException {
    try (RawClient tls = gateway.tlsClient("open.example");
        RawClient clear = gateway.client()) {
      for (RawClient client : List.of(tls, clear)) {
        client.send(
            """
            GET / HTTP/1.1
            Host: open.example
            Client-Cert: :AAAA:
            client_cert: :AAAA:
            CLIENT-CERT-CHAIN: :AAAA:
            client-cert_chain: :AAAA:
            Connection: Client-Cert

            """
                .replace("\n", "\r\n"));
        assertThat(client.read().status()).isEqualTo(200);
      }
    }
    assertThat(backend.requests()).hasSize(2);
    for (RawResponse seen : backend.requests()) {
      assertThat(String.join("\n", seen.fields()).toLowerCase(Locale.ROOT))
          .doesNotContain("client-cert")
          .doesNotContain("client_cert")
          .doesNotContain("aaaa");
    }
  }

  @Test
  void aConnectionForAnotherPolicyIsMisdirected() throws Exception {
    try (RawClient client = gateway.tlsClient("open.example")) {
      for (String host : List.of("mtls.example", "MTLS.example.", "maybe.example")) {
        client.send("GET / HTTP/1.1\r\nHost: " + host + "\r\n\r\n");
        assertThat(client.read().status()).as(host).isEqualTo(421);
      }
    }
    Visitor ann = AUTHORITY.issue("ann");
    String pem = ann.writePem(folder).toString();
    String[] options = {"-cert", pem, "-key", pem};
    assertThat(client().askFor("mtls.example", "open.example", options).status()).isEqualTo(421);
    assertThat(client().askFor("mtls.example", "twin.example", options).status()).isEqualTo(200);
  }

  @Test
  void inClearNothingIsServedWhereACertificateIsRequired() throws IOException {
    try (RawClient client = gateway.client()) {
      client.send("GET / HTTP/1.1\r\nHost: mtls.example\r\n\r\n");
      assertThat(client.read().status()).isEqualTo(308);
    }
  }

  @Test
  void aConnectionThatWasOpenBeforeACertificateWasRequiredIsNotServedAfter() throws IOException {
    try (RawClient client = gateway.tlsClient("open.example")) {
      client.send("GET / HTTP/1.1\r\nHost: open.example\r\n\r\n");
      assertThat(client.read().status()).isEqualTo(200);
      gateway.apply(route("open.example", REQUIRED));
      // It is told to make another handshake, instead of being refused for as long as it lives.
      assertThat(client.readAll()).isEmpty();
    }
  }

  @Test
  void aSessionIsResumedOnlyWhileItsCertificateIsGood() throws Exception {
    Instant until = Instant.now().plusSeconds(4);
    Visitor ann = AUTHORITY.issue("ann", VisitorAuthority.CLIENT, until);
    String session = folder.resolve("session").toString();
    String pem = ann.writePem(folder).toString();
    Report first =
        client().ask("mtls.example", "-tls1_2", "-cert", pem, "-key", pem, "-sess_out", session);
    assertThat(first.status()).isEqualTo(200);
    Report again = client().ask("mtls.example", "-tls1_2", "-sess_in", session);
    assertThat(again.resumed()).isTrue();
    assertThat(again.status()).isEqualTo(200);
    assertThat(backend.requests().getLast().values("client-cert"))
        .containsExactly(item(ann.chain().getFirst()));

    await().until(() -> Instant.now().isAfter(until.plusSeconds(1)));
    gateway.events().clear();
    assertThat(client().ask("mtls.example", "-tls1_2", "-sess_in", session).status()).isZero();
    gateway.events().awaitCount(1);
    assertThat(gateway.events().reasons()).containsOnly(CompletionReason.TLS_CLIENT_CERTIFICATE);
  }
}
