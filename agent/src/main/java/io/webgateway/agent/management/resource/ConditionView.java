package io.webgateway.agent.management.resource;

import io.webgateway.model.status.Condition;
import io.webgateway.model.status.ConditionStatus;
import io.webgateway.model.status.ConditionType;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A condition as a caller sees it.
 *
 * @param message for the workload's owner only: it may say where backends are
 */
record ConditionView(
    ConditionType type,
    ConditionStatus status,
    String reason,
    Optional<String> message,
    Instant since) {
  private static final String NOT_CHECKED = "NotChecked";

  /** A condition with or without its message. */
  static ConditionView of(Condition condition, boolean withMessage) {
    return new ConditionView(
        condition.type(),
        condition.status(),
        condition.reason(),
        Optional.of(condition.message()).filter(text -> withMessage && !text.isEmpty()),
        condition.since());
  }

  /**
   * One condition of each type; what nothing has checked is Unknown.
   *
   * @param since since when nothing has checked
   */
  static List<ConditionView> complete(List<Condition> known, boolean withMessage, Instant since) {
    return Arrays.stream(ConditionType.values())
        .map(
            type ->
                known.stream()
                    .filter(condition -> condition.type() == type)
                    .findFirst()
                    .map(condition -> of(condition, withMessage))
                    .orElseGet(() -> unknown(type, since)))
        .toList();
  }

  private static ConditionView unknown(ConditionType type, Instant since) {
    return new ConditionView(type, ConditionStatus.UNKNOWN, NOT_CHECKED, Optional.empty(), since);
  }
}
