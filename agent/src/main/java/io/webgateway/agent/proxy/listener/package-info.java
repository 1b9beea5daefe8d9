/**
 * Bound sockets: {@code ListenerSet} binds new ones first, unbinds what is gone and drains its
 * connections.
 */
@NullMarked
package io.webgateway.agent.proxy.listener;

import org.jspecify.annotations.NullMarked;
