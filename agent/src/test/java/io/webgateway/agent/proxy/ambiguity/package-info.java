/**
 * Generated requests with more than one meaning, through the gateway to real servers: each of them
 * must see exactly what the gateway counted as forwarded.
 */
@NullMarked
package io.webgateway.agent.proxy.ambiguity;

import org.jspecify.annotations.NullMarked;
