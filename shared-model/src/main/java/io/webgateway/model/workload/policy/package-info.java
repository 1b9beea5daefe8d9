/**
 * What a tenant decides of a workload's traffic, whatever its kind: balancing, health, retries,
 * limits. Start at {@code TrafficPolicy}.
 */
@NullMarked
package io.webgateway.model.workload.policy;

import org.jspecify.annotations.NullMarked;
