package io.webgateway.agent.certificate;

import io.webgateway.agent.certificate.CertificateShelf.Selection;
import io.webgateway.agent.routing.ServerCertificate;
import io.webgateway.model.certificate.CertificateSource;
import io.webgateway.model.name.HostPattern;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sees to it that a tenant's hosts have certificates: chooses from the store, has missing ones
 * issued and old ones renewed when there is an issuer, and removes issued ones that have ended.
 *
 * <p>Thread: any, one at a time; blocks on disk and issuer, so never an event loop.
 */
public final class CertificateDesk {
  private static final Logger LOG = LoggerFactory.getLogger(CertificateDesk.class);

  private final CertificateStore store;
  private final Optional<CertificateIssuer> issuer;
  private final InstantSource clock;
  private final Map<Wish, Failure> failures = new HashMap<>();

  /**
   * Makes one.
   *
   * @param issuer who issues; empty means that every certificate must be uploaded
   */
  public CertificateDesk(
      CertificateStore store, Optional<CertificateIssuer> issuer, InstantSource clock) {
    this.store = store;
    this.issuer = issuer;
    this.clock = clock;
  }

  /**
   * What a tenant's hosts are served with.
   *
   * @param certificates for the data plane, each with only those of the hosts that it speaks for
   * @param shortages hosts without a certificate, and why
   */
  public record Provision(List<ServerCertificate> certificates, List<Shortage> shortages) {
    /** Copies both lists. */
    public Provision {
      certificates = List.copyOf(certificates);
      shortages = List.copyOf(shortages);
    }
  }

  /**
   * A host that cannot be served over TLS.
   *
   * @param host the host
   * @param code a stable word for programs, for example {@code no-certificate}
   * @param reason fault and cure, for people
   */
  public record Shortage(HostPattern host, String code, String reason) {}

  private record Wish(String owner, Set<HostPattern> hosts) {}

  private record Failure(int attempts, Instant retryAt, String code, String reason) {}

  /**
   * Provides for one tenant; issues and renews on the way.
   *
   * @param owner the identity id of the tenant
   * @param hosts all hosts of its accepted workloads that terminate TLS here
   */
  public synchronized Provision provide(String owner, Set<HostPattern> hosts) {
    Instant now = clock.instant();
    removeEnded(owner, now);
    failures
        .keySet()
        .removeIf(wish -> wish.owner.equals(owner) && Collections.disjoint(wish.hosts, hosts));
    issuer.ifPresent(from -> issueAndRenew(from, owner, hosts, now));
    Selection selection = CertificateShelf.select(store.all(), owner, hosts, now);
    return new Provision(
        selection.certificates(),
        new TreeSet<>(selection.uncovered()).stream().map(host -> shortage(owner, host)).toList());
  }

  // One certificate per host: a host that cannot have one never keeps another from its own, and a
  // tenant's hosts are not listed together for every visitor to read.
  private void issueAndRenew(
      CertificateIssuer from, String owner, Set<HostPattern> hosts, Instant now) {
    Selection before = CertificateShelf.select(store.all(), owner, hosts, now);
    for (HostPattern host : before.uncovered()) {
      issue(from, new Wish(owner, Set.of(host)), now)
          .ifPresent(issued -> keep(() -> store.add(owner, from.source(), issued)));
    }
    for (StoredCertificate old : Set.copyOf(before.chosen().values())) {
      if (old.source() == from.source() && !RenewalPolicy.renewAt(old).isAfter(now)) {
        issue(from, new Wish(owner, old.names()), now)
            .ifPresent(issued -> keep(() -> store.replace(old.id(), old.version(), issued)));
      }
    }
  }

  private Optional<ServerCertificate> issue(CertificateIssuer from, Wish wish, Instant now) {
    Failure last = failures.get(wish);
    if (last != null && last.retryAt.isAfter(now)) {
      return Optional.empty();
    }
    int attempts = last == null ? 1 : last.attempts + 1;
    return switch (from.issue(wish.hosts)) {
      case CertificateIssuer.Outcome.Issued(ServerCertificate certificate) -> {
        failures.remove(wish);
        LOG.info("certificate issued for {}", wish.hosts);
        yield Optional.of(certificate);
      }
      case CertificateIssuer.Outcome.Later(Instant notBefore, String fault) ->
          fail(wish, new Failure(attempts, notBefore, "issuing-delayed", fault));
      case CertificateIssuer.Outcome.Refused(String code, String fault, String cure) -> {
        Instant retryAt = RenewalPolicy.retryAt(attempts, now);
        yield fail(wish, new Failure(attempts, retryAt, code, fault + " " + cure));
      }
    };
  }

  private Optional<ServerCertificate> fail(Wish wish, Failure failure) {
    failures.put(wish, failure);
    LOG.warn(
        "no certificate for {}: {} (again at {})", wish.hosts, failure.reason, failure.retryAt);
    return Optional.empty();
  }

  private Shortage shortage(String owner, HostPattern host) {
    Failure failure = failures.get(new Wish(owner, Set.of(host)));
    return failure == null
        ? new Shortage(
            host,
            "no-certificate",
            "There is no valid certificate for " + host + "; upload one that lists this name.")
        : new Shortage(host, failure.code, failure.reason);
  }

  private void removeEnded(String owner, Instant now) {
    for (StoredCertificate stored : store.all()) {
      if (stored.owner().equals(owner)
          && stored.source() != CertificateSource.UPLOADED
          && stored.leaf().getNotAfter().toInstant().isBefore(now)) {
        keep(() -> store.remove(stored.id(), stored.version()));
      }
    }
  }

  private interface Write {
    void run() throws IOException;
  }

  // What could not be written is issued or removed again at the next call.
  private static void keep(Write write) {
    try {
      write.run();
    } catch (IOException e) {
      LOG.error("a certificate could not be stored or removed", e);
    }
  }
}
