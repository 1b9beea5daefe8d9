package io.webgateway.model.ledger;

/** Whose workloads a pool serves. */
public enum PoolAdmission {
  /** Those of identities that hold a grant of the pool's provider which covers the pool. */
  INVITED,
  /** Those that the provider has approved one by one. */
  APPROVAL,
  /** Everybody's. */
  OPEN
}
