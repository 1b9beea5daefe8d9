package io.webgateway.rules;

import io.webgateway.model.ledger.AcceptedRecord;
import io.webgateway.model.ledger.GrantBody;
import io.webgateway.model.ledger.PoolBody;
import io.webgateway.model.ledger.PortBody;
import io.webgateway.model.ledger.RecordKey;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** A port of a pool: first come, counted against the pool's provider's grant. */
final class PortRules {
  private static final Pattern NUMBER = Pattern.compile("[1-9][0-9]{0,4}");

  private PortRules() {}

  static List<Refusal> decide(PortBody body, Decision decision) {
    List<String> segments = decision.key().segments();
    boolean wellFormed =
        segments.size() == 3
            && List.of("tcp", "udp").contains(segments.get(1))
            && NUMBER.matcher(segments.get(2)).matches()
            && Integer.parseInt(segments.get(2)) <= 65_535;
    if (!wellFormed) {
      return List.of(
          Refusal.invalid(
              "wrong-key",
              "/key",
              "A port lives at port/<pool>/<tcp|udp>/<1 to 65535>",
              "Name the port so"));
    }
    return Findings.all(
        Findings.signedBy(body.owner(), decision, "the port's claimant"),
        Findings.ownKey(decision),
        free(body, decision),
        body.released() ? release(body, decision) : claim(body, segments.getFirst(), decision));
  }

  private static List<Refusal> claim(PortBody body, String pool, Decision decision) {
    return Findings.all(
        Findings.when(
            !Findings.isLabel(body.workload()),
            Refusal.invalid(
                "bad-id",
                "/body/workload",
                "A port is claimed for a workload, by its id",
                "Use an id such as web")),
        Tenures.holds(body.namespace(), body.tenure(), decision, "/body/namespace"),
        granted(pool, decision));
  }

  /** Nothing but the release of a claim: a release of nothing would cost nothing and stay. */
  private static List<Refusal> release(PortBody body, Decision decision) {
    PortBody claimed =
        new PortBody(body.owner(), body.namespace(), body.workload(), body.tenure(), false);
    return Findings.when(
        !decision.currentBody(PortBody.class).equals(Optional.of(claimed)),
        Refusal.invalid(
            "nothing-to-release",
            "/body/released",
            "There is no such claim of the signer",
            "Release a claim as it stands, with released set to true"));
  }

  /** A port moves between workloads of one owner by release and claim, never unnoticed. */
  private static List<Refusal> free(PortBody body, Decision decision) {
    Optional<PortBody> before = decision.currentBody(PortBody.class);
    boolean taken =
        decision.looksAtLedger()
            && before.isPresent()
            && !isForTheSame(before.get(), body)
            && isInForce(before.get(), decision);
    return Findings.when(
        taken,
        Refusal.conflict(
            "port-taken",
            "/key",
            "The port is claimed for another workload",
            "Choose another port, or release it first if it is yours"));
  }

  private static boolean isInForce(PortBody claim, Decision decision) {
    return !claim.released()
        && Tenures.isCurrent(claim.namespace(), claim.owner(), claim.tenure(), decision);
  }

  private static boolean isForTheSame(PortBody one, PortBody other) {
    return one.owner().equals(other.owner())
        && one.namespace().equals(other.namespace())
        && one.workload().equals(other.workload());
  }

  private static List<Refusal> granted(String pool, Decision decision) {
    if (!decision.looksAtLedger()) {
      return List.of();
    }
    Optional<PoolBody> known = decision.latest(RecordKey.pool(pool), PoolBody.class);
    if (known.isEmpty()) {
      return List.of(
          Refusal.invalid(
              "no-such-pool", "/key", "There is no pool " + pool, "Choose a pool that exists"));
    }
    return countedAgainst(known.get(), pool, decision);
  }

  private static List<Refusal> countedAgainst(PoolBody pool, String domain, Decision decision) {
    Optional<GrantBody> grant =
        decision
            .view()
            .latest(RecordKey.grant(pool.provider(), decision.signer()))
            .map(AcceptedRecord::body)
            .map(GrantBody.class::cast)
            .filter(g -> g.covers(domain));
    List<Refusal> missing = Findings.grant(grant, pool.provider(), decision.at());
    if (!missing.isEmpty()) {
      return missing;
    }
    int held = decision.view().portsHeld(pool.provider(), decision.signer());
    boolean renewsOwn =
        decision
            .currentBody(PortBody.class)
            .map(p -> p.owner().equals(decision.signer()) && !p.released())
            .orElse(false);
    return Findings.when(
        !renewsOwn && held >= grant.orElseThrow().maxPorts(),
        Refusal.notAllowed(
            "grant-exceeded",
            "/key",
            "The grant allows "
                + grant.orElseThrow().maxPorts()
                + " ports, and "
                + held
                + " are held",
            "Release a port, or ask the provider for a larger grant"));
  }
}
