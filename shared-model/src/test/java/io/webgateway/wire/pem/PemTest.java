package io.webgateway.wire.pem;

import static org.assertj.core.api.Assertions.assertThat;

import io.webgateway.model.name.Parsed;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PemTest {
  private static final Instant LONG_AGO = Instant.parse("1999-01-01T00:00:00Z");
  private static final Instant LATER = Instant.parse("2200-01-01T00:00:00Z");
  private static final Instant TODAY = Instant.parse("2030-01-01T00:00:00Z");

  @Test
  void whatStandsAroundCertificatesDoesNotMatterAndIsNotWrittenAgain() {
    String pasted =
        "subject=Sample\r\n" + PemSamples.AUTHORITY.replace("\n", "\r\n") + "\r\nand a remark\r\n";
    List<X509Certificate> read = CertificatePem.authorities(pasted).orThrow();
    assertThat(read).hasSize(1);
    assertThat(CertificatePem.write(read)).isEqualTo(PemSamples.AUTHORITY);
  }

  @Test
  void aChainKeepsItsOrder() {
    List<X509Certificate> chain =
        CertificatePem.chain(PemSamples.CLIENT + PemSamples.AUTHORITY).orThrow();
    assertThat(CertificatePem.write(chain)).isEqualTo(PemSamples.CLIENT + PemSamples.AUTHORITY);
  }

  @Test
  void onlyAuthoritiesAreTakenAsAuthorities() {
    assertThat(problem(CertificatePem.authorities(PemSamples.AUTHORITY + PemSamples.CLIENT)))
        .contains("Certificate 2 is no authority's")
        .contains("pins");
  }

  @Test
  void aKeyAmongCertificatesIsToldAndNotRepeated() {
    assertThat(problem(CertificatePem.chain(PemSamples.CLIENT + PemSamples.CLIENT_KEY)))
        .contains("private key")
        .doesNotContain(PemSamples.CLIENT_KEY.lines().toList().get(1));
  }

  @Test
  void brokenTextIsToldByItsPlace() {
    String broken = PemSamples.AUTHORITY.replace("-----END CERTIFICATE-----", "");
    assertThat(problem(CertificatePem.authorities(PemSamples.AUTHORITY + broken)))
        .contains("Block 2");
    assertThat(problem(CertificatePem.authorities(PemSamples.AUTHORITY.replace('M', '*'))))
        .contains("Block 1");
    assertThat(problem(CertificatePem.authorities("hello"))).contains("no certificate");
    assertThat(problem(CertificatePem.authorities(PemSamples.AUTHORITY.repeat(21))))
        .contains("21 certificates");
    assertThat(problem(CertificatePem.authorities("x".repeat(70_000)))).contains("64 KiB");
  }

  @Test
  void bytesThatAreNoCertificateAreNoException() {
    String text = "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n";
    assertThat(problem(CertificatePem.chain(text))).contains("is no certificate");
  }

  @Test
  void certificatesAreJudgedByTheTimeThatIsHandedIn() {
    List<X509Certificate> bundle = CertificatePem.authorities(PemSamples.AUTHORITY).orThrow();
    assertThat(CertificatePem.problemOfBundle(bundle, TODAY)).isEmpty();
    assertThat(CertificatePem.problemOfBundle(bundle, LATER)).isPresent();
    assertThat(CertificatePem.problemOfBundle(bundle, LONG_AGO)).isPresent();
    assertThat(CertificatePem.problemOfChain(bundle, TODAY)).isEmpty();
    assertThat(CertificatePem.problemOfChain(bundle, LATER).orElseThrow()).contains("2120");
    assertThat(CertificatePem.problemOfChain(bundle, LONG_AGO)).isPresent();
  }

  @Test
  void aKeyBelongsToItsCertificateOnly() {
    PrivateKey own = KeyPem.read(PemSamples.CLIENT + PemSamples.CLIENT_KEY).orThrow();
    PrivateKey other = KeyPem.read(PemSamples.RSA_KEY).orThrow();
    List<X509Certificate> chain =
        CertificatePem.chain(PemSamples.CLIENT + PemSamples.AUTHORITY).orThrow();
    assertThat(KeyPem.isPair(own, chain.getFirst().getPublicKey())).isTrue();
    assertThat(KeyPem.isPair(own, chain.getLast().getPublicKey())).isFalse();
    assertThat(KeyPem.isPair(other, chain.getFirst().getPublicKey())).isFalse();
    assertThat(KeyPem.write(own)).isEqualTo(PemSamples.CLIENT_KEY);
  }

  @ParameterizedTest
  @CsvSource({
    "rsa-key-old, old form",
    "client-key-encrypted, passphrase",
    "ed25519-key, of a kind that is not taken",
    "rsa-1024-key, of a kind that is not taken",
    "client, no private key"
  })
  void whatIsNoGoodKeyIsToldWithoutRepeatingIt(String sample, String words) {
    String text = PemSamples.file(sample);
    assertThat(problem(KeyPem.read(text)))
        .contains(words)
        .doesNotContain(text.lines().toList().get(1));
    assertThat(problem(KeyPem.read(text + text))).isNotBlank();
  }

  private static String problem(Parsed<?> parsed) {
    return parsed.toProblem().orElseThrow();
  }
}
