package io.webgateway.rules;

import io.webgateway.model.identity.IdentityId;
import io.webgateway.model.identity.Thumbprint;
import io.webgateway.model.ledger.GrantBody;
import io.webgateway.model.ledger.Suspension;
import io.webgateway.model.name.DnsName;
import java.util.List;

/** A provider's permission to an identity. */
final class GrantRules {
  private static final int MAX_COUNT = 1_000_000;
  private static final long MAX_BANDWIDTH = 1_000_000_000_000L;

  private GrantRules() {}

  static List<Refusal> decide(GrantBody body, Decision decision) {
    List<String> segments = decision.key().segments();
    if (segments.size() != 2 || !segments.stream().allMatch(Thumbprint::isWellFormed)) {
      return List.of(
          Refusal.invalid(
              "wrong-key",
              "/key",
              "A grant lives at grant/<provider>/<identity>",
              "Name both by their ids"));
    }
    IdentityId provider = new IdentityId(segments.getFirst());
    return Findings.all(
        Findings.signedBy(provider, decision, "the provider who gives a grant"),
        Findings.ownKey(decision),
        Findings.provider(provider, decision),
        Findings.number(body.maxNames(), 0, MAX_COUNT, "/body/maxNames"),
        Findings.number(body.maxPorts(), 0, MAX_COUNT, "/body/maxPorts"),
        Findings.number(
            body.bandwidthBitsPerSecond(), 0, MAX_BANDWIDTH, "/body/bandwidthBitsPerSecond"),
        body.pools().stream().flatMap(pool -> pool(pool).stream()).toList(),
        body.suspensions().stream().flatMap(s -> reason(s).stream()).toList());
  }

  private static List<Refusal> pool(String domain) {
    return DnsName.problemOf(domain)
        .map(p -> Refusal.invalid("bad-pool", "/body/pools", p, "Name pools by their domains"))
        .stream()
        .toList();
  }

  private static List<Refusal> reason(Suspension suspension) {
    return Findings.all(
        Findings.text(suspension.reason(), Findings.MAX_TEXT, "/body/suspensions"),
        Findings.when(
            suspension.reason().isBlank(),
            Refusal.invalid(
                "no-reason",
                "/body/suspensions",
                "A suspension needs a reason, which the owner sees",
                "Say why")));
  }
}
