package io.webgateway.agent.certificate;

import io.webgateway.agent.certificate.CertificateProblem.Kind;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/** Whether certificates form one chain: each is signed by the next, and may be. */
final class ChainCheck {
  private static final int KEY_CERT_SIGN = 5;
  private static final String ORDER_CURE =
      "Put the server's own certificate first, and after each the one that signed it.";

  private final List<X509Certificate> chain;
  private final Findings findings;

  ChainCheck(List<X509Certificate> chain, Findings findings) {
    this.chain = chain;
    this.findings = findings;
  }

  /** Notes every problem of the chain as a whole and of its intermediate certificates. */
  void check(Instant now) {
    for (int i = 0; i + 1 < chain.size(); i++) {
      checkLink(i);
    }
    for (int i = 1; i < chain.size(); i++) {
      checkIssuer(i, now);
    }
    for (int i = 0; i < chain.size(); i++) {
      checkStrength(i);
    }
    checkEnd();
  }

  private void checkLink(int i) {
    X509Certificate signed = chain.get(i);
    X509Certificate signer = chain.get(i + 1);
    if (!signed.getIssuerX500Principal().equals(signer.getSubjectX500Principal())) {
      findings.refuse(
          Kind.CHAIN_OUT_OF_ORDER,
          ordinal(i) + " was not issued by " + ordinal(i + 1) + ".",
          ORDER_CURE);
      return;
    }
    try {
      signed.verify(signer.getPublicKey());
    } catch (GeneralSecurityException _) {
      findings.refuse(
          Kind.CHAIN_BAD_SIGNATURE,
          ordinal(i) + " names " + ordinal(i + 1) + " as its issuer, but that key did not sign it.",
          "Use the intermediate certificates that came with the server's certificate.");
    }
  }

  private void checkIssuer(int i, Instant now) {
    X509Certificate issuer = chain.get(i);
    boolean[] usage = issuer.getKeyUsage();
    if (issuer.getBasicConstraints() < 0 || (usage != null && !usage[KEY_CERT_SIGN])) {
      findings.refuse(
          Kind.CHAIN_ISSUER_NOT_AUTHORITY,
          ordinal(i) + " may not issue certificates.",
          "Leave out what is not an intermediate certificate.");
    }
    if (issuer.getNotAfter().toInstant().isBefore(now)) {
      findings.refuse(
          Kind.EXPIRED,
          ordinal(i) + " ended on " + issuer.getNotAfter().toInstant() + ".",
          "Get current intermediate certificates from the issuer.");
    }
    if (issuer.getNotBefore().toInstant().isAfter(now)) {
      findings.refuse(
          Kind.NOT_YET_VALID,
          ordinal(i) + " begins on " + issuer.getNotBefore().toInstant() + ".",
          "Get current intermediate certificates from the issuer.");
    }
  }

  // A root's signature on itself proves nothing, so its strength does not matter.
  private void checkStrength(int i) {
    X509Certificate certificate = chain.get(i);
    String algorithm = certificate.getSigAlgName().toUpperCase(Locale.ROOT);
    boolean weak =
        algorithm.startsWith("SHA1") || algorithm.startsWith("MD") || algorithm.startsWith("SHA-1");
    if (weak && !(i > 0 && CertificateFacts.isSelfIssued(certificate))) {
      findings.refuse(
          Kind.CHAIN_WEAK_SIGNATURE,
          ordinal(i) + " is signed with " + certificate.getSigAlgName() + ".",
          "Get one that is signed with SHA-256 or better.");
    }
  }

  private void checkEnd() {
    X509Certificate leaf = chain.getFirst();
    if (chain.size() > 1) {
      return;
    }
    if (CertificateFacts.isSelfIssued(leaf)) {
      findings.warn(
          Kind.CERTIFICATE_SELF_SIGNED,
          "The certificate is signed by itself, so browsers will warn.",
          "Use one of an authority that your visitors trust.");
    } else {
      findings.warn(
          Kind.CHAIN_INCOMPLETE,
          "There is no intermediate certificate, so some visitors may not trust the chain.",
          "Add the intermediate certificates that came with the certificate.");
    }
  }

  private static String ordinal(int i) {
    return i == 0 ? "The first certificate" : "Certificate " + (i + 1);
  }
}
