package io.webgateway.agent.proxy.transport;

import io.netty.channel.EventLoop;
import java.util.function.Consumer;

/**
 * Somebody who can be told of a drain: a visitor's connection, or the flows of a port on one loop.
 *
 * @param loop the only one on which it may be told
 * @param tell takes a {@link Departure} or a {@link RollCall}
 */
public record Guest(EventLoop loop, Consumer<Object> tell) {}
