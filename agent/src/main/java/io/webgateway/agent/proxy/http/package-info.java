/**
 * HTTP/1.1 grammar without channels: heads, framing, chunks, what is refused, what is rewritten.
 * Every refusal is a value of {@code Fault}. Start at {@code RequestGuard}; imports no other
 * package of the data plane.
 */
@NullMarked
package io.webgateway.agent.proxy.http;

import org.jspecify.annotations.NullMarked;
