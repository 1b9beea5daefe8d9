package io.webgateway.model.ledger;

import io.webgateway.model.identity.IdentityId;

/**
 * A tenant's own domain, bound to a namespace.
 *
 * @param owner who claims it
 * @param namespace whose workloads may answer for it
 * @param tenure the tenure of that namespace
 * @param released whether the claim was given up
 */
public record DomainBody(IdentityId owner, String namespace, int tenure, boolean released)
    implements RecordBody {

  @Override
  public RecordKind kind() {
    return RecordKind.DOMAIN;
  }
}
