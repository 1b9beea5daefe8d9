package io.webgateway.model.status;

import java.time.Instant;

/**
 * One fact about a workload.
 *
 * @param type which fact
 * @param status whether it holds
 * @param reason a stable word for programs, such as {@code BackendRefused}
 * @param message a sentence for the owner; never on the ledger
 * @param since when the status last changed
 */
public record Condition(
    ConditionType type, ConditionStatus status, String reason, String message, Instant since) {

  /** What may be published of it. */
  public PublishedCondition published() {
    return new PublishedCondition(type, status, reason, since);
  }

  /** This fact, keeping the time of the one before if nothing changed. */
  public Condition continuing(Condition before) {
    boolean same = before.status == status && before.reason.equals(reason);
    return same ? new Condition(type, status, reason, message, before.since) : this;
  }
}
