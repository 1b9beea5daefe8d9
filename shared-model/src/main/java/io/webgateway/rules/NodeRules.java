package io.webgateway.rules;

import io.webgateway.model.identity.Thumbprint;
import io.webgateway.model.ledger.NodeBody;
import io.webgateway.model.ledger.PoolBody;
import io.webgateway.model.ledger.RecordKey;
import io.webgateway.wire.NodeProof;
import io.webgateway.wire.WireException;
import java.util.List;

/** A node's membership: signed by its provider, and proved by itself. */
final class NodeRules {
  private static final int MAX_ENDPOINTS = 8;

  private NodeRules() {}

  static List<Refusal> decide(NodeBody body, Decision decision) {
    return Findings.all(
        Findings.keyIs(RecordKey.node(body.key().identity()), decision),
        Findings.signedBy(body.provider(), decision, "the node's provider"),
        Findings.ownKey(decision),
        Findings.provider(body.provider(), decision),
        sameProvider(body, decision),
        proof(body, decision),
        content(body),
        pool(body, decision));
  }

  private static List<Refusal> content(NodeBody body) {
    return Findings.all(
        Findings.problemOfDomain(body.pool())
            .map(p -> Refusal.invalid("bad-pool", "/body/pool", p, "Name the pool by its domain"))
            .stream()
            .toList(),
        Findings.when(
            !Thumbprint.isWellFormed(body.tlsPin()),
            Refusal.invalid(
                "bad-pin",
                "/body/tlsPin",
                "The pin is a SHA-256: 43 characters of base64url",
                "Ask the agent for its proof again: webgw node enrol")),
        Findings.number(body.endpoints().size(), 0, MAX_ENDPOINTS, "/body/endpoints"),
        Findings.distinct(body.endpoints(), "double-endpoint", "/body/endpoints"),
        body.endpoints().stream().flatMap(url -> endpoint(url).stream()).toList());
  }

  private static List<Refusal> endpoint(String url) {
    return Findings.all(
        Findings.text(url, Findings.MAX_TEXT, "/body/endpoints"),
        Findings.when(
            !url.startsWith("https://"),
            Refusal.invalid(
                "bad-endpoint",
                "/body/endpoints",
                "A node's management API is reached over https",
                "Use a URL such as https://node.example.org:7443")));
  }

  private static List<Refusal> sameProvider(NodeBody body, Decision decision) {
    boolean changes =
        decision
            .currentBody(NodeBody.class)
            .map(before -> !before.provider().equals(body.provider()))
            .orElse(false);
    return Findings.when(
        changes,
        Refusal.notAllowed(
            "node-taken",
            "/body/provider",
            "The node is another provider's",
            "Let its provider retire it, and start the agent with new keys"));
  }

  private static List<Refusal> proof(NodeBody body, Decision decision) {
    Refusal refusal =
        Refusal.invalid(
            "bad-proof",
            "/body/proof",
            "The node has not signed what this record says of it",
            "Ask the agent for its proof again: webgw node enrol");
    try {
      NodeProof proof = NodeProof.verify(body.proof());
      boolean fits = proof.matches(body) && proof.ledger().equals(decision.record().ledger());
      return Findings.when(!fits, refusal);
    } catch (WireException e) {
      return List.of(refusal);
    }
  }

  private static List<Refusal> pool(NodeBody body, Decision decision) {
    boolean named = Findings.problemOfDomain(body.pool()).isEmpty();
    if (!decision.looksAtLedger() || body.retired() || !named) {
      return List.of();
    }
    boolean own =
        decision
            .latest(RecordKey.pool(body.pool()), PoolBody.class)
            .map(pool -> pool.provider().equals(body.provider()))
            .orElse(false);
    return Findings.when(
        !own,
        Refusal.notAllowed(
            "no-such-pool",
            "/body/pool",
            "The provider has no pool " + body.pool(),
            "Publish the pool first"));
  }
}
