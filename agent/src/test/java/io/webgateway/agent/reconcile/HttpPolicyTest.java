package io.webgateway.agent.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import io.webgateway.agent.routing.policy.ClientCertificates;
import io.webgateway.agent.routing.policy.TlsVersion;
import io.webgateway.agent.routing.policy.UpstreamProtocol;
import io.webgateway.agent.routing.policy.UpstreamTls;
import io.webgateway.agent.routing.policy.VisitorPolicy;
import io.webgateway.model.identity.IdentityId;
import io.webgateway.model.workload.Backend;
import io.webgateway.model.workload.BackendProtocol;
import io.webgateway.model.workload.BackendTls;
import io.webgateway.model.workload.ClientCertificatePolicy;
import io.webgateway.model.workload.HttpSettings;
import io.webgateway.model.workload.PlainHttpPolicy;
import io.webgateway.model.workload.PublicPart;
import io.webgateway.model.workload.SealedPart;
import io.webgateway.model.workload.Timeouts;
import io.webgateway.model.workload.VisitorTls;
import io.webgateway.model.workload.WorkloadParts;
import io.webgateway.rules.Refusal;
import io.webgateway.wire.SigningKey;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class HttpPolicyTest {
  private static final IdentityId OWNER = SigningKey.generate().identity();
  private static final String PIN = "pOM/iyIFTmHtpdS1JYt5AyihuAJK+64uNs8jdMXGMuY=";

  @Test
  void theUsualIsTheUsualOfTheDataPlane() {
    HttpPolicy policy = HttpPolicy.of(HttpSettings.DEFAULT);
    assertThat(policy.visitors()).isEqualTo(VisitorPolicy.REDIRECT);
    assertThat(policy.upstream()).isEqualTo(UpstreamProtocol.DEFAULT);
    assertThat(HttpPolicy.of(HttpSettings.of(PlainHttpPolicy.SERVE)).visitors())
        .isEqualTo(VisitorPolicy.SERVE);
    assertThat(
            HttpPolicy.of(HttpSettings.of(PlainHttpPolicy.PASS_ACME))
                .visitors()
                .redirectsInClear("/.well-known/acme-challenge/x"))
        .isFalse();
  }

  @Test
  void whatIsAskedOfVisitorsIsReadOut() {
    VisitorPolicy visitors =
        HttpPolicy.of(
                visitors(
                    new ClientCertificatePolicy.Required(PemSamples.AUTHORITY),
                    new VisitorTls.Hsts(300, true)))
            .visitors();
    assertThat(visitors.tls().minVersion()).isEqualTo(TlsVersion.TLS_1_3);
    assertThat(visitors.strictTransportSecurity()).isEqualTo("max-age=300; includeSubDomains");
    assertThat(visitors.tls().clientCertificates())
        .isInstanceOfSatisfying(
            ClientCertificates.Required.class,
            required -> assertThat(subjects(required.authorities())).hasSize(1));
    assertThat(
            HttpPolicy.of(
                    visitors(
                        new ClientCertificatePolicy.Optional(PemSamples.AUTHORITY),
                        VisitorTls.Hsts.OFF))
                .visitors()
                .tls()
                .clientCertificates())
        .isInstanceOf(ClientCertificates.Optional.class);
  }

  @Test
  void whatIsSpokenWithBackendsIsReadOutAndItsKeyNotPrinted() {
    UpstreamProtocol upstream =
        HttpPolicy.of(
                backend(
                    new BackendTls.Trust.Authorities(PemSamples.AUTHORITY),
                    Optional.of(
                        new BackendTls.Credential(
                            PemSamples.CLIENT + PemSamples.AUTHORITY,
                            new BackendTls.Key.Written(PemSamples.CLIENT_KEY)))))
            .upstream();
    assertThat(upstream.http()).isEqualTo(UpstreamProtocol.HttpVersion.HTTP_2);
    assertThat(upstream.tls())
        .isInstanceOfSatisfying(
            UpstreamTls.On.class,
            on -> {
              assertThat(on.serverName()).isEqualTo("inner.example.org");
              assertThat(on.trust()).isInstanceOf(UpstreamTls.Trust.Authorities.class);
              assertThat(subjects(on.client().orElseThrow().chain()))
                  .containsExactly("CN=Sample client", "CN=Sample authority");
              assertThat(on.client().orElseThrow().key().getAlgorithm()).isEqualTo("EC");
            });
    assertThat(upstream.toString()).doesNotContain("PrivateKey");
  }

  @Test
  void pinsAreReadOut() {
    UpstreamProtocol upstream =
        HttpPolicy.of(backend(new BackendTls.Trust.Pins(List.of(PIN)), Optional.empty()))
            .upstream();
    assertThat(((UpstreamTls.On) upstream.tls()).trust())
        .isEqualTo(new UpstreamTls.Trust.PinnedKeys(Set.of(PIN)));
  }

  @Test
  void readingTwiceGivesEqualPoliciesSoThatNothingIsAppliedForNothing() {
    HttpSettings settings =
        backend(
            new BackendTls.Trust.Authorities(PemSamples.AUTHORITY),
            Optional.of(
                new BackendTls.Credential(
                    PemSamples.CLIENT, new BackendTls.Key.Written(PemSamples.CLIENT_KEY))));
    assertThat(HttpPolicy.of(settings)).isEqualTo(HttpPolicy.of(settings));
  }

  @Test
  void aPartThatCannotBeReadIsBadWithItsFaultAndNoException() {
    HttpSettings settings =
        visitors(new ClientCertificatePolicy.Required("no certificate"), VisitorTls.Hsts.OFF);
    assertThat(OpenedPart.of(parts(settings)))
        .isInstanceOfSatisfying(
            OpenedPart.Bad.class,
            bad ->
                assertThat(bad.faults())
                    .extracting(Refusal::pointer)
                    .containsExactly("/tls/clientCertificates/ca"));
    assertThat(OpenedPart.of(parts(HttpSettings.DEFAULT))).isInstanceOf(OpenedPart.Good.class);
  }

  private static List<String> subjects(List<X509Certificate> certificates) {
    return certificates.stream().map(c -> c.getSubjectX500Principal().getName()).toList();
  }

  private static HttpSettings visitors(ClientCertificatePolicy clients, VisitorTls.Hsts hsts) {
    return HttpSettings.DEFAULT.with(new VisitorTls(VisitorTls.Version.TLS_1_3, clients, hsts));
  }

  private static HttpSettings backend(
      BackendTls.Trust trust, Optional<BackendTls.Credential> client) {
    return HttpSettings.DEFAULT.with(
        new BackendProtocol(
            BackendProtocol.Http.HTTP_2, new BackendTls.On(trust, "inner.example.org", client)));
  }

  private static WorkloadParts parts(HttpSettings settings) {
    return new WorkloadParts(
        new PublicPart.HttpService(List.of()),
        new SealedPart(
            "blog/web",
            OWNER,
            "/",
            settings,
            List.of(Backend.of("[400::1]:8080")),
            Timeouts.DEFAULT));
  }
}
