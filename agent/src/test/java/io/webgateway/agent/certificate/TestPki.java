package io.webgateway.agent.certificate;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERUTF8String;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** Makes certificates for tests, good ones and broken ones. */
final class TestPki {
  static final Instant NOW = Instant.parse("2026-06-01T12:00:00Z");
  static final SecureRandom RANDOM = new SecureRandom();
  static final KeyPair KEY = ec("secp256r1");
  static final KeyPair OTHER_KEY = ec("secp256r1");

  static final Issued ROOT = new Recipe("CN=Test Root").authority().selfSigned();
  static final Issued INTERMEDIATE = new Recipe("CN=Test Intermediate").authority().by(ROOT);

  private TestPki() {}

  /** A certificate with its key. */
  record Issued(X509Certificate certificate, KeyPair pair) {}

  static Recipe leaf(String... names) {
    return new Recipe("CN=Test Leaf").key(KEY).names(names).server();
  }

  static KeyPair ec(String curve) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec(curve));
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  static KeyPair pair(String algorithm, int bits) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
      generator.initialize(bits);
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The PEM text of certificates, keys and whatever else Bouncy Castle writes. */
  static String pem(Object... objects) {
    StringWriter text = new StringWriter();
    try (JcaPEMWriter writer = new JcaPEMWriter(text)) {
      for (Object object : objects) {
        writer.writeObject(object instanceof Issued issued ? issued.certificate() : object);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.toString();
  }

  /** What a certificate shall be. */
  static final class Recipe {
    private final String subject;
    private KeyPair pair = ec("secp256r1");
    private Instant begin = NOW.minus(Duration.ofDays(1));
    private Instant end = NOW.plus(Duration.ofDays(60));
    private String signature = "SHA256withECDSA";
    private final List<GeneralName> names = new ArrayList<>();
    private boolean authority;
    private boolean strangeExtension;
    private int usage;
    private final List<KeyPurposeId> purposes = new ArrayList<>();

    Recipe(String subject) {
      this.subject = subject;
    }

    Recipe key(KeyPair chosen) {
      pair = chosen;
      return this;
    }

    Recipe names(String... dnsNames) {
      for (String name : dnsNames) {
        names.add(new GeneralName(GeneralName.dNSName, name));
      }
      return this;
    }

    Recipe address(String address) {
      names.add(new GeneralName(GeneralName.iPAddress, address));
      return this;
    }

    Recipe server() {
      usage = KeyUsage.digitalSignature;
      purposes.add(KeyPurposeId.id_kp_serverAuth);
      return this;
    }

    Recipe client() {
      purposes.clear();
      purposes.add(KeyPurposeId.id_kp_clientAuth);
      return this;
    }

    Recipe usage(int bits) {
      usage = bits;
      return this;
    }

    Recipe authority() {
      authority = true;
      usage = KeyUsage.keyCertSign;
      return this;
    }

    Recipe valid(Instant from, Instant until) {
      begin = from;
      end = until;
      return this;
    }

    Recipe signedWith(String algorithm) {
      signature = algorithm;
      return this;
    }

    Recipe withStrangeExtension() {
      strangeExtension = true;
      return this;
    }

    Issued selfSigned() {
      return sign(new X500Name(subject), pair);
    }

    Issued by(Issued issuer) {
      return sign(
          X500Name.getInstance(issuer.certificate().getSubjectX500Principal().getEncoded()),
          issuer.pair());
    }

    private Issued sign(X500Name issuer, KeyPair signer) {
      JcaX509v3CertificateBuilder builder =
          new JcaX509v3CertificateBuilder(
              issuer,
              new BigInteger(64, RANDOM),
              Date.from(begin),
              Date.from(end),
              new X500Name(subject),
              pair.getPublic());
      try {
        addExtensions(builder);
        return new Issued(
            CertificateFacts.fromDer(
                builder
                    .build(new JcaContentSignerBuilder(signature).build(signer.getPrivate()))
                    .getEncoded()),
            pair);
      } catch (IOException | OperatorCreationException | GeneralSecurityException e) {
        throw new IllegalStateException(e);
      }
    }

    private void addExtensions(JcaX509v3CertificateBuilder builder) throws IOException {
      builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(authority));
      if (usage != 0) {
        builder.addExtension(Extension.keyUsage, true, new KeyUsage(usage));
      }
      if (!purposes.isEmpty()) {
        builder.addExtension(
            Extension.extendedKeyUsage,
            false,
            new ExtendedKeyUsage(purposes.toArray(KeyPurposeId[]::new)));
      }
      if (!names.isEmpty()) {
        builder.addExtension(
            Extension.subjectAlternativeName,
            false,
            new GeneralNames(names.toArray(GeneralName[]::new)));
      }
      if (strangeExtension) {
        builder.addExtension(
            new ASN1ObjectIdentifier("1.3.6.1.4.1.99999.1"), true, new DERUTF8String("x"));
      }
    }
  }
}
