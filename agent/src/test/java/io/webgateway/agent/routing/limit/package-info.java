/** Limits, tried with a time of the tests' own. */
@NullMarked
package io.webgateway.agent.routing.limit;

import org.jspecify.annotations.NullMarked;
