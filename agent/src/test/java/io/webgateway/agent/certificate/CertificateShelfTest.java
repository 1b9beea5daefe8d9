package io.webgateway.agent.certificate;

import static io.webgateway.agent.certificate.TestPki.INTERMEDIATE;
import static io.webgateway.agent.certificate.TestPki.NOW;
import static io.webgateway.agent.certificate.TestPki.leaf;
import static org.assertj.core.api.Assertions.assertThat;

import io.webgateway.agent.certificate.CertificateShelf.Selection;
import io.webgateway.agent.routing.ServerCertificate;
import io.webgateway.model.certificate.CertificateSource;
import io.webgateway.model.name.HostPattern;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class CertificateShelfTest {
  private static final Duration DAY = Duration.ofDays(1);

  private static StoredCertificate stored(
      String id, String owner, CertificateSource source, Instant end, String... names) {
    TestPki.Issued issued =
        leaf(names).valid(NOW.minus(DAY.multipliedBy(30)), end).by(INTERMEDIATE);
    ServerCertificate certificate =
        CertificateFacts.serverCertificate(
            List.of(issued.certificate()),
            issued.pair().getPrivate(),
            CertificateFacts.names(issued.certificate()));
    return new StoredCertificate(id, 1, owner, source, NOW, certificate);
  }

  private static StoredCertificate uploaded(String id, String owner, int days, String... names) {
    Instant end = NOW.plus(DAY.multipliedBy(days));
    return stored(id, owner, CertificateSource.UPLOADED, end, names);
  }

  private static StoredCertificate issued(String id, String owner, int days, String... names) {
    Instant end = NOW.plus(DAY.multipliedBy(days));
    return stored(id, owner, CertificateSource.LOCAL_CA, end, names);
  }

  private static Set<HostPattern> hosts(String... hosts) {
    return Stream.of(hosts).map(HostPattern::of).collect(Collectors.toSet());
  }

  private static Selection select(List<StoredCertificate> all, String... hosts) {
    return CertificateShelf.select(all, "a", hosts(hosts), NOW);
  }

  private static String chosenFor(List<StoredCertificate> all, String host) {
    StoredCertificate chosen = select(all, host).chosen().get(HostPattern.of(host));
    return chosen == null ? "none" : chosen.id();
  }

  @Test
  void prefersAnUploadToWhatWasIssued() {
    var all = List.of(issued("i", "a", 80, "x.example"), uploaded("u", "a", 5, "*.example"));
    assertThat(chosenFor(all, "x.example")).isEqualTo("u");
  }

  @Test
  void fallsBackToWhatWasIssuedWhenTheUploadHasEnded() {
    var all = List.of(issued("i", "a", 80, "x.example"), uploaded("u", "a", 0, "x.example"));
    assertThat(chosenFor(all, "x.example")).isEqualTo("i");
  }

  @Test
  void prefersWhatIsValidLongest() {
    var all =
        List.of(uploaded("short", "a", 5, "x.example"), uploaded("long", "a", 9, "x.example"));
    assertThat(chosenFor(all, "x.example")).isEqualTo("long");
  }

  @Test
  void neverUsesTheCertificateOfAnotherTenant() {
    var all = List.of(uploaded("b", "b", 9, "x.example"), issued("c", "c", 9, "x.example"));
    assertThat(select(all, "x.example").uncovered()).isEqualTo(hosts("x.example"));
    assertThat(select(all, "x.example").certificates()).isEmpty();
  }

  @Test
  void aCertificateSpeaksOnlyForTheHostsThatWereAskedFor() {
    // Tenant a's certificate also bears a name that tenant b serves.
    var all = List.of(uploaded("u", "a", 9, "x.example", "y.example", "*.z.example"));
    assertThat(select(all, "x.example", "q.z.example").certificates())
        .singleElement()
        .satisfies(
            certificate -> {
              assertThat(certificate.names()).containsExactlyInAnyOrder("x.example", "q.z.example");
              assertThat(certificate.fingerprint())
                  .isEqualTo(all.getFirst().certificate().fingerprint());
            });
  }

  @Test
  void aWildcardHostNeedsTheSameWildcard() {
    var all = List.of(uploaded("u", "a", 9, "x.z.example", "*.y.example"));
    Selection selection = select(all, "*.z.example", "*.y.example");
    assertThat(selection.uncovered()).isEqualTo(hosts("*.z.example"));
    assertThat(selection.chosen()).containsOnlyKeys(HostPattern.of("*.y.example"));
  }
}
