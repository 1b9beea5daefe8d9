/**
 * How much a client, a workload and a tenant may take, decided with the time handed in: start at
 * {@code WorkloadGate}. State is atomic and shared by all event loops; nothing here waits. Must not
 * look at clocks.
 */
@NullMarked
package io.webgateway.agent.routing.limit;

import org.jspecify.annotations.NullMarked;
