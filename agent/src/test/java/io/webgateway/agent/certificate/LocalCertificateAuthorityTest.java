package io.webgateway.agent.certificate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import io.webgateway.agent.certificate.CertificateIssuer.Outcome.Issued;
import io.webgateway.agent.certificate.CertificateIssuer.Outcome.Refused;
import io.webgateway.agent.certificate.PemCertificateCheck.Accepted;
import io.webgateway.agent.pool.KeyVault;
import io.webgateway.agent.routing.ServerCertificate;
import io.webgateway.model.name.HostPattern;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.cert.CertPathValidator;
import java.security.cert.CertificateFactory;
import java.security.cert.PKIXParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalCertificateAuthorityTest {
  private static final Instant START = Instant.parse("2026-06-01T12:00:00Z");
  private static final Set<HostPattern> HOSTS =
      Set.of(HostPattern.of("blog.gw.localhost"), HostPattern.of("*.shop.gw.localhost"));

  @TempDir private Path directory;
  private Instant now = START;
  private LocalCertificateAuthority authority;

  @BeforeEach
  void openAuthority() throws IOException {
    authority = open();
  }

  private LocalCertificateAuthority open() throws IOException {
    KeyVault vault = KeyVault.openOrCreate(directory.resolve("storage.key"), TestPki.RANDOM);
    return LocalCertificateAuthority.openOrCreate(
        directory.resolve("ca"), vault, () -> now, TestPki.RANDOM);
  }

  private ServerCertificate issue(Set<HostPattern> hosts) {
    return authority.issue(hosts) instanceof Issued(ServerCertificate issued)
        ? issued
        : org.junit.jupiter.api.Assertions.fail("not issued");
  }

  @Test
  void issuesWhatItsCertificateVouchesFor() throws GeneralSecurityException {
    ServerCertificate issued = issue(HOSTS);
    assertThat(issued.names())
        .containsExactlyInAnyOrder("blog.gw.localhost", "*.shop.gw.localhost");
    PKIXParameters parameters =
        new PKIXParameters(Set.of(new TrustAnchor(authority.certificate(), null)));
    parameters.setRevocationEnabled(false);
    parameters.setDate(Date.from(now));
    assertThat(
            CertPathValidator.getInstance("PKIX")
                .validate(
                    CertificateFactory.getInstance("X.509").generateCertPath(issued.chain()),
                    parameters))
        .isNotNull();
  }

  @Test
  void issuesForNinetyDaysWithNamesInTheAlternativeNameOnly() {
    X509Certificate leaf = issue(HOSTS).chain().getFirst();
    assertThat(leaf.getNotAfter().toInstant()).isEqualTo(now.plus(Duration.ofDays(90)));
    assertThat(leaf.getNotBefore().toInstant()).isBefore(now);
    assertThat(leaf.getSubjectX500Principal().getName()).isEmpty();
    assertThat(leaf.getBasicConstraints()).isEqualTo(-1);
    assertThat(leaf.getSerialNumber().bitLength()).isEqualTo(127);
    assertThat(CertificateFacts.keyAlgorithm(leaf.getPublicKey())).isEqualTo("EC P-256");
  }

  @Test
  void everyCertificateHasItsOwnKeyAndSerial() {
    X509Certificate one = issue(HOSTS).chain().getFirst();
    X509Certificate other = issue(HOSTS).chain().getFirst();
    assertThat(one.getSerialNumber()).isNotEqualTo(other.getSerialNumber());
    assertThat(one.getPublicKey()).isNotEqualTo(other.getPublicKey());
  }

  @Test
  void whatItIssuesPassesTheCheckForUploads() {
    ServerCertificate issued = issue(HOSTS);
    PemUpload upload =
        new PemUpload(
            Pem.ofChain(List.of(issued.chain().getFirst(), authority.certificate())),
            TestPki.pem(issued.key()),
            Optional.empty());
    assertThat(PemCertificateCheck.check(upload, HOSTS, now)).isInstanceOf(Accepted.class);
  }

  @Test
  void isTheSameAfterARestart() throws IOException {
    assertThat(open().certificate()).isEqualTo(authority.certificate());
  }

  @Test
  void sealsItsKeyAndShowsItsCertificate() throws IOException {
    Path file = directory.resolve("ca").resolve("local-ca.json");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    String text = Files.readString(file);
    assertThat(text).contains("BEGIN CERTIFICATE").doesNotContain("PRIVATE");
    // What every unsealed P-256 key in PKCS #8 begins with.
    assertThat(text).doesNotContain("MEECAQ", "MIGHAgEA");
    assertThat(Files.readString(authority.pemFile(), StandardCharsets.US_ASCII))
        .isEqualTo(authority.pem());
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(authority.pemFile())))
        .isEqualTo("rw-r--r--");
    assertThat(authority.pem())
        .contains(
            Base64.getMimeEncoder(64, new byte[] {'\n'})
                .encodeToString(encoded(authority.certificate())));
  }

  private static byte[] encoded(X509Certificate certificate) {
    try {
      return certificate.getEncoded();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void refusesNoHostsAndTooManyHosts() {
    assertThat(authority.issue(Set.of())).isInstanceOf(Refused.class);
    Set<HostPattern> many =
        IntStream.range(0, 101)
            .mapToObj(i -> HostPattern.of("h" + i + ".example"))
            .collect(Collectors.toSet());
    assertThat(authority.issue(many)).isInstanceOf(Refused.class);
  }

  @Test
  void neverIssuesBeyondItsOwnEnd() {
    Instant end = authority.certificate().getNotAfter().toInstant();
    now = end.minus(Duration.ofDays(10));
    assertThat(issue(HOSTS).chain().getFirst().getNotAfter().toInstant()).isEqualTo(end);
    now = end.minus(Duration.ofHours(1));
    assertThat(authority.issue(HOSTS))
        .isInstanceOfSatisfying(
            Refused.class, refused -> assertThat(refused.code()).isEqualTo("authority-ended"));
  }

  @Test
  void refusesToOpenUnderAnotherStorageKey() throws IOException {
    Files.delete(directory.resolve("storage.key"));
    assertThatIOException().isThrownBy(this::open);
  }
}
