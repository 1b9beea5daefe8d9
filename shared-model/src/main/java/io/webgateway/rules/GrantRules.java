package io.webgateway.rules;

import io.webgateway.model.identity.IdentityId;
import io.webgateway.model.identity.Thumbprint;
import io.webgateway.model.ledger.GrantBody;
import io.webgateway.model.ledger.Suspension;
import java.util.Arrays;
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
        body.ceiling().map(GrantRules::ceiling).orElse(List.of()),
        body.pools().stream().flatMap(pool -> pool(pool).stream()).toList(),
        Findings.distinct(body.pools(), "double-pool", "/body/pools"),
        body.approvals().stream().flatMap(a -> subject(a, "/body/approvals").stream()).toList(),
        Findings.distinct(body.approvals(), "double-approval", "/body/approvals"),
        body.suspensions().stream().flatMap(s -> reason(s).stream()).toList(),
        Findings.distinct(
            body.suspensions().stream().map(Suspension::subject).toList(),
            "double-suspension",
            "/body/suspensions"));
  }

  private static List<Refusal> ceiling(GrantBody.Ceiling ceiling) {
    String pointer = "/body/ceiling/";
    return Findings.all(
        Findings.number(ceiling.maxConnections(), 0, MAX_COUNT, pointer + "maxConnections"),
        Findings.number(
            ceiling.connectionsPerSecond(), 0, MAX_COUNT, pointer + "connectionsPerSecond"),
        Findings.number(ceiling.requestsPerSecond(), 0, MAX_COUNT, pointer + "requestsPerSecond"));
  }

  private static List<Refusal> pool(String domain) {
    return Findings.problemOfDomain(domain)
        .map(p -> Refusal.invalid("bad-pool", "/body/pools", p, "Name pools by their domains"))
        .stream()
        .toList();
  }

  private static List<Refusal> subject(String subject, String pointer) {
    String[] parts = subject.split("/", -1);
    boolean fits = parts.length <= 2 && Arrays.stream(parts).allMatch(Findings::isLabel);
    return Findings.when(
        !fits,
        Refusal.invalid(
            "bad-subject",
            pointer,
            "What is meant is no <namespace> and no <namespace>/<id>",
            "Name a namespace such as blog, or a workload such as blog/web"));
  }

  private static List<Refusal> reason(Suspension suspension) {
    return Findings.all(
        subject(suspension.subject(), "/body/suspensions"),
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
