package io.webgateway.model.status;

import java.time.Instant;

/**
 * The part of a condition that everybody may see.
 *
 * @param type which fact
 * @param status whether it holds
 * @param reason a stable word for programs
 * @param since when the status last changed
 */
public record PublishedCondition(
    ConditionType type, ConditionStatus status, String reason, Instant since) {}
