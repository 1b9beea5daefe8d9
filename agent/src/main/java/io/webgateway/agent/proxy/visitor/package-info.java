/**
 * Visitors' connections: {@code ClientConnection} cuts HTTP/1 requests out of bytes, {@code
 * Http1Visitor} writes their answers. What an exchange does is decided in {@code exchange}.
 */
@NullMarked
package io.webgateway.agent.proxy.visitor;

import org.jspecify.annotations.NullMarked;
