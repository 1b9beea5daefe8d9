package io.webgateway.agent.certificate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ManagementTlsIdentityTest {
  private static final Instant START = Instant.parse("2026-06-01T12:00:00Z");

  @TempDir private Path directory;

  private ManagementTlsIdentity open(Instant now) throws IOException {
    return ManagementTlsIdentity.openOrCreate(directory, () -> now, TestPki.RANDOM);
  }

  @Test
  void keepsKeyAndCertificateAfterARestart() throws IOException {
    ManagementTlsIdentity first = open(START);
    ManagementTlsIdentity again = open(START.plus(Duration.ofDays(100)));
    assertThat(again.certificate()).isEqualTo(first.certificate());
    assertThat(again.key()).isEqualTo(first.key());
    assertThat(again.pin()).isEqualTo(first.pin());
  }

  @Test
  void keepsThePinWhenTheCertificateIsSignedAnew() throws IOException {
    ManagementTlsIdentity first = open(START);
    Instant late = START.plus(Duration.ofDays(3300));
    ManagementTlsIdentity renewed = open(late);
    assertThat(renewed.certificate()).isNotEqualTo(first.certificate());
    assertThat(renewed.certificate().getNotAfter().toInstant())
        .isAfter(late.plus(Duration.ofDays(3000)));
    assertThat(renewed.pin()).isEqualTo(first.pin());
  }

  @Test
  void pinsTheHashOfThePublicKey() throws IOException, GeneralSecurityException {
    ManagementTlsIdentity identity = open(START);
    byte[] hash =
        MessageDigest.getInstance("SHA-256")
            .digest(identity.certificate().getPublicKey().getEncoded());
    assertThat(Base64.getUrlDecoder().decode(identity.pin())).isEqualTo(hash);
    assertThat(identity.pin()).hasSize(43);
    assertThat(identity.toString()).doesNotContain("PRIVATE");
  }

  @Test
  void keepsItsFileForItsUserAlone() throws IOException {
    open(START);
    Path file = directory.resolve("management-tls.pem");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
    assertThatIOException().isThrownBy(() -> open(START)).withMessageContaining("chmod 600");
  }

  @Test
  void refusesAFileThatHoldsNoIdentity() throws IOException {
    open(START);
    Path file = directory.resolve("management-tls.pem");
    Files.writeString(file, TestPki.pem(TestPki.ROOT));
    assertThatIOException().isThrownBy(() -> open(START));
  }

  @Test
  void servesTls() throws IOException {
    assertThat(open(START).sslContext().createSSLEngine().getSupportedProtocols())
        .contains("TLSv1.3");
  }
}
