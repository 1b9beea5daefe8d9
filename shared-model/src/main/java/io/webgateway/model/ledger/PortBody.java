package io.webgateway.model.ledger;

import io.webgateway.model.identity.IdentityId;

/**
 * A port of a pool, claimed for a workload.
 *
 * @param owner who claims it
 * @param namespace the workload's namespace
 * @param workload the workload's id
 * @param tenure the tenure of that namespace
 * @param released whether the claim was given up
 */
public record PortBody(
    IdentityId owner, String namespace, String workload, int tenure, boolean released)
    implements RecordBody {

  @Override
  public RecordKind kind() {
    return RecordKind.PORT;
  }
}
