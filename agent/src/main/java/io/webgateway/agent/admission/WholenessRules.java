package io.webgateway.agent.admission;

import io.webgateway.model.identity.Thumbprint;
import io.webgateway.model.ledger.AcceptedRecord;
import io.webgateway.model.ledger.LedgerRecord;
import io.webgateway.model.ledger.PortBody;
import io.webgateway.model.ledger.RecordKey;
import io.webgateway.model.ledger.WorkloadBody;
import io.webgateway.model.workload.PublicPart.PoolPort;
import io.webgateway.rules.LedgerView;
import io.webgateway.rules.Refusal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What must come together in one submission: a workload with its sealed part, and a workload with
 * the claims of its ports. Pure.
 */
final class WholenessRules {
  private WholenessRules() {}

  /**
   * Decides one workload of a submission, all of whose records are already in view.
   *
   * @param record the workload's payload
   * @param before the workload that it follows
   * @param sealed the sealed part that came along
   */
  static List<Refusal> decide(
      LedgerRecord record,
      Optional<AcceptedRecord> before,
      Optional<String> sealed,
      LedgerView view) {
    WorkloadBody body = (WorkloadBody) record.body();
    List<Refusal> refusals = new ArrayList<>();
    Optional<WorkloadBody> old = before.map(b -> (WorkloadBody) b.body());
    if (!body.deleted()) {
      sealedPart(body, old, sealed).ifPresent(refusals::add);
      ports(body).forEach(key -> claimed(key, record.key(), view).ifPresent(refusals::add));
    }
    List<RecordKey> kept = body.deleted() ? List.of() : ports(body);
    old.filter(o -> !o.deleted()).map(WholenessRules::ports).orElse(List.of()).stream()
        .filter(key -> !kept.contains(key))
        .forEach(key -> released(key, record.key(), view).ifPresent(refusals::add));
    return refusals;
  }

  private static Optional<Refusal> sealedPart(
      WorkloadBody body, Optional<WorkloadBody> old, Optional<String> sealed) {
    boolean unchanged =
        sealed.isEmpty()
            && old.map(o -> !o.deleted() && o.sealedHash().equals(body.sealedHash())).orElse(false);
    boolean fits = sealed.map(s -> Thumbprint.ofText(s).equals(body.sealedHash())).orElse(false);
    return unchanged || fits
        ? Optional.empty()
        : Optional.of(
            Refusal.invalid(
                "sealed-part-mismatch",
                "/body/sealedHash",
                "The sealed part is missing, or is not the one that the record names",
                "Send the sealed part whose SHA-256 is sealedHash, in the same call"));
  }

  private static List<RecordKey> ports(WorkloadBody body) {
    Optional<PoolPort> port = body.spec().port();
    return port.map(
            p ->
                body.pools().stream()
                    .map(pool -> RecordKey.port(pool, p.protocol(), p.port()))
                    .toList())
        .orElse(List.of());
  }

  private static Optional<Refusal> claimed(RecordKey port, RecordKey workload, LedgerView view) {
    boolean claimed = claim(port, view).map(p -> !p.released() && isFor(p, workload)).orElse(false);
    return claimed
        ? Optional.empty()
        : Optional.of(
            Refusal.invalid(
                "port-not-claimed",
                "/body/spec/number",
                "The port " + port + " is not claimed for this workload",
                "Send its claim in the same call"));
  }

  private static Optional<Refusal> released(RecordKey port, RecordKey workload, LedgerView view) {
    boolean stillHeld =
        claim(port, view).map(p -> !p.released() && isFor(p, workload)).orElse(false);
    return stillHeld
        ? Optional.of(
            Refusal.invalid(
                "port-not-released",
                "/body",
                "The port " + port + " would stay claimed for nothing",
                "Send its release in the same call"))
        : Optional.empty();
  }

  private static Optional<PortBody> claim(RecordKey port, LedgerView view) {
    return view.latest(port).map(AcceptedRecord::body).map(PortBody.class::cast);
  }

  private static boolean isFor(PortBody port, RecordKey workload) {
    return RecordKey.workload(port.namespace(), port.workload()).equals(workload);
  }
}
