package io.webgateway.agent.certificate;

import io.webgateway.agent.certificate.CertificateProblem.Kind;
import io.webgateway.agent.routing.ServerCertificate;
import io.webgateway.model.name.HostPattern;
import io.webgateway.wire.pem.KeyPem;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Judges an uploaded chain and key, and reports every problem at once: form, order and signatures
 * of the chain, purpose, dates, names and strength of the server's certificate, and whether the key
 * belongs to it. Whether visitors trust the issuer is not judged; a private authority is fine.
 *
 * <p>Thread: any; takes milliseconds, or seconds for a key under a costly passphrase, so never an
 * event loop.
 */
public final class PemCertificateCheck {
  private PemCertificateCheck() {}

  /** What became of an upload. */
  public sealed interface Outcome {}

  /**
   * It can be stored and served.
   *
   * @param certificate with all DNS names of the certificate
   * @param warnings what its owner should know
   */
  public record Accepted(ServerCertificate certificate, List<CertificateProblem> warnings)
      implements Outcome {
    /** Copies the list. */
    public Accepted {
      warnings = List.copyOf(warnings);
    }
  }

  /**
   * It cannot.
   *
   * @param problems all that was found; at least one
   */
  public record Refused(List<CertificateProblem> problems) implements Outcome {
    /** Copies the list. */
    public Refused {
      problems = List.copyOf(problems);
    }
  }

  /**
   * Judges one upload.
   *
   * @param upload chain and key
   * @param hosts what it must be good for; empty when that is decided later
   * @param now the time to judge dates by
   */
  public static Outcome check(PemUpload upload, Set<HostPattern> hosts, Instant now) {
    Findings findings = new Findings();
    List<X509Certificate> chain = PemChainReader.read(upload.chain(), findings);
    Optional<PublicKey> certified = chain.stream().findFirst().map(X509Certificate::getPublicKey);
    Optional<PrivateKey> key =
        new PemKeyReader(upload.passphrase(), certified, findings).read(upload.key());
    if (startsWithAuthority(chain)) {
      findings.refuse(
          Kind.CHAIN_OUT_OF_ORDER,
          "The first certificate belongs to an authority, and the server's own comes later.",
          "Put the server's own certificate first, and after each the one that signed it.");
    } else if (!chain.isEmpty()) {
      new ChainCheck(chain, findings).check(now);
      new LeafCheck(chain.getFirst(), findings).check(hosts, now);
      key.ifPresent(secret -> checkMatch(secret, chain, findings));
    }
    List<CertificateProblem> problems = findings.problems();
    if (!problems.isEmpty()) {
      return new Refused(problems);
    }
    Set<HostPattern> names = CertificateFacts.names(chain.getFirst());
    return new Accepted(
        CertificateFacts.serverCertificate(chain, key.orElseThrow(), names), findings.warnings());
  }

  // Everything else that could be said of such a chain would only follow from this.
  private static boolean startsWithAuthority(List<X509Certificate> chain) {
    return !chain.isEmpty()
        && chain.getFirst().getBasicConstraints() >= 0
        && chain.stream().anyMatch(certificate -> certificate.getBasicConstraints() < 0);
  }

  private static void checkMatch(
      PrivateKey secret, List<X509Certificate> chain, Findings findings) {
    if (KeyPem.isPair(secret, chain.getFirst().getPublicKey())) {
      return;
    }
    for (int i = 1; i < chain.size(); i++) {
      if (KeyPem.isPair(secret, chain.get(i).getPublicKey())) {
        findings.refuse(
            Kind.CHAIN_OUT_OF_ORDER,
            "The key belongs to certificate " + (i + 1) + ", not to the first one.",
            "Put the server's own certificate first.");
        return;
      }
    }
    findings.refuse(
        Kind.KEY_DOES_NOT_MATCH,
        "The private key does not belong to the first certificate.",
        "Upload the key that the certificate was requested with, or request a new certificate.");
  }
}
