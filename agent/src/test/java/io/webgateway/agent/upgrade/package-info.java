/** Tests of how one process gives way to the next. */
@NullMarked
package io.webgateway.agent.upgrade;

import org.jspecify.annotations.NullMarked;
