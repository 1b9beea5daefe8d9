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
import java.security.KeyPair;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class PemCertificateCheckTest {
  private static final String HOST = "www.example.com";
  private static final Duration DAY = Duration.ofDays(1);
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

  static Stream<Arguments> brokenUploads() {
    String good = pem(GOOD, INTERMEDIATE);
    Issued expired = leaf(HOST).valid(NOW.minus(DAY.multipliedBy(9)), NOW).by(INTERMEDIATE);
    Issued early = leaf(HOST).valid(NOW.plus(DAY), NOW.plus(DAY.multipliedBy(9))).by(INTERMEDIATE);
    Issued namesake = new Recipe("CN=Test Intermediate").authority().by(ROOT);
    Issued noAuthority = new Recipe("CN=Nobody").server().by(ROOT);
    Issued oldIntermediate =
        new Recipe("CN=Old")
            .authority()
            .valid(NOW.minus(DAY.multipliedBy(9)), NOW.minus(DAY))
            .by(ROOT);
    Issued newIntermediate =
        new Recipe("CN=New")
            .authority()
            .valid(NOW.plus(DAY), NOW.plus(DAY.multipliedBy(9)))
            .by(ROOT);
    Issued tenOther = INTERMEDIATE;
    KeyPair p521 = TestPki.ec("secp521r1");
    KeyPair smallRsa = TestPki.pair("RSA", 1024);
    KeyPair ed25519 = TestPki.pair("Ed25519", 255);
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
            pem(Collections.nCopies(11, tenOther).toArray()),
            GOOD_KEY,
            Kind.CHAIN_TOO_LONG),
        arguments("200 KiB", "x".repeat(200 * 1024), GOOD_KEY, Kind.CHAIN_TOO_LONG),
        arguments("a wrong order", pem(INTERMEDIATE, GOOD), GOOD_KEY, Kind.CHAIN_OUT_OF_ORDER),
        arguments("a stranger", pem(GOOD, ROOT), GOOD_KEY, Kind.CHAIN_OUT_OF_ORDER),
        arguments("a namesake", pem(GOOD, namesake), GOOD_KEY, Kind.CHAIN_BAD_SIGNATURE),
        arguments(
            "an issuer that is none",
            pem(leaf(HOST).by(noAuthority), noAuthority),
            GOOD_KEY,
            Kind.CHAIN_ISSUER_NOT_AUTHORITY),
        arguments(
            "an ended issuer",
            pem(leaf(HOST).by(oldIntermediate), oldIntermediate),
            GOOD_KEY,
            Kind.EXPIRED),
        arguments(
            "an issuer of tomorrow",
            pem(leaf(HOST).by(newIntermediate), newIntermediate),
            GOOD_KEY,
            Kind.NOT_YET_VALID),
        arguments(
            "SHA-1",
            pem(leaf(HOST).signedWith("SHA1withECDSA").by(INTERMEDIATE), INTERMEDIATE),
            GOOD_KEY,
            Kind.CHAIN_WEAK_SIGNATURE),
        arguments(
            "an authority as server",
            pem(leaf(HOST).authority().usage(KeyUsage.digitalSignature).by(INTERMEDIATE)),
            GOOD_KEY,
            Kind.CERTIFICATE_IS_AUTHORITY),
        arguments(
            "a client's certificate",
            pem(leaf(HOST).client().by(INTERMEDIATE)),
            GOOD_KEY,
            Kind.CERTIFICATE_NOT_FOR_SERVERS),
        arguments(
            "a wrong key usage",
            pem(leaf(HOST).usage(KeyUsage.keyAgreement).by(INTERMEDIATE)),
            GOOD_KEY,
            Kind.CERTIFICATE_NOT_FOR_SERVERS),
        arguments("an ended one", pem(expired, INTERMEDIATE), GOOD_KEY, Kind.EXPIRED),
        arguments("one of tomorrow", pem(early, INTERMEDIATE), GOOD_KEY, Kind.NOT_YET_VALID),
        arguments(
            "a common name only",
            pem(new Recipe("CN=" + HOST).key(KEY).server().by(INTERMEDIATE)),
            GOOD_KEY,
            Kind.CERTIFICATE_WITHOUT_NAMES),
        arguments(
            "an address only",
            pem(leaf().address("192.0.2.1").by(INTERMEDIATE)),
            GOOD_KEY,
            Kind.CERTIFICATE_WITHOUT_NAMES),
        arguments(
            "another host",
            pem(leaf("other.example").by(INTERMEDIATE)),
            GOOD_KEY,
            Kind.HOST_NOT_COVERED),
        arguments(
            "a star too high",
            pem(leaf("*.com", "*.www.example.com").by(INTERMEDIATE)),
            GOOD_KEY,
            Kind.HOST_NOT_COVERED),
        arguments(
            "a strange extension",
            pem(leaf(HOST).withStrangeExtension().by(INTERMEDIATE)),
            GOOD_KEY,
            Kind.UNKNOWN_CRITICAL_EXTENSION),
        arguments(
            "RSA 1024",
            pem(leaf(HOST).key(smallRsa).by(INTERMEDIATE)),
            pem(smallRsa.getPrivate()),
            Kind.KEY_TOO_WEAK),
        arguments(
            "P-521",
            pem(leaf(HOST).key(p521).by(INTERMEDIATE)),
            pem(p521.getPrivate()),
            Kind.KEY_KIND_UNKNOWN),
        arguments(
            "an Ed25519 certificate",
            pem(leaf(HOST).key(ed25519).by(INTERMEDIATE)),
            GOOD_KEY,
            Kind.KEY_KIND_UNKNOWN),
        arguments("an Ed25519 key", good, pem(ed25519.getPrivate()), Kind.KEY_UNREADABLE),
        arguments("no key", good, "", Kind.KEY_MISSING),
        arguments("a certificate as key", good, good, Kind.KEY_MISSING),
        arguments("a cut key", good, GOOD_KEY.substring(0, 100), Kind.KEY_UNREADABLE),
        arguments("40 KiB of key", good, "x".repeat(40 * 1024), Kind.KEY_UNREADABLE),
        arguments("two keys", good, GOOD_KEY + GOOD_KEY, Kind.KEY_SEVERAL),
        arguments("another key", good, pem(OTHER_KEY.getPrivate()), Kind.KEY_DOES_NOT_MATCH),
        arguments("a key of another kind", good, pem(RSA.getPrivate()), Kind.KEY_DOES_NOT_MATCH),
        arguments(
            "the issuer's key",
            good,
            pem(INTERMEDIATE.pair().getPrivate()),
            Kind.CHAIN_OUT_OF_ORDER));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("brokenUploads")
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
