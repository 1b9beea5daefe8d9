/** Tests of connections that may get another backend. */
@NullMarked
package io.webgateway.agent.routing.resume;

import org.jspecify.annotations.NullMarked;
