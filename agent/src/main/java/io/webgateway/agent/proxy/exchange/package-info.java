/**
 * One client connection and its exchanges: start at {@code ClientConnection}, then {@code
 * Exchange}. Everything here runs on the client channel's event loop.
 */
@NullMarked
package io.webgateway.agent.proxy.exchange;

import org.jspecify.annotations.NullMarked;
