/** Who is asked to leave when. */
@NullMarked
package io.webgateway.agent.routing.drain;

import org.jspecify.annotations.NullMarked;
