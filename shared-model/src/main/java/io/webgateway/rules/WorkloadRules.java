package io.webgateway.rules;

import io.webgateway.model.identity.Thumbprint;
import io.webgateway.model.ledger.DomainBody;
import io.webgateway.model.ledger.LedgerParameters;
import io.webgateway.model.ledger.PoolBody;
import io.webgateway.model.ledger.RecordKey;
import io.webgateway.model.ledger.WorkloadBody;
import io.webgateway.model.name.HostPattern;
import io.webgateway.model.workload.PublicPart;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The public part of a workload: its name, its pools and its hosts. */
final class WorkloadRules {
  private static final int MAX_HOSTS = 32;

  private final WorkloadBody body;
  private final Decision decision;
  private final String namespace;

  private WorkloadRules(WorkloadBody body, Decision decision) {
    this.body = body;
    this.decision = decision;
    this.namespace = decision.key().segments().getFirst();
  }

  static List<Refusal> decide(WorkloadBody body, Decision decision) {
    List<String> segments = decision.key().segments();
    if (!Findings.isLabel(segments.getLast())) {
      return List.of(
          Refusal.invalid(
              "bad-id",
              "/key",
              "A workload's id is one label of lower-case letters, digits and inner hyphens",
              "Use an id such as web"));
    }
    return new WorkloadRules(body, decision).decide();
  }

  private List<Refusal> decide() {
    return Findings.all(Findings.ownKey(decision), body.deleted() ? deleted() : published());
  }

  /**
   * Deletion takes back what stands, and nothing but that. It is possible in grace and quarantine
   * too; and a new owner may clear away what an earlier one left.
   */
  private List<Refusal> deleted() {
    boolean takesBack =
        decision
            .currentBody(WorkloadBody.class)
            .map(before -> !before.deleted() && body.equals(asDeleted(before)))
            .orElse(false);
    return Findings.all(
        Tenures.held(namespace, body.tenure(), decision, "/key"),
        Findings.when(
            !takesBack,
            Refusal.invalid(
                "nothing-to-delete",
                "/body/deleted",
                "There is no workload that reads like this one",
                "Take the newest version as it stands, and set deleted to true")));
  }

  private WorkloadBody asDeleted(WorkloadBody before) {
    return new WorkloadBody(
        body.tenure(), before.pools(), before.spec(), before.sealedHash(), true);
  }

  private List<Refusal> published() {
    return Findings.all(
        Tenures.holds(namespace, body.tenure(), decision, "/key"),
        Findings.number(body.pools().size(), 1, LedgerParameters.MAX_POOLS, "/body/pools"),
        distinctPools(),
        poolsExist(),
        Findings.number(body.spec().hosts().size(), 0, MAX_HOSTS, "/body/spec/hosts"),
        hosts(),
        ownHosts(),
        port(),
        sealedHash());
  }

  private List<Refusal> distinctPools() {
    return Findings.when(
        body.pools().stream().distinct().count() != body.pools().size(),
        Refusal.invalid(
            "double-pool", "/body/pools", "A pool is named twice", "Name each pool once"));
  }

  private List<Refusal> poolsExist() {
    if (!decision.looksAtLedger()) {
      return List.of();
    }
    return body.pools().stream()
        .filter(pool -> !exists(pool))
        .map(
            pool ->
                Refusal.invalid(
                    "no-such-pool",
                    "/body/pools",
                    "There is no pool " + pool,
                    "Choose a pool that exists: webgw get pools"))
        .toList();
  }

  private boolean exists(String pool) {
    return Findings.problemOfDomain(pool).isEmpty()
        && decision.latest(RecordKey.pool(pool), PoolBody.class).isPresent();
  }

  private List<Refusal> hosts() {
    List<Refusal> refusals = new ArrayList<>();
    List<String> hosts = body.spec().hosts();
    for (int i = 0; i < hosts.size(); i++) {
      refusals.addAll(host(hosts.get(i), "/body/spec/hosts/" + i));
    }
    if (hosts.stream().distinct().count() != hosts.size()) {
      refusals.add(
          Refusal.invalid(
              "double-host", "/body/spec/hosts", "A host is named twice", "Name each host once"));
    }
    return refusals;
  }

  /** The hosts that it has where it chose none must be possible too. */
  private List<Refusal> ownHosts() {
    return body.pools().stream()
        .map(pool -> HostPattern.problemOf(namespace + "." + pool))
        .flatMap(Optional::stream)
        .map(p -> Refusal.invalid("bad-pool", "/body/pools", p, "Choose a shorter name or pool"))
        .toList();
  }

  private List<Refusal> host(String host, String pointer) {
    Optional<String> problem = HostPattern.problemOf(host);
    if (problem.isPresent() || !HostPattern.of(host).toString().equals(host)) {
      return List.of(
          Refusal.invalid(
              "bad-host",
              pointer,
              problem.orElse(host + " is not in its plain form"),
              "Use lower-case host names, or *. before one"));
    }
    return Findings.when(
        !isUnderName(host) && !isClaimed(host),
        Refusal.notAllowed(
            "foreign-host",
            pointer,
            "The host " + host + " belongs neither to this name nor to a domain claimed for it",
            "Use " + namespace + ".<pool> or a host below it, or claim the domain first"));
  }

  /** At or below {@code <namespace>.<pool>}, with no other pool in between. */
  private boolean isUnderName(String host) {
    return body.pools().stream()
        .filter(pool -> Hosts.isUnder(host, namespace, pool))
        .anyMatch(pool -> nearestPool(host).map(pool::equals).orElse(true));
  }

  private Optional<String> nearestPool(String host) {
    return decision.looksAtLedger()
        ? Hosts.atAndAbove(Hosts.base(host)).stream()
            .filter(domain -> decision.latest(RecordKey.pool(domain), PoolBody.class).isPresent())
            .findFirst()
        : Optional.empty();
  }

  /** In a domain claimed for this name, the nearest claim deciding, and outside of its pools. */
  private boolean isClaimed(String host) {
    List<String> domains = Hosts.atAndAbove(Hosts.base(host));
    if (body.pools().stream().anyMatch(domains::contains)) {
      return false;
    }
    return !decision.looksAtLedger()
        || domains.stream()
            .map(domain -> decision.latest(RecordKey.domain(domain), DomainBody.class))
            .flatMap(Optional::stream)
            .filter(claim -> DomainRules.isInForce(claim, decision))
            .findFirst()
            .map(this::isForThisName)
            .orElse(false);
  }

  private boolean isForThisName(DomainBody claim) {
    return claim.owner().equals(decision.signer())
        && claim.namespace().equals(namespace)
        && claim.tenure() == body.tenure();
  }

  private List<Refusal> port() {
    return body.spec()
        .port()
        .map(PublicPart.PoolPort::port)
        .map(port -> Findings.number(port, 1, 65_535, "/body/spec/number"))
        .orElse(List.of());
  }

  private List<Refusal> sealedHash() {
    return Findings.when(
        !Thumbprint.isWellFormed(body.sealedHash()),
        Refusal.invalid(
            "bad-sealed-hash",
            "/body/sealedHash",
            "The sealed part is named by its hash",
            "Give 43 characters of base64url"));
  }
}
