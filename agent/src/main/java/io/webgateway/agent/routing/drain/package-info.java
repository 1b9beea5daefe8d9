/**
 * PURE: who is asked to leave when, and when what is left is cut. Start at {@link
 * io.webgateway.agent.routing.drain.DrainCourse}; the data plane asks it and does what it says.
 */
@NullMarked
package io.webgateway.agent.routing.drain;

import org.jspecify.annotations.NullMarked;
