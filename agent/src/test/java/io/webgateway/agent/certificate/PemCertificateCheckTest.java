package io.webgateway.agent.certificate;

import static io.webgateway.agent.certificate.TestPki.INTERMEDIATE;
import static io.webgateway.agent.certificate.TestPki.KEY;
import static io.webgateway.agent.certificate.TestPki.NOW;
import static io.webgateway.agent.certificate.TestPki.OTHER_KEY;
import static io.webgateway.agent.certificate.TestPki.ROOT;
import static io.webgateway.agent.certificate.TestPki.leaf;
import static io.webgateway.agent.certificate.TestPki.pem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.webgateway.agent.certificate.CertificateProblem.Kind;
import io.webgateway.agent.certificate.PemCertificateCheck.Accepted;
import io.webgateway.agent.certificate.PemCertificateCheck.Refused;
import io.webgateway.agent.certificate.TestPki.Issued;
import io.webgateway.agent.certificate.TestPki.Recipe;
import io.webgateway.model.name.HostPattern;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.util.io.pem.PemObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class PemCertificateCheckTest {
  private static final String HOST = "www.example.com";
  private static final Duration DAY = Duration.ofDays(1);
  private static final Instant WEEK_AGO = NOW.minus(Duration.ofDays(7));
  private static final Instant YESTERDAY = NOW.minus(DAY);
  private static final Instant TOMORROW = NOW.plus(DAY);
  private static final Instant NEXT_WEEK = NOW.plus(Duration.ofDays(7));
  private static final Issued GOOD = leaf(HOST, "*.example.com").by(INTERMEDIATE);
  private static final KeyPair RSA = TestPki.pair("RSA", 2048);
  private static final String GOOD_KEY = pem(KEY.getPrivate());

  private static PemCertificateCheck.Outcome check(String chain, String key, String... hosts) {
    return PemCertificateCheck.check(
        new PemUpload(chain, key, Optional.empty()),
        Set.copyOf(Stream.of(hosts).map(HostPattern::of).toList()),
        NOW);
  }

  @Test
  void acceptsAGoodChainWithItsKey() {
    String chain = pem(GOOD, INTERMEDIATE);
    assertThat(check(chain, GOOD_KEY, HOST, "a.example.com"))
        .isInstanceOfSatisfying(
            Accepted.class,
            accepted -> {
              assertThat(accepted.warnings()).isEmpty();
              assertThat(accepted.certificate().names())
                  .containsExactlyInAnyOrder(HOST, "*.example.com");
              assertThat(accepted.certificate().chain())
                  .containsExactly(GOOD.certificate(), INTERMEDIATE.certificate());
              assertThat(accepted.certificate().key()).isEqualTo(KEY.getPrivate());
              assertThat(accepted.certificate().fingerprint()).matches("[0-9a-f]{64}");
            });
  }

  @Test
  void acceptsARootAtTheEndAndTextRoundTheBlocks() {
    String chain = "subject=leaf\n" + pem(GOOD) + "\n\nissuer\n" + pem(INTERMEDIATE, ROOT);
    assertThat(check(chain.replace("\n", "\r\n"), GOOD_KEY, HOST)).isInstanceOf(Accepted.class);
  }

  @Test
  void warnsOfASelfSignedCertificateAMissingIntermediateAndAnEndThatIsNear() {
    String alone = pem(leaf(HOST).valid(NOW.minus(DAY), NOW.plus(DAY)).by(INTERMEDIATE));
    assertThat(warnings(alone)).containsExactly(Kind.CHAIN_INCOMPLETE, Kind.EXPIRES_SOON);
    assertThat(warnings(pem(leaf(HOST).selfSigned())))
        .containsExactly(Kind.CERTIFICATE_SELF_SIGNED);
  }

  private static List<Kind> warnings(String chain) {
    return check(chain, GOOD_KEY, HOST) instanceof Accepted(var _, var warnings)
        ? warnings.stream().map(CertificateProblem::kind).toList()
        : List.of();
  }

  static Stream<Arguments> brokenForms() {
    String good = pem(GOOD, INTERMEDIATE);
    return Stream.of(
        arguments("no chain", "", GOOD_KEY, Kind.CHAIN_MISSING),
        arguments("no PEM", "hello", GOOD_KEY, Kind.CHAIN_MISSING),
        arguments("a cut chain", good.substring(0, 300), GOOD_KEY, Kind.CHAIN_UNREADABLE),
        arguments("no base64", good.replace("MII", "M!I"), GOOD_KEY, Kind.CHAIN_UNREADABLE),
        arguments("no DER", good.replaceFirst("MII", "MAA"), GOOD_KEY, Kind.CHAIN_UNREADABLE),
        arguments("a public key", pem(KEY.getPublic()), GOOD_KEY, Kind.CHAIN_UNREADABLE),
        arguments("a key in the chain", good + GOOD_KEY, GOOD_KEY, Kind.CHAIN_HAS_KEY),
        arguments(
            "eleven certificates",
            pem(Collections.nCopies(11, INTERMEDIATE).toArray()),
            GOOD_KEY,
            Kind.CHAIN_TOO_LONG),
        arguments("200 KiB", "x".repeat(200 * 1024), GOOD_KEY, Kind.CHAIN_TOO_LONG));
  }

  static Stream<Arguments> brokenChains() {
    Issued namesake = new Recipe("CN=Test Intermediate").authority().by(ROOT);
    Issued nobody = new Recipe("CN=Nobody").server().by(ROOT);
    Issued past = new Recipe("CN=Past").authority().valid(WEEK_AGO, YESTERDAY).by(ROOT);
    Issued future = new Recipe("CN=Future").authority().valid(TOMORROW, NEXT_WEEK).by(ROOT);
    Issued sha1 = leaf(HOST).signedWith("SHA1withECDSA").by(INTERMEDIATE);
    return Stream.of(
        chain("a wrong order", Kind.CHAIN_OUT_OF_ORDER, INTERMEDIATE, GOOD),
        chain("a stranger", Kind.CHAIN_OUT_OF_ORDER, GOOD, ROOT),
        chain("a namesake", Kind.CHAIN_BAD_SIGNATURE, GOOD, namesake),
        chain(
            "an issuer that is none",
            Kind.CHAIN_ISSUER_NOT_AUTHORITY,
            leaf(HOST).by(nobody),
            nobody),
        chain("an ended issuer", Kind.EXPIRED, leaf(HOST).by(past), past),
        chain("an issuer of tomorrow", Kind.NOT_YET_VALID, leaf(HOST).by(future), future),
        chain("SHA-1", Kind.CHAIN_WEAK_SIGNATURE, sha1, INTERMEDIATE));
  }

  static Stream<Arguments> brokenCertificates() {
    KeyPair p521 = TestPki.ec("secp521r1");
    KeyPair smallRsa = TestPki.pair("RSA", 1024);
    KeyPair ed25519 = TestPki.pair("Ed25519", 255);
    return Stream.of(
        certificate(
            Kind.CERTIFICATE_IS_AUTHORITY, leaf(HOST).authority().usage(KeyUsage.digitalSignature)),
        certificate(Kind.CERTIFICATE_NOT_FOR_SERVERS, leaf(HOST).client()),
        certificate(Kind.CERTIFICATE_NOT_FOR_SERVERS, leaf(HOST).usage(KeyUsage.keyEncipherment)),
        certificate(Kind.EXPIRED, leaf(HOST).valid(WEEK_AGO, NOW)),
        certificate(Kind.NOT_YET_VALID, leaf(HOST).valid(TOMORROW, NEXT_WEEK)),
        certificate(Kind.CERTIFICATE_WITHOUT_NAMES, new Recipe("CN=" + HOST).key(KEY).server()),
        certificate(Kind.CERTIFICATE_WITHOUT_NAMES, leaf().address("192.0.2.1")),
        certificate(Kind.HOST_NOT_COVERED, leaf("other.example")),
        certificate(Kind.HOST_NOT_COVERED, leaf("*.com", "*.www.example.com")),
        certificate(Kind.UNKNOWN_CRITICAL_EXTENSION, leaf(HOST).withStrangeExtension()),
        certificate(Kind.KEY_TOO_WEAK, leaf(HOST).key(smallRsa)),
        certificate(Kind.KEY_KIND_UNKNOWN, leaf(HOST).key(p521)),
        certificate(Kind.KEY_KIND_UNKNOWN, leaf(HOST).key(ed25519)));
  }

  static Stream<Arguments> brokenKeys() {
    String ed25519 = pem(TestPki.pair("Ed25519", 255).getPrivate());
    return Stream.of(
        key("an Ed25519 key", Kind.KEY_UNREADABLE, ed25519),
        key("no key", Kind.KEY_MISSING, ""),
        key("a certificate as key", Kind.KEY_MISSING, pem(GOOD)),
        key("a cut key", Kind.KEY_UNREADABLE, GOOD_KEY.substring(0, 100)),
        key("40 KiB of key", Kind.KEY_UNREADABLE, "x".repeat(40 * 1024)),
        key("two keys", Kind.KEY_SEVERAL, GOOD_KEY + GOOD_KEY),
        key("another key", Kind.KEY_DOES_NOT_MATCH, pem(OTHER_KEY.getPrivate())),
        key("a key of another kind", Kind.KEY_DOES_NOT_MATCH, pem(RSA.getPrivate())),
        key("the issuer's key", Kind.CHAIN_OUT_OF_ORDER, pem(INTERMEDIATE.pair().getPrivate())));
  }

  private static Arguments chain(String what, Kind expected, Issued... chain) {
    return arguments(what, pem((Object[]) chain), GOOD_KEY, expected);
  }

  private static Arguments certificate(Kind expected, Recipe recipe) {
    Issued broken = recipe.by(INTERMEDIATE);
    String key = pem(broken.pair().getPrivate());
    return arguments(expected.code(), pem(broken, INTERMEDIATE), key, expected);
  }

  private static Arguments key(String what, Kind expected, String key) {
    return arguments(what, pem(GOOD, INTERMEDIATE), key, expected);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource({"brokenForms", "brokenChains", "brokenCertificates", "brokenKeys"})
  void refusesWithFieldFaultAndCure(String what, String chain, String key, Kind expected) {
    assertThat(check(chain, key, HOST))
        .as(what)
        .isInstanceOfSatisfying(
            Refused.class,
            refused -> {
              assertThat(refused.problems())
                  .extracting(CertificateProblem::kind)
                  .contains(expected)
                  .doesNotHaveDuplicates();
              assertThat(refused.problems())
                  .allSatisfy(
                      problem -> {
                        assertThat(problem.fault()).endsWith(".");
                        assertThat(problem.cure()).endsWith(".");
                        assertThat(key.lines().filter(line -> !line.isBlank()))
                            .noneMatch(problem.toString()::contains);
                      });
            });
  }

  @Test
  void aHealthyPartNeverHidesTheFaultsOfAnother() {
    Issued bad = leaf("other.example").valid(NOW.minus(DAY), NOW).client().by(INTERMEDIATE);
    assertThat(check(pem(bad, ROOT), pem(OTHER_KEY.getPrivate()), HOST))
        .isInstanceOfSatisfying(
            Refused.class,
            refused ->
                assertThat(refused.problems())
                    .extracting(CertificateProblem::kind)
                    .containsExactlyInAnyOrder(
                        Kind.CHAIN_OUT_OF_ORDER,
                        Kind.CERTIFICATE_NOT_FOR_SERVERS,
                        Kind.EXPIRED,
                        Kind.HOST_NOT_COVERED,
                        Kind.KEY_DOES_NOT_MATCH));
  }

  @Test
  void answersDamagedTextWithProblemsAndNeverThrows() {
    Random random = new Random(4_242);
    String chain = pem(GOOD, INTERMEDIATE);
    int refused = 0;
    for (int i = 0; i < 2_000; i++) {
      boolean inKey = random.nextBoolean();
      PemCertificateCheck.Outcome outcome =
          check(inKey ? chain : damage(chain, random), inKey ? damage(GOOD_KEY, random) : GOOD_KEY);
      refused += outcome instanceof Refused ? 1 : 0;
    }
    assertThat(refused).isGreaterThan(1_500);
  }

  @Test
  void answersDamagedCertificatesWithProblemsAndNeverThrows() throws GeneralSecurityException {
    Random random = new Random(777);
    byte[] der = GOOD.certificate().getEncoded();
    for (int i = 0; i < 3_000; i++) {
      byte[] damaged = der.clone();
      damaged[random.nextInt(der.length)] = (byte) random.nextInt(256);
      String chain = pem(new PemObject("CERTIFICATE", damaged), INTERMEDIATE);
      if (check(chain, GOOD_KEY, HOST) instanceof Accepted) {
        assertThat(damaged).isEqualTo(der);
      }
    }
  }

  @Test
  void aSignatureThatIsNotWholeBytesIsRefusedThoughTheJdkWouldReadIt() throws Exception {
    byte[] der;
    do {
      der = leaf(HOST).by(INTERMEDIATE).certificate().getEncoded();
    } while ((der[der.length - 1] & 1) != 0);
    int signatureBytes =
        org.bouncycastle.asn1.x509.Certificate.getInstance(der).getSignature().getBytes().length;
    der[der.length - signatureBytes - 1] = 1;

    assertThat(check(pem(new PemObject("CERTIFICATE", der), INTERMEDIATE), GOOD_KEY, HOST))
        .isInstanceOfSatisfying(
            Refused.class,
            refused ->
                assertThat(refused.problems())
                    .extracting(CertificateProblem::kind)
                    .contains(Kind.CHAIN_UNREADABLE));
  }

  private static String damage(String text, Random random) {
    StringBuilder damaged = new StringBuilder(text);
    for (int i = 0; i <= random.nextInt(3); i++) {
      damaged.setCharAt(random.nextInt(text.length()), (char) (32 + random.nextInt(96)));
    }
    return damaged.toString();
  }

  @Test
  void anUploadIsNeverPrinted() {
    PemUpload upload = new PemUpload(pem(GOOD), GOOD_KEY, Optional.of("open sesame"));
    assertThat(upload.toString()).doesNotContain("open sesame", "PRIVATE", "MII", "BEGIN");
  }
}
