package io.webgateway.wire.pem;

import io.webgateway.model.name.Parsed;
import java.io.ByteArrayInputStream;
import java.security.cert.CertificateEncodingException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Date;
import java.util.List;
import java.util.Optional;

/** Certificates in PEM. Thread: any; takes milliseconds. */
public final class CertificatePem {
  /** The most certificates of one bundle. */
  public static final int MAX_AUTHORITIES = 20;

  /** The most certificates of one chain. */
  public static final int MAX_CHAIN = 10;

  private static final String LABEL = "CERTIFICATE";

  private CertificatePem() {}

  /** A bundle of authorities: each may sign certificates. */
  public static Parsed<List<X509Certificate>> authorities(String text) {
    return certificates(text, MAX_AUTHORITIES).then(CertificatePem::authoritiesOnly);
  }

  /** A chain: its own certificate first, then those that signed it, as far as they are there. */
  public static Parsed<List<X509Certificate>> chain(String text) {
    return certificates(text, MAX_CHAIN);
  }

  private static Parsed<List<X509Certificate>> certificates(String text, int most) {
    return PemBlock.all(text).then(blocks -> certificates(blocks, most));
  }

  private static Parsed<List<X509Certificate>> certificates(List<PemBlock> blocks, int most) {
    if (blocks.stream().anyMatch(PemBlock::isPrivateKey)) {
      return new Parsed.Invalid<>(
          "There is a private key in it; put certificates only, from BEGIN CERTIFICATE to END"
              + " CERTIFICATE");
    }
    if (blocks.isEmpty()) {
      return new Parsed.Invalid<>(
          "There is no certificate in it; write PEM text, from BEGIN CERTIFICATE to END"
              + " CERTIFICATE");
    }
    if (blocks.size() > most) {
      return new Parsed.Invalid<>(
          "There are " + blocks.size() + " certificates; write at most " + most);
    }
    List<X509Certificate> found = new ArrayList<>();
    for (PemBlock block : blocks) {
      Optional<X509Certificate> certificate = certificate(block);
      if (certificate.isEmpty()) {
        return new Parsed.Invalid<>(
            "Block "
                + (found.size() + 1)
                + " of the PEM text is no certificate; copy each from BEGIN CERTIFICATE to END"
                + " CERTIFICATE");
      }
      found.add(certificate.get());
    }
    return new Parsed.Valid<>(List.copyOf(found));
  }

  private static Optional<X509Certificate> certificate(PemBlock block) {
    if (!block.label().equals(LABEL)) {
      return Optional.empty();
    }
    try {
      return CertificateFactory.getInstance("X.509")
                  .generateCertificate(new ByteArrayInputStream(block.der()))
              instanceof X509Certificate certificate
          ? Optional.of(certificate)
          : Optional.empty();
    } catch (CertificateException | RuntimeException _) {
      // Hostile bytes reach a parser that may throw unchecked exceptions.
      return Optional.empty();
    }
  }

  private static Parsed<List<X509Certificate>> authoritiesOnly(List<X509Certificate> bundle) {
    for (int i = 0; i < bundle.size(); i++) {
      if (bundle.get(i).getBasicConstraints() < 0) {
        return new Parsed.Invalid<>(
            "Certificate "
                + (i + 1)
                + " is no authority's; write the certificate of the authority that signs (for a"
                + " backend that signs its own, use pins)");
      }
    }
    return new Parsed.Valid<>(bundle);
  }

  /** What stands against a bundle today: none of its authorities is valid. */
  public static Optional<String> problemOfBundle(List<X509Certificate> bundle, Instant now) {
    boolean anyValid = bundle.stream().anyMatch(authority -> isValid(authority, now));
    return anyValid
        ? Optional.empty()
        : bundle.stream()
            .max(Comparator.comparing(X509Certificate::getNotAfter))
            .map(last -> "No authority of it is valid today, the last one is" + term(last));
  }

  /** What stands against a chain today: its own certificate is not valid. */
  public static Optional<String> problemOfChain(List<X509Certificate> chain, Instant now) {
    X509Certificate own = chain.getFirst();
    return isValid(own, now)
        ? Optional.empty()
        : Optional.of("The certificate is not valid today, it is" + term(own));
  }

  private static String term(X509Certificate certificate) {
    return " from " + day(certificate.getNotBefore()) + " to " + day(certificate.getNotAfter());
  }

  private static boolean isValid(X509Certificate certificate, Instant now) {
    return !now.isBefore(certificate.getNotBefore().toInstant())
        && !now.isAfter(certificate.getNotAfter().toInstant());
  }

  private static String day(Date date) {
    return date.toInstant().toString().substring(0, "2026-01-01".length());
  }

  /** The certificates as text, in one form whatever was written around them. */
  public static String write(List<X509Certificate> certificates) {
    StringBuilder text = new StringBuilder();
    for (X509Certificate certificate : certificates) {
      try {
        text.append(PemBlock.text(LABEL, certificate.getEncoded()));
      } catch (CertificateEncodingException e) {
        throw new IllegalStateException("A parsed certificate has no encoding", e);
      }
    }
    return text.toString();
  }
}
