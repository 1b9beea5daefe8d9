package io.webgateway.agent.certificate;

import io.webgateway.agent.routing.ServerCertificate;
import io.webgateway.model.certificate.CertificateSource;
import io.webgateway.model.certificate.CertificateView;
import io.webgateway.model.name.HostPattern;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/**
 * One certificate that the node keeps.
 *
 * @param id names it on this node
 * @param version 1 when it was added, one more with each replacement; the source of the ETag
 * @param owner the identity id of its owner
 * @param source where it came from
 * @param createdAt when this version was stored
 * @param certificate chain and key, with all DNS names of the leaf
 */
public record StoredCertificate(
    String id,
    long version,
    String owner,
    CertificateSource source,
    Instant createdAt,
    ServerCertificate certificate) {

  /** The server's own certificate. */
  public X509Certificate leaf() {
    return certificate.chain().getFirst();
  }

  /** Whether its dates are good at a moment. */
  public boolean isValidAt(Instant now) {
    return !leaf().getNotBefore().toInstant().isAfter(now)
        && leaf().getNotAfter().toInstant().isAfter(now);
  }

  /** The DNS names of the leaf. */
  public Set<HostPattern> names() {
    return CertificateFacts.names(leaf());
  }

  /** Whether it is good for a host by name; dates do not matter here. */
  public boolean covers(HostPattern host) {
    return names().stream().anyMatch(name -> name.covers(host));
  }

  /** What people may see of it. */
  public CertificateView view() {
    X509Certificate leaf = leaf();
    return new CertificateView(
        id,
        version,
        owner,
        List.copyOf(names()),
        CertificateFacts.issuer(leaf),
        leaf.getSerialNumber().toString(16),
        leaf.getNotBefore().toInstant(),
        leaf.getNotAfter().toInstant(),
        certificate.fingerprint(),
        source,
        CertificateFacts.keyAlgorithm(leaf.getPublicKey()),
        certificate.chain().size(),
        createdAt);
  }
}
