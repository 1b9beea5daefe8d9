/** Tests of the flow table: examples, and seeded simulations with invariants after each step. */
@NullMarked
package io.webgateway.agent.routing.flow;

import org.jspecify.annotations.NullMarked;
