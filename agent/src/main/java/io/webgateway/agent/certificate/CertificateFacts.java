package io.webgateway.agent.certificate;

import io.webgateway.agent.routing.ServerCertificate;
import io.webgateway.model.name.HostPattern;
import java.io.ByteArrayInputStream;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.cert.CertificateEncodingException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.util.Base64;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import javax.naming.InvalidNameException;
import javax.naming.ldap.LdapName;
import javax.naming.ldap.Rdn;
import org.bouncycastle.asn1.x509.Certificate;

/** What a certificate says, read in one way by all of this package. */
final class CertificateFacts {
  private static final int SAN_DNS_NAME = 2;

  private CertificateFacts() {}

  /** A certificate from its DER bytes. */
  static X509Certificate fromDer(byte[] der) throws CertificateException {
    requireWholeBytes(der);
    CertificateFactory factory = CertificateFactory.getInstance("X.509");
    if (factory.generateCertificate(new ByteArrayInputStream(der))
        instanceof X509Certificate certificate) {
      return certificate;
    }
    throw new CertificateException("not an X.509 certificate");
  }

  /** A signature is whole bytes; the JDK takes one that says otherwise, other readers do not. */
  private static void requireWholeBytes(byte[] der) throws CertificateException {
    try {
      if (Certificate.getInstance(der).getSignature().getPadBits() != 0) {
        throw new CertificateException("the signature has unused bits");
      }
    } catch (IllegalArgumentException e) {
      throw new CertificateException("not an X.509 certificate", e);
    }
  }

  /** SHA-256 of the whole certificate in lower-case hex. */
  static String fingerprint(X509Certificate certificate) {
    return HexFormat.of().formatHex(sha256(encoded(certificate)));
  }

  /** The pin of a public key: base64url without padding of SHA-256 of its SPKI (RFC 7469 2.4). */
  static String pin(PublicKey key) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(sha256(key.getEncoded()));
  }

  /** DNS names of the subject alternative name; the common name and addresses do not count. */
  static Set<HostPattern> names(X509Certificate certificate) {
    Set<HostPattern> names = new TreeSet<>();
    try {
      Collection<List<?>> all = certificate.getSubjectAlternativeNames();
      for (List<?> entry : all == null ? List.<List<?>>of() : all) {
        if (entry.get(0).equals(SAN_DNS_NAME) && entry.get(1) instanceof String name) {
          HostPattern.parse(name).toOptional().ifPresent(names::add);
        }
      }
    } catch (CertificateParsingException _) {
      return Set.of();
    }
    return names;
  }

  /** What the data plane gets: the chain with its key, for some of its names. */
  static ServerCertificate serverCertificate(
      List<X509Certificate> chain, PrivateKey key, Collection<HostPattern> names) {
    return new ServerCertificate(
        fingerprint(chain.getFirst()),
        names.stream().map(HostPattern::toString).collect(Collectors.toSet()),
        chain,
        key);
  }

  /** Kind and size of a key, for people. */
  static String keyAlgorithm(PublicKey key) {
    return switch (key) {
      case RSAPublicKey rsa -> "RSA " + rsa.getModulus().bitLength();
      case ECPublicKey ec -> "EC P-" + ec.getParams().getCurve().getField().getFieldSize();
      default -> key.getAlgorithm();
    };
  }

  /** The issuer's common name, or its whole name when it has none. */
  static String issuer(X509Certificate certificate) {
    String whole = certificate.getIssuerX500Principal().getName();
    try {
      return new LdapName(whole)
          .getRdns().stream()
              .filter(rdn -> rdn.getType().equalsIgnoreCase("CN"))
              .map(Rdn::getValue)
              .map(String::valueOf)
              .findFirst()
              .orElse(whole);
    } catch (InvalidNameException _) {
      return whole;
    }
  }

  static boolean isSelfIssued(X509Certificate certificate) {
    return certificate.getIssuerX500Principal().equals(certificate.getSubjectX500Principal());
  }

  private static byte[] encoded(X509Certificate certificate) {
    try {
      return certificate.getEncoded();
    } catch (CertificateEncodingException e) {
      throw new IllegalStateException("a parsed certificate has no encoding", e);
    }
  }

  private static byte[] sha256(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
