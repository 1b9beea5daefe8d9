package io.webgateway.rules;

import io.webgateway.model.ledger.NodeBody;
import io.webgateway.model.ledger.PoolBody;
import io.webgateway.model.ledger.RecordKey;
import io.webgateway.wire.NodeProof;
import io.webgateway.wire.WireException;
import java.util.List;

/** A node's membership: signed by its provider, and proved by itself. */
final class NodeRules {
  private NodeRules() {}

  static List<Refusal> decide(NodeBody body, Decision decision) {
    return Findings.all(
        Findings.keyIs(RecordKey.node(body.key().identity()), decision),
        Findings.signedBy(body.provider(), decision, "the node's provider"),
        Findings.ownKey(decision),
        Findings.provider(body.provider(), decision),
        sameProvider(body, decision),
        proof(body, decision),
        pool(body, decision));
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
    if (!decision.looksAtLedger() || body.retired()) {
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
