/** Tests of the PROXY protocol's bytes. */
@NullMarked
package io.webgateway.agent.proxy.introduction;

import org.jspecify.annotations.NullMarked;
