package io.webgateway.agent.routing;

import io.webgateway.model.workload.policy.TrafficLimits;

/**
 * One workload of a table, found by its number in that table without looking anything up.
 *
 * @param workload {@code <label>/<id>}
 * @param tenant the owner's identity id
 * @param limits what it and each of its visitors may take
 */
public record ServedWorkload(String workload, String tenant, TrafficLimits limits) {}
