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
import java.util.regex.Pattern;

/** The public part of a workload: its name, its pools and its hosts. */
final class WorkloadRules {
  private static final Pattern LABEL = Pattern.compile("[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?");
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
    if (segments.size() != 2 || !LABEL.matcher(segments.getLast()).matches()) {
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
    return Findings.all(
        Findings.ownKey(decision),
        Tenures.holds(namespace, body.tenure(), decision, "/key"),
        body.deleted() ? List.of() : published());
  }

  private List<Refusal> published() {
    return Findings.all(
        Findings.number(body.pools().size(), 1, LedgerParameters.MAX_POOLS, "/body/pools"),
        distinctPools(),
        poolsExist(),
        Findings.number(body.spec().hosts().size(), 0, MAX_HOSTS, "/body/spec/hosts"),
        hosts(),
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
        .filter(pool -> !Pools.exists(pool, decision))
        .map(
            pool ->
                Refusal.invalid(
                    "no-such-pool",
                    "/body/pools",
                    "There is no pool " + pool,
                    "Choose a pool that exists: webgw get pools"))
        .toList();
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
    boolean own =
        body.pools().stream().anyMatch(pool -> Hosts.isUnder(host, namespace, pool))
            || isClaimedDomain(Hosts.base(host));
    return Findings.when(
        !own,
        Refusal.notAllowed(
            "foreign-host",
            pointer,
            "The host " + host + " belongs neither to this name nor to a domain claimed for it",
            "Use " + namespace + "." + body.pools().getFirst() + " or a host below it"));
  }

  private boolean isClaimedDomain(String host) {
    if (!decision.looksAtLedger()) {
      return true;
    }
    List<String> candidates = new ArrayList<>(Hosts.parents(host));
    candidates.addFirst(host);
    return candidates.stream()
        .map(d -> decision.latest(RecordKey.domain(d), DomainBody.class))
        .flatMap(Optional::stream)
        .findFirst()
        .map(
            claim ->
                !claim.released()
                    && claim.owner().equals(decision.signer())
                    && claim.namespace().equals(namespace)
                    && claim.tenure() == body.tenure())
        .orElse(false);
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

  private static final class Pools {
    private Pools() {}

    static boolean exists(String domain, Decision decision) {
      try {
        return decision.latest(RecordKey.pool(domain), PoolBody.class).isPresent();
      } catch (IllegalArgumentException e) {
        return false;
      }
    }
  }
}
