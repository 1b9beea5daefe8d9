package io.webgateway.rules;

import io.webgateway.model.ledger.DomainBody;
import io.webgateway.model.ledger.PoolBody;
import io.webgateway.model.ledger.RecordKey;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * A tenant's claim on its own domain. Who was first is decided here; that the domain is really the
 * tenant's is checked by each node before it serves it.
 */
final class DomainRules {
  private DomainRules() {}

  static List<Refusal> decide(DomainBody body, Decision decision) {
    String domain = unreversed(decision.key().segments().getFirst());
    Optional<String> problem = Findings.problemOfDomain(domain);
    if (problem.isPresent()) {
      return List.of(
          Refusal.invalid(
              "bad-domain",
              "/key",
              problem.get(),
              "Use a domain such as example.org, in lower case, its labels in reverse in the key"));
    }
    return Findings.all(
        Findings.signedBy(body.owner(), decision, "the domain's claimant"),
        Findings.ownKey(decision),
        free(decision),
        body.released() ? release(body, decision) : claim(domain, body, decision));
  }

  private static List<Refusal> claim(String domain, DomainBody body, Decision decision) {
    return Findings.all(
        outsidePools(domain, decision),
        parentsAreOwn(domain, body, decision),
        Tenures.holds(body.namespace(), body.tenure(), decision, "/body/namespace"));
  }

  /** Nothing but the release of a claim: a release of nothing would cost nothing and stay. */
  private static List<Refusal> release(DomainBody body, Decision decision) {
    DomainBody claimed = new DomainBody(body.owner(), body.namespace(), body.tenure(), false);
    return Findings.when(
        !decision.currentBody(DomainBody.class).equals(Optional.of(claimed)),
        Refusal.invalid(
            "nothing-to-release",
            "/body/released",
            "There is no such claim of the signer",
            "Release a claim as it stands, with released set to true"));
  }

  /** Whether a domain is claimed, and the claim's namespace is still its claimant's. */
  static boolean isInForce(DomainBody claim, Decision decision) {
    return !claim.released()
        && Tenures.isCurrent(claim.namespace(), claim.owner(), claim.tenure(), decision);
  }

  private static List<Refusal> free(Decision decision) {
    Optional<DomainBody> before = decision.currentBody(DomainBody.class);
    boolean taken =
        decision.looksAtLedger()
            && before.isPresent()
            && !before.get().owner().equals(decision.signer())
            && isInForce(before.get(), decision);
    return Findings.when(
        taken,
        Refusal.conflict(
            "domain-taken",
            "/key",
            "The domain is claimed by somebody else",
            "If it is yours, ask them, or the provider, to release it"));
  }

  private static List<Refusal> outsidePools(String domain, Decision decision) {
    if (!decision.looksAtLedger()) {
      return List.of();
    }
    boolean inside =
        decision.latest(RecordKey.pool(domain), PoolBody.class).isPresent()
            || Hosts.parents(domain).stream()
                .anyMatch(p -> decision.latest(RecordKey.pool(p), PoolBody.class).isPresent());
    return Findings.when(
        inside,
        Refusal.conflict(
            "inside-a-pool",
            "/key",
            "The domain is a pool's, or lies inside one",
            "Hosts below <namespace>.<pool> need no claim; others there cannot be claimed"));
  }

  private static List<Refusal> parentsAreOwn(String domain, DomainBody body, Decision decision) {
    if (!decision.looksAtLedger()) {
      return List.of();
    }
    return Hosts.parents(domain).stream()
        .filter(
            parent ->
                decision
                    .latest(RecordKey.domain(parent), DomainBody.class)
                    .filter(claim -> isInForce(claim, decision))
                    .map(claim -> !claim.owner().equals(body.owner()))
                    .orElse(false))
        .map(
            parent ->
                Refusal.conflict(
                    "parent-taken",
                    "/key",
                    "The domain above it, " + parent + ", is claimed by somebody else",
                    "Ask its holder"))
        .toList();
  }

  private static String unreversed(String reversed) {
    List<String> labels = Arrays.asList(reversed.split("\\.", -1));
    Collections.reverse(labels);
    return String.join(".", labels);
  }
}
