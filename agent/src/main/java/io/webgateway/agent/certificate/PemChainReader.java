package io.webgateway.agent.certificate;

import io.webgateway.agent.certificate.CertificateProblem.Kind;
import java.io.IOException;
import java.io.StringReader;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.bouncycastle.util.io.pem.PemObject;
import org.bouncycastle.util.io.pem.PemReader;

/** Reads the certificates of an upload. */
final class PemChainReader {
  private static final int MAX_CHARS = 128 * 1024;
  private static final int MAX_CERTIFICATES = 10;
  private static final Set<String> CERTIFICATE_TYPES =
      Set.of("CERTIFICATE", "X509 CERTIFICATE", "X.509 CERTIFICATE");
  private static final String CURE =
      "Paste the PEM text of the server's certificate and of its intermediate certificates.";

  private PemChainReader() {}

  /** The certificates in the order of the text; empty when a problem was noted. */
  static List<X509Certificate> read(String text, Findings findings) {
    if (text.length() > MAX_CHARS) {
      findings.refuse(Kind.CHAIN_TOO_LONG, "The chain has more than 128 KiB.", CURE);
      return List.of();
    }
    List<X509Certificate> chain = new ArrayList<>();
    try (PemReader reader = new PemReader(new StringReader(text))) {
      for (PemObject object = reader.readPemObject();
          object != null;
          object = reader.readPemObject()) {
        if (!add(object, chain, findings)) {
          return List.of();
        }
      }
    } catch (IOException | CertificateException | RuntimeException _) {
      // Hostile bytes reach parsers that throw unchecked exceptions.
      findings.refuse(
          Kind.CHAIN_UNREADABLE,
          "Certificate " + (chain.size() + 1) + " of the chain cannot be read.",
          "Copy the whole text from BEGIN CERTIFICATE to END CERTIFICATE.");
      return List.of();
    }
    if (chain.isEmpty()) {
      findings.refuse(Kind.CHAIN_MISSING, "There is no certificate in the chain.", CURE);
    }
    return chain;
  }

  private static boolean add(PemObject object, List<X509Certificate> chain, Findings findings)
      throws CertificateException {
    if (object.getType().endsWith("PRIVATE KEY")) {
      findings.refuse(
          Kind.CHAIN_HAS_KEY,
          "The chain contains a private key.",
          "Put the key into the field for keys; keep it out of files that are given away.");
      return false;
    }
    if (!CERTIFICATE_TYPES.contains(object.getType())) {
      findings.refuse(
          Kind.CHAIN_UNREADABLE, "The chain contains something that is no certificate.", CURE);
      return false;
    }
    if (chain.size() == MAX_CERTIFICATES) {
      findings.refuse(
          Kind.CHAIN_TOO_LONG,
          "The chain has more than " + MAX_CERTIFICATES + " certificates.",
          "Leave out what does not belong to it.");
      return false;
    }
    chain.add(CertificateFacts.fromDer(object.getContent()));
    return true;
  }
}
