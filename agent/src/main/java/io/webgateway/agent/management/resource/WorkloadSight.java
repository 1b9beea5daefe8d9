package io.webgateway.agent.management.resource;

import io.webgateway.agent.management.call.Call;
import io.webgateway.agent.management.call.Caller;
import io.webgateway.agent.management.call.Faults;
import io.webgateway.agent.management.port.LedgerReader;
import io.webgateway.agent.management.port.ManagementPorts;
import io.webgateway.model.identity.IdentityId;
import io.webgateway.model.ledger.AcceptedRecord;
import io.webgateway.model.ledger.RecordKey;
import io.webgateway.model.ledger.WorkloadBody;

/**
 * Which workload a call names, and who may see that it is there: its owner, and its pools' side.
 */
final class WorkloadSight {
  private final RecordArea area;
  private final Roles roles;
  private final LedgerReader ledger;

  WorkloadSight(ManagementPorts ports) {
    this.ledger = ports.ledger();
    this.area = new RecordArea(ports);
    this.roles = new Roles(ports);
  }

  /** The workload of the path; not found for whom it is none of the business of. */
  AcceptedRecord visible(Call call) {
    RecordKey key = key(call);
    AcceptedRecord record = area.latest(key);
    if (!isVisible(call.caller(), record)) {
      throw Faults.notFound("The record " + key);
    }
    return record;
  }

  private boolean isVisible(Caller caller, AcceptedRecord record) {
    return caller.is(owner(record))
        || body(record).pools().stream().anyMatch(pool -> roles.viewsPool(caller, pool));
  }

  /** Whether a workload, {@code <label>/<id>}, is somebody's. */
  boolean owns(IdentityId identity, String path) {
    return ledger
        .latest(new RecordKey("workload/" + path))
        .filter(record -> owner(record).equals(identity))
        .isPresent();
  }

  static IdentityId owner(AcceptedRecord record) {
    return record.record().signer().identity();
  }

  static WorkloadBody body(AcceptedRecord record) {
    return (WorkloadBody) record.body();
  }

  static RecordKey key(Call given) {
    return RecordArea.key(
        call -> RecordKey.workload(call.variable("namespace"), call.variable("id")), given);
  }
}
