/**
 * Routing decisions, pure: no sockets, clocks or randomness. {@code RouteTableCompiler} turns
 * {@link io.webgateway.agent.routing.RouteInputs} into an immutable {@code RouteTable} that the
 * data plane swaps in one assignment. Imports nothing else of the agent.
 */
@NullMarked
package io.webgateway.agent.routing;

import org.jspecify.annotations.NullMarked;
