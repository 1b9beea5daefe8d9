package io.webgateway.agent.ledger;

import io.webgateway.agent.ledger.NodeMemory.Remembered;

/**
 * The ledger offers less than a node already accepted: an older version of an object, or another
 * one with the same number. The node keeps what it has and says {@code LedgerDiverged}.
 */
public final class LedgerWentBackException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient Remembered held;
  private final transient Remembered offered;

  LedgerWentBackException(Remembered held, Remembered offered) {
    super(
        held.key()
            + ": version "
            + held.version()
            + " ("
            + held.hash()
            + ") was accepted, version "
            + offered.version()
            + " ("
            + offered.hash()
            + ") is offered");
    this.held = held;
    this.offered = offered;
  }

  /** What the node accepted, and keeps. */
  public Remembered held() {
    return held;
  }

  /** What was offered instead. */
  public Remembered offered() {
    return offered;
  }

  /**
   * Whether two records have the same version, which proves that their signer or an operator lies.
   */
  public boolean forked() {
    return held.version() == offered.version();
  }
}
