package io.webgateway.rules;

import io.webgateway.model.ledger.NodeBody;
import io.webgateway.model.ledger.RecordKey;
import io.webgateway.model.ledger.StatusBody;
import io.webgateway.model.status.PublishedCondition;
import java.util.List;
import java.util.regex.Pattern;

/** What a node says of a workload. */
final class StatusRules {
  private static final Pattern REASON = Pattern.compile("[A-Za-z][A-Za-z0-9]{0,63}");

  private StatusRules() {}

  static List<Refusal> decide(StatusBody body, Decision decision) {
    List<String> segments = decision.key().segments();
    boolean ownKey = segments.getLast().equals(decision.signer().value());
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
        workload(segments, decision),
        Findings.distinct(
            body.conditions().stream().map(PublishedCondition::type).toList(),
            "double-condition",
            "/body/conditions"),
        body.conditions().stream().flatMap(c -> reason(c.reason()).stream()).toList());
  }

  /** A node's key must not fill the ledger with words on things that nobody published. */
  private static List<Refusal> workload(List<String> segments, Decision decision) {
    boolean known =
        !decision.looksAtLedger()
            || decision
                .view()
                .latest(RecordKey.workload(segments.getFirst(), segments.get(1)))
                .isPresent();
    return Findings.when(
        !known,
        Refusal.invalid(
            "no-such-workload",
            "/key",
            "There is no such workload",
            "Speak of workloads that were published"));
  }

  private static List<Refusal> reason(String reason) {
    return Findings.when(
        !REASON.matcher(reason).matches(),
        Refusal.invalid(
            "bad-reason",
            "/body/conditions",
            "A reason is one word for programs; sentences and addresses stay on the node",
            "Use a word such as BackendRefused, of at most 64 letters and digits"));
  }
}
