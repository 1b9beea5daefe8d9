package io.webgateway.agent.certificate;

import io.webgateway.agent.certificate.CertificateProblem.Kind;
import io.webgateway.model.name.HostPattern;
import java.security.PublicKey;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Whether a certificate can serve the hosts it is for. */
final class LeafCheck {
  private static final Duration SOON = Duration.ofDays(14);
  private static final int DIGITAL_SIGNATURE = 0;
  private static final String SERVER_AUTH = "1.3.6.1.5.5.7.3.1";
  private static final String ANY_USAGE = "2.5.29.37.0";
  private static final String STRENGTH_CURE =
      "Use an RSA key of 2048 to 8192 bits, or an EC key on P-256 or P-384.";

  private final X509Certificate leaf;
  private final Findings findings;

  LeafCheck(X509Certificate leaf, Findings findings) {
    this.leaf = leaf;
    this.findings = findings;
  }

  /** Notes every problem of the server's own certificate. */
  void check(Set<HostPattern> hosts, Instant now) {
    checkPurpose();
    checkDates(now);
    checkNames(hosts);
    checkStrength(leaf.getPublicKey());
  }

  private void checkPurpose() {
    if (leaf.getBasicConstraints() >= 0) {
      findings.refuse(
          Kind.CERTIFICATE_IS_AUTHORITY,
          "The first certificate belongs to an authority, not to a server.",
          "Put the server's own certificate first.");
    }
    if (!isForServers()) {
      findings.refuse(
          Kind.CERTIFICATE_NOT_FOR_SERVERS,
          "The first certificate is not meant for TLS servers.",
          "Get one with the extended key usage serverAuth and the key usage digitalSignature.");
    }
    if (leaf.hasUnsupportedCriticalExtension()) {
      findings.refuse(
          Kind.UNKNOWN_CRITICAL_EXTENSION,
          "The first certificate has a critical extension that is not known here.",
          "Get one without it; visitors would refuse this one.");
    }
  }

  private boolean isForServers() {
    boolean[] usage = leaf.getKeyUsage();
    if (usage != null && !usage[DIGITAL_SIGNATURE]) {
      return false;
    }
    try {
      List<String> extended = leaf.getExtendedKeyUsage();
      return extended == null || extended.contains(SERVER_AUTH) || extended.contains(ANY_USAGE);
    } catch (CertificateParsingException _) {
      return false;
    }
  }

  private void checkDates(Instant now) {
    Instant begin = leaf.getNotBefore().toInstant();
    Instant end = leaf.getNotAfter().toInstant();
    if (begin.isAfter(now)) {
      findings.refuse(
          Kind.NOT_YET_VALID,
          "The certificate begins to be valid on " + begin + ".",
          "Upload it then, or check the clock of the node: it is " + now + " there.");
    }
    if (!end.isAfter(now)) {
      findings.refuse(
          Kind.EXPIRED, "The certificate ended on " + end + ".", "Upload its successor.");
    } else if (end.isBefore(now.plus(SOON))) {
      findings.warn(
          Kind.EXPIRES_SOON, "The certificate ends on " + end + ".", "Have its successor ready.");
    }
  }

  private void checkNames(Set<HostPattern> hosts) {
    Set<HostPattern> names = CertificateFacts.names(leaf);
    if (names.isEmpty()) {
      findings.refuse(
          Kind.CERTIFICATE_WITHOUT_NAMES,
          "The certificate has no DNS name in its subject alternative name;"
              + " a common name does not count.",
          "Get one that lists its DNS names.");
      return;
    }
    Set<HostPattern> missing = new TreeSet<>(hosts);
    missing.removeIf(host -> names.stream().anyMatch(name -> name.covers(host)));
    if (!missing.isEmpty()) {
      findings.refuse(
          Kind.HOST_NOT_COVERED,
          "The certificate is for " + shown(names) + ", not for " + shown(missing) + ".",
          "Use one that lists every host; a star stands for one label only.");
    }
  }

  private static String shown(Set<HostPattern> names) {
    int most = 5;
    String first =
        names.stream().limit(most).map(HostPattern::toString).collect(Collectors.joining(", "));
    return names.size() > most ? first + " and " + (names.size() - most) + " more" : first;
  }

  private void checkStrength(PublicKey key) {
    switch (key) {
      case RSAPublicKey rsa -> checkSize(rsa.getModulus().bitLength());
      case ECPublicKey ec -> checkCurve(ec.getParams().getCurve().getField().getFieldSize());
      default ->
          findings.refuse(
              Kind.KEY_KIND_UNKNOWN,
              "The certificate has a key of a kind that visitors' browsers do not support.",
              STRENGTH_CURE);
    }
  }

  private void checkSize(int bits) {
    if (bits < 2048 || bits > 8192) {
      findings.refuse(
          Kind.KEY_TOO_WEAK, "The certificate's RSA key has " + bits + " bits.", STRENGTH_CURE);
    }
  }

  private void checkCurve(int bits) {
    if (bits != 256 && bits != 384) {
      findings.refuse(
          Kind.KEY_KIND_UNKNOWN,
          "The certificate's EC key has " + bits + " bits, which browsers do not all support.",
          STRENGTH_CURE);
    }
  }
}
