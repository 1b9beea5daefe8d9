package io.webgateway.model.certificate;

import io.webgateway.model.name.HostPattern;
import java.time.Instant;
import java.util.List;

/**
 * One certificate as people see it.
 *
 * @param id names it on its node
 * @param version grows with every change; the source of the ETag
 * @param owner the identity id of its owner
 * @param names the DNS names that it is good for, sorted
 * @param issuer who issued it, as its issuer's common name or whole name
 * @param serial the serial number in lower-case hex
 * @param notBefore when it begins to be valid
 * @param notAfter when it ends to be valid
 * @param fingerprint SHA-256 of the leaf in lower-case hex
 * @param source where it came from
 * @param keyAlgorithm kind and size of its key, for example {@code EC P-256}
 * @param chainLength how many certificates are presented, the leaf counted
 * @param createdAt when it was stored
 */
public record CertificateView(
    String id,
    long version,
    String owner,
    List<HostPattern> names,
    String issuer,
    String serial,
    Instant notBefore,
    Instant notAfter,
    String fingerprint,
    CertificateSource source,
    String keyAlgorithm,
    int chainLength,
    Instant createdAt) {

  /** Copies the list. */
  public CertificateView {
    names = List.copyOf(names);
  }
}
