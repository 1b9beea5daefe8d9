package io.webgateway.agent.routing;

import io.webgateway.model.workload.policy.TrafficLimits.Bounds;

/**
 * What all workloads of a tenant together may take on this node.
 *
 * @param tenant the owner's identity id
 * @param bounds 0 for no limit
 */
public record TenantLimits(String tenant, Bounds bounds) {}
