package io.webgateway.agent.reconcile;

import io.webgateway.model.identity.IdentityId;
import io.webgateway.model.ledger.AcceptedRecord;
import io.webgateway.model.ledger.GrantBody;
import io.webgateway.model.ledger.LedgerParameters;
import io.webgateway.model.ledger.PoolBody;
import io.webgateway.model.ledger.WorkloadBody;
import java.util.List;
import java.util.Optional;

/**
 * Everything that is believed of one workload on this node's pool.
 *
 * @param domain the pool's domain
 * @param pool the pool
 * @param workload the workload
 * @param name the name that it is published under
 * @param grant the provider's grant to the workload's owner
 * @param sealed the opened sealed part, empty when it is missing or cannot be opened
 * @param parameters the ledger's parameters
 */
record Subject(
    String domain,
    PoolBody pool,
    AcceptedRecord workload,
    Optional<AcceptedRecord> name,
    Optional<GrantBody> grant,
    Optional<OpenedPart> sealed,
    LedgerParameters parameters) {

  WorkloadBody body() {
    return (WorkloadBody) workload.body();
  }

  IdentityId owner() {
    return workload.record().signer().identity();
  }

  /** {@code <namespace>/<id>}. */
  String path() {
    return String.join("/", workload.signed().key().segments());
  }

  List<String> segments() {
    return workload.signed().key().segments();
  }
}
