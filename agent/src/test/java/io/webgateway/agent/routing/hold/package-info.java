/** Tests of who waits for a backend. */
@NullMarked
package io.webgateway.agent.routing.hold;

import org.jspecify.annotations.NullMarked;
