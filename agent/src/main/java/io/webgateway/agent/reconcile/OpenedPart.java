package io.webgateway.agent.reconcile;

import io.webgateway.model.workload.SealedPart;
import io.webgateway.model.workload.WorkloadParts;
import io.webgateway.rules.Refusal;
import io.webgateway.rules.SealedPartRules;
import java.util.List;

/**
 * A sealed part that this node could open. Its certificates and keys are read once, when it is
 * opened, because a round of reconciliation looks at every workload.
 */
sealed interface OpenedPart {
  /** What was opened. */
  SealedPart part();

  /**
   * It can be served, as far as its content goes.
   *
   * @param part what was opened
   * @param http what it asks of HTTP
   * @param tcp what it asks of TCP
   */
  record Good(SealedPart part, HttpPolicy http, TcpPolicy tcp) implements OpenedPart {}

  /**
   * It cannot.
   *
   * @param part what was opened
   * @param faults what stands against it; at least one
   */
  record Bad(SealedPart part, List<Refusal> faults) implements OpenedPart {
    /** Copies the list. */
    public Bad {
      faults = List.copyOf(faults);
    }
  }

  /** Looks at a part, with the public one of its record. */
  static OpenedPart of(WorkloadParts parts) {
    SealedPart part = parts.sealed();
    List<Refusal> faults = SealedPartRules.content(parts);
    return faults.isEmpty()
        ? new Good(part, HttpPolicy.of(part.http()), TcpPolicy.of(part.tcp()))
        : new Bad(part, faults);
  }
}
