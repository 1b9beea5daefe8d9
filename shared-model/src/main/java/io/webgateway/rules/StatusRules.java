package io.webgateway.rules;

import io.webgateway.model.ledger.NodeBody;
import io.webgateway.model.ledger.RecordKey;
import io.webgateway.model.ledger.StatusBody;
import java.util.List;

/** What a node says of a workload. */
final class StatusRules {
  private static final int MAX_CONDITIONS = 16;

  private StatusRules() {}

  static List<Refusal> decide(StatusBody body, Decision decision) {
    List<String> segments = decision.key().segments();
    boolean ownKey = segments.size() == 3 && segments.getLast().equals(decision.signer().value());
    boolean ownPool =
        decision
            .latest(RecordKey.node(decision.signer()), NodeBody.class)
            .map(node -> node.pool().equals(body.pool()) && !node.retired())
            .orElse(false);
    return Findings.all(
        Findings.when(
            !ownKey,
            Refusal.notAllowed(
                "wrong-key",
                "/key",
                "A node writes at status/<namespace>/<id>/<its own id> only",
                "Sign for that key")),
        Findings.when(
            !ownPool,
            Refusal.notAllowed(
                "wrong-pool",
                "/body/pool",
                "The node is no member of that pool",
                "Speak of the node's own pool")),
        Findings.number(body.conditions().size(), 0, MAX_CONDITIONS, "/body/conditions"));
  }
}
