package io.webgateway.agent.certificate;

import io.webgateway.agent.routing.ServerCertificate;
import io.webgateway.model.certificate.CertificateSource;
import io.webgateway.model.name.HostPattern;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Chooses what hosts are served with. Pure. A host is served only with a certificate of its own
 * tenant, and a certificate only for the hosts that were asked for: one that a tenant uploaded
 * never speaks for a host of another, whatever names it bears.
 */
public final class CertificateShelf {
  private static final Comparator<StoredCertificate> BEST_FIRST =
      Comparator.comparingInt((StoredCertificate stored) -> rank(stored.source()))
          .thenComparing(
              stored -> stored.leaf().getNotAfter().toInstant(), Comparator.reverseOrder())
          .thenComparing(StoredCertificate::createdAt, Comparator.reverseOrder())
          .thenComparing(StoredCertificate::id);

  private CertificateShelf() {}

  /**
   * What was chosen.
   *
   * @param chosen the certificate of each host that has one
   * @param uncovered the hosts that have none that is valid now
   */
  public record Selection(Map<HostPattern, StoredCertificate> chosen, Set<HostPattern> uncovered) {
    /** Copies both. */
    public Selection {
      chosen = Map.copyOf(chosen);
      uncovered = Set.copyOf(uncovered);
    }

    /** What the data plane gets: each certificate with the hosts that it may speak for here. */
    public List<ServerCertificate> certificates() {
      Map<String, Set<HostPattern>> hosts = new TreeMap<>();
      Map<String, ServerCertificate> certificates = new TreeMap<>();
      chosen.forEach(
          (host, stored) -> {
            hosts.computeIfAbsent(stored.id(), _ -> new TreeSet<>()).add(host);
            certificates.put(stored.id(), stored.certificate());
          });
      return certificates.entrySet().stream()
          .map(entry -> narrowed(entry.getValue(), hosts.getOrDefault(entry.getKey(), Set.of())))
          .toList();
    }

    private static ServerCertificate narrowed(ServerCertificate all, Set<HostPattern> hosts) {
      return CertificateFacts.serverCertificate(all.chain(), all.key(), hosts);
    }
  }

  /**
   * Chooses for one tenant. What its owner uploaded comes before what was issued, and what is valid
   * longest comes first.
   *
   * @param all everything that is stored
   * @param owner the identity id of the tenant
   * @param hosts what is to be served
   * @param now the time to judge dates by
   */
  public static Selection select(
      Collection<StoredCertificate> all, String owner, Set<HostPattern> hosts, Instant now) {
    List<StoredCertificate> usable =
        all.stream()
            .filter(stored -> stored.owner().equals(owner) && stored.isValidAt(now))
            .sorted(BEST_FIRST)
            .toList();
    Map<HostPattern, StoredCertificate> chosen = new TreeMap<>();
    Set<HostPattern> uncovered = new TreeSet<>();
    for (HostPattern host : hosts) {
      Optional<StoredCertificate> best =
          usable.stream().filter(stored -> stored.covers(host)).findFirst();
      best.ifPresentOrElse(stored -> chosen.put(host, stored), () -> uncovered.add(host));
    }
    return new Selection(chosen, uncovered);
  }

  private static int rank(CertificateSource source) {
    return switch (source) {
      case UPLOADED -> 0;
      case ACME -> 1;
      case LOCAL_CA -> 2;
    };
  }
}
