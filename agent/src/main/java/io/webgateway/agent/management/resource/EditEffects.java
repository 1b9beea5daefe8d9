package io.webgateway.agent.management.resource;

import io.webgateway.agent.admission.Submission;
import io.webgateway.agent.management.port.ManagementPorts;
import io.webgateway.agent.reconcile.EditPreview;
import io.webgateway.agent.routing.drain.Present;
import io.webgateway.agent.routing.edit.EditEffect;
import io.webgateway.agent.routing.edit.EditEnds;
import io.webgateway.model.ledger.AcceptedRecord;
import io.webgateway.model.ledger.RecordKey;
import io.webgateway.model.ledger.WorkloadBody;
import io.webgateway.model.workload.Workload;
import io.webgateway.wire.document.WorkloadDocument;
import java.util.Optional;

/**
 * What an edit of a workload would end on this node, for whoever rehearses it with a signature.
 * Only the owner can sign the next version, so counts go to nobody else.
 */
final class EditEffects {
  private final ManagementPorts ports;

  EditEffects(ManagementPorts ports) {
    this.ports = ports;
  }

  /** Empty where the workload is not served here, or cannot be read here. */
  Optional<EditEffect> of(Submission submission) {
    RecordKey key = submission.records().getFirst().key();
    String path = String.join("/", key.segments());
    WorkloadBody body = (WorkloadBody) submission.records().getFirst().record().body();
    Optional<String> pool = ports.facts().get().pool();
    Optional<Workload> before = present(key).filter(_ -> serves(path));
    Optional<Workload> after =
        body.deleted()
            ? Optional.empty()
            : submission.sealed().flatMap(text -> opened(key, body, text));
    boolean isKnown = body.deleted() || after.isPresent();
    if (before.isEmpty() || pool.isEmpty() || !isKnown) {
      return Optional.empty();
    }
    EditEnds ends = EditPreview.ends(before.get(), after, pool.get());
    Present all = ports.drains().present(path, Optional.empty());
    long unsuited =
        ends.tls().isPresent() ? ports.drains().present(path, ends.tls()).connections() : 0;
    return Optional.of(ends.effect(all, unsuited));
  }

  private boolean serves(String path) {
    return ports.routes().get().flatMap(table -> table.tenantOf(path)).isPresent();
  }

  private Optional<Workload> present(RecordKey key) {
    Optional<AcceptedRecord> record =
        ports.ledger().latest(key).filter(latest -> !WorkloadSight.body(latest).deleted());
    return record.flatMap(
        latest ->
            ports
                .ledger()
                .sealed(key.segments().getFirst(), key.segments().getLast())
                .flatMap(text -> opened(key, WorkloadSight.body(latest), text)));
  }

  private Optional<Workload> opened(RecordKey key, WorkloadBody body, String sealed) {
    return ports
        .definitions()
        .open(key, body, sealed)
        .flatMap(
            tree ->
                switch (WorkloadDocument.read(tree)) {
                  case WorkloadDocument.Parsed parsed -> Optional.of(parsed.workload());
                  case WorkloadDocument.Invalid _ -> Optional.empty();
                });
  }
}
