package io.webgateway.rules;

import io.webgateway.model.identity.IdentityId;
import io.webgateway.model.ledger.PoolBody;
import io.webgateway.model.ledger.RecordKey;
import java.util.List;
import java.util.Optional;

/** A provider's pool, found by its domain. */
final class PoolRules {
  private static final int MAX_MEMBERS = 64;

  private PoolRules() {}

  static List<Refusal> decide(PoolBody body, Decision decision) {
    String domain = decision.key().segments().getFirst();
    Optional<String> problem = Findings.problemOfDomain(domain);
    if (problem.isPresent()) {
      return List.of(
          Refusal.invalid(
              "bad-domain",
              "/key",
              problem.get(),
              "Use a domain such as gw.example.org, in lower case"));
    }
    return Findings.all(
        Findings.signedBy(body.provider(), decision, "the pool's provider"),
        Findings.ownKey(decision),
        Findings.provider(body.provider(), decision),
        Findings.number(body.members().size(), 0, MAX_MEMBERS, "/body/members"),
        Findings.distinct(body.members(), "double-member", "/body/members"),
        sameProvider(body, decision),
        notInsideAnother(body, domain, decision));
  }

  private static List<Refusal> sameProvider(PoolBody body, Decision decision) {
    boolean changes =
        decision
            .currentBody(PoolBody.class)
            .map(before -> !before.provider().equals(body.provider()))
            .orElse(false);
    return Findings.when(
        changes,
        Refusal.conflict(
            "pool-taken",
            "/key",
            "The domain is another provider's pool",
            "Choose another domain"));
  }

  /**
   * A new pool must not lie in another provider's. It may lie around one: the nearest pool decides
   * whose a host or a further pool is (see {@link WorkloadRules}), so the inner one loses nothing.
   */
  private static List<Refusal> notInsideAnother(PoolBody body, String domain, Decision decision) {
    if (!decision.looksAtLedger() || decision.current().isPresent()) {
      return List.of();
    }
    return Hosts.parents(domain).stream()
        .filter(parent -> decision.latest(RecordKey.pool(parent), PoolBody.class).isPresent())
        .findFirst()
        .filter(parent -> !isOf(body.provider(), parent, decision))
        .map(
            parent ->
                Refusal.conflict(
                    "inside-another-pool",
                    "/key",
                    "The domain lies inside another provider's pool " + parent,
                    "Choose a domain of your own"))
        .stream()
        .toList();
  }

  private static boolean isOf(IdentityId provider, String pool, Decision decision) {
    return decision
        .latest(RecordKey.pool(pool), PoolBody.class)
        .map(p -> p.provider().equals(provider))
        .orElse(false);
  }
}
