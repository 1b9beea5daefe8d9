package io.webgateway.agent.certificate;

import static io.webgateway.agent.certificate.TestPki.INTERMEDIATE;
import static io.webgateway.agent.certificate.TestPki.KEY;
import static io.webgateway.agent.certificate.TestPki.NOW;
import static io.webgateway.agent.certificate.TestPki.leaf;
import static io.webgateway.agent.certificate.TestPki.pem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.webgateway.agent.certificate.CertificateProblem.Kind;
import io.webgateway.agent.certificate.PemCertificateCheck.Accepted;
import io.webgateway.agent.certificate.PemCertificateCheck.Refused;
import java.io.IOException;
import java.math.BigInteger;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.DERBitString;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.EncryptedPrivateKeyInfo;
import org.bouncycastle.asn1.pkcs.EncryptionScheme;
import org.bouncycastle.asn1.pkcs.KeyDerivationFunc;
import org.bouncycastle.asn1.pkcs.PBES2Parameters;
import org.bouncycastle.asn1.pkcs.PBKDF2Params;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.sec.ECPrivateKey;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.openssl.PKCS8Generator;
import org.bouncycastle.openssl.jcajce.JcaMiscPEMGenerator;
import org.bouncycastle.openssl.jcajce.JcaPKCS8Generator;
import org.bouncycastle.openssl.jcajce.JceOpenSSLPKCS8EncryptorBuilder;
import org.bouncycastle.openssl.jcajce.JcePEMEncryptorBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.util.io.pem.PemObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class PemKeyFormsTest {
  private static final BouncyCastleProvider PROVIDER = new BouncyCastleProvider();
  private static final String PASSPHRASE = "correct horse battery";
  private static final KeyPair RSA = TestPki.pair("RSA", 2048);
  private static final String EC_CHAIN = pem(leaf("a.example").by(INTERMEDIATE), INTERMEDIATE);
  private static final String RSA_CHAIN =
      pem(leaf("a.example").key(RSA).by(INTERMEDIATE), INTERMEDIATE);

  private static PemCertificateCheck.Outcome check(String chain, String key, String passphrase) {
    Optional<String> given = passphrase.isEmpty() ? Optional.empty() : Optional.of(passphrase);
    return PemCertificateCheck.check(new PemUpload(chain, key, given), Set.of(), NOW);
  }

  static Stream<Arguments> readableKeys() throws IOException, OperatorCreationException {
    PrivateKey ec = KEY.getPrivate();
    PrivateKey rsa = RSA.getPrivate();
    return Stream.of(
        arguments("BEGIN EC PRIVATE KEY", EC_CHAIN, pem(ec), ""),
        arguments("BEGIN RSA PRIVATE KEY", RSA_CHAIN, pem(rsa), ""),
        arguments("BEGIN PRIVATE KEY", EC_CHAIN, pem(new JcaPKCS8Generator(ec, null)), ""),
        arguments("BEGIN PRIVATE KEY", RSA_CHAIN, pem(new JcaPKCS8Generator(rsa, null)), ""),
        arguments("BEGIN EC PRIVATE KEY", EC_CHAIN, withCurve(ec), ""),
        arguments("BEGIN EC PARAMETERS", EC_CHAIN, ecParameters() + withCurve(ec), ""),
        arguments("BEGIN CERTIFICATE", EC_CHAIN, EC_CHAIN + pem(ec), ""),
        arguments("BEGIN ENCRYPTED PRIVATE KEY", EC_CHAIN, encrypted(ec), PASSPHRASE),
        arguments("BEGIN ENCRYPTED PRIVATE KEY", RSA_CHAIN, encrypted(rsa), PASSPHRASE),
        arguments("Proc-Type: 4,ENCRYPTED", EC_CHAIN, traditional(ec), PASSPHRASE),
        arguments("Proc-Type: 4,ENCRYPTED", RSA_CHAIN, traditional(rsa), PASSPHRASE),
        arguments("BEGIN EC PRIVATE KEY", EC_CHAIN, pem(ec), "not needed"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("readableKeys")
  void readsEveryCommonForm(String mark, String chain, String key, String passphrase) {
    assertThat(key).contains(mark);
    assertThat(check(chain, key, passphrase)).isInstanceOf(Accepted.class);
  }

  @Test
  void asksForThePassphraseOfAnEncryptedKey() throws IOException, OperatorCreationException {
    for (String key : List.of(encrypted(KEY.getPrivate()), traditional(KEY.getPrivate()))) {
      assertThat(kinds(check(EC_CHAIN, key, ""))).containsExactly(Kind.PASSPHRASE_MISSING);
    }
  }

  @Test
  void refusesAWrongPassphraseWithoutRepeatingIt() throws IOException, OperatorCreationException {
    for (String key : List.of(encrypted(KEY.getPrivate()), traditional(KEY.getPrivate()))) {
      PemCertificateCheck.Outcome outcome = check(EC_CHAIN, key, "open sesame");
      assertThat(kinds(outcome)).containsExactly(Kind.PASSPHRASE_WRONG);
      assertThat(outcome.toString()).doesNotContain("sesame");
    }
  }

  @Test
  @Timeout(60)
  void refusesToComputeForHours() throws IOException {
    PBKDF2Params costly =
        new PBKDF2Params(
            new byte[16],
            2_000_000_000,
            32,
            new AlgorithmIdentifier(PKCSObjectIdentifiers.id_hmacWithSHA256, DERNull.INSTANCE));
    ASN1Encodable parameters =
        new PBES2Parameters(
            new KeyDerivationFunc(PKCSObjectIdentifiers.id_PBKDF2, costly),
            new EncryptionScheme(
                NISTObjectIdentifiers.id_aes256_CBC, new DEROctetString(new byte[16])));
    byte[] sealed =
        new EncryptedPrivateKeyInfo(
                new AlgorithmIdentifier(PKCSObjectIdentifiers.id_PBES2, parameters), new byte[160])
            .getEncoded();
    String key = pem(new PemObject("ENCRYPTED PRIVATE KEY", sealed));
    assertThat(kinds(check(EC_CHAIN, key, PASSPHRASE))).containsExactly(Kind.PASSPHRASE_WRONG);
  }

  private static List<Kind> kinds(PemCertificateCheck.Outcome outcome) {
    return switch (outcome) {
      case Accepted _ -> List.of();
      case Refused(List<CertificateProblem> problems) ->
          problems.stream().map(CertificateProblem::kind).toList();
    };
  }

  /** As OpenSSL writes it; Bouncy Castle's own writer leaves curve and public key out. */
  private static String withCurve(PrivateKey key) throws IOException {
    BigInteger secret = ((java.security.interfaces.ECPrivateKey) key).getS();
    byte[] point =
        SubjectPublicKeyInfo.getInstance(KEY.getPublic().getEncoded())
            .getPublicKeyData()
            .getBytes();
    byte[] encoded =
        new ECPrivateKey(256, secret, new DERBitString(point), X9ObjectIdentifiers.prime256v1)
            .getEncoded();
    return pem(new PemObject("EC PRIVATE KEY", encoded));
  }

  private static String ecParameters() throws IOException {
    return pem(new PemObject("EC PARAMETERS", X9ObjectIdentifiers.prime256v1.getEncoded()));
  }

  private static String encrypted(PrivateKey key) throws IOException, OperatorCreationException {
    return pem(
        new JcaPKCS8Generator(
            key,
            new JceOpenSSLPKCS8EncryptorBuilder(PKCS8Generator.AES_256_CBC)
                .setProvider(PROVIDER)
                .setPRF(PKCS8Generator.PRF_HMACSHA256)
                .setIterationCount(2048)
                .setPassword(PASSPHRASE.toCharArray())
                .build()));
  }

  private static String traditional(PrivateKey key) throws IOException {
    return pem(
        new JcaMiscPEMGenerator(
            key,
            new JcePEMEncryptorBuilder("AES-256-CBC")
                .setProvider(PROVIDER)
                .build(PASSPHRASE.toCharArray())));
  }
}
