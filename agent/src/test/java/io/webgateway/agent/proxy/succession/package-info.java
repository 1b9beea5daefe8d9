/** Tests of what one process hands to the next. */
@NullMarked
package io.webgateway.agent.proxy.succession;

import org.jspecify.annotations.NullMarked;
