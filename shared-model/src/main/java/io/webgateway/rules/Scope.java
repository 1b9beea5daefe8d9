package io.webgateway.rules;

/** How much of the ledger a decision may look at. */
public enum Scope {
  /** Everything: at an operator's door, and when a whole ledger is replayed. */
  LEDGER,
  /**
   * One key's own chain and its signers' identities: what a node can check of a record without
   * watching the whole ledger. What needs other keys (grants, counts, parents) is the door's.
   */
  CHAIN
}
