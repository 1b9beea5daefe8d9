package io.webgateway.rules;

import io.webgateway.model.ledger.AcceptedRecord;
import io.webgateway.model.ledger.LedgerParameters;
import io.webgateway.model.ledger.NameBody;
import io.webgateway.model.ledger.WorkloadBody;
import java.time.Instant;

/**
 * Whether the ledger lets a node go on serving a workload. Only the four ends below exist: a lapsed
 * grant, a record that the store has lost and a silent operator end nothing.
 */
public sealed interface Serving {

  /**
   * The route stays.
   *
   * @param atLeastUntil when that must be asked again, unless a record changes before
   */
  record Continues(Instant atLeastUntil) implements Serving {}

  /** The route ends. */
  record Ended(End end) implements Serving {}

  /** Why a route ends. */
  enum End {
    /** Its owner took the workload back. */
    DELETED,
    /** The owner gave the name up. */
    RELEASED,
    /** The name has another owner, or began anew, since the workload was published. */
    TRANSFERRED,
    /** The term, the grace after it, and ten minutes for clocks that differ are over. */
    EXPIRED
  }

  /**
   * Decides.
   *
   * @param name the newest record of the workload's name
   * @param workload the workload's newest record
   * @param parameters the ledger's parameters
   * @param now by the node's own clock
   */
  static Serving of(
      AcceptedRecord name, AcceptedRecord workload, LedgerParameters parameters, Instant now) {
    NameBody held = (NameBody) name.body();
    WorkloadBody body = (WorkloadBody) workload.body();
    if (body.deleted()) {
      return new Ended(End.DELETED);
    }
    boolean sameOwner = held.owner().equals(workload.record().signer().identity());
    if (!sameOwner || held.tenure() != body.tenure()) {
      return new Ended(End.TRANSFERRED);
    }
    return of(name, parameters, now);
  }

  /**
   * Decides for a name alone.
   *
   * @param name its newest record
   * @param parameters the ledger's parameters
   * @param now by the node's own clock
   */
  static Serving of(AcceptedRecord name, LedgerParameters parameters, Instant now) {
    NameBody held = (NameBody) name.body();
    if (held.released()) {
      return new Ended(End.RELEASED);
    }
    Instant end = held.until().plus(parameters.grace()).plus(LedgerParameters.CLOCK_SKEW);
    return now.isBefore(end) ? new Continues(end) : new Ended(End.EXPIRED);
  }
}
