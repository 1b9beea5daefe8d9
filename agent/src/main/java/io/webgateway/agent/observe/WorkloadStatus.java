package io.webgateway.agent.observe;

import io.webgateway.model.identity.IdentityId;
import io.webgateway.model.status.Condition;
import java.util.List;

/**
 * What this node says of one workload.
 *
 * @param workload {@code <namespace>/<id>}
 * @param owner whose it is
 * @param conditions at most one per condition type
 */
public record WorkloadStatus(String workload, IdentityId owner, List<Condition> conditions) {

  /** Copies the list. */
  public WorkloadStatus {
    conditions = List.copyOf(conditions);
  }
}
