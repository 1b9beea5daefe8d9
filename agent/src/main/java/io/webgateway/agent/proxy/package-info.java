/**
 * The data plane and the only home of Netty. Start at {@code ProxyEngine}: it takes a compiled
 * route table, swaps it in one assignment and answers what happened to each listener. May import
 * {@code routing}, {@code tap}, {@code observe} and {@code io.webgateway.model}; nothing of the
 * control plane.
 *
 * <p>Inside, arrows point one way: {@code listener -> tls, visitor -> exchange -> stream, datagram
 * -> upstream -> http -> transport}; {@code visitor -> http2 -> http} besides.
 */
@NullMarked
package io.webgateway.agent.proxy;

import org.jspecify.annotations.NullMarked;
