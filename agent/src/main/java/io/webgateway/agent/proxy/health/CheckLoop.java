package io.webgateway.agent.proxy.health;

import io.netty.channel.EventLoop;
import io.webgateway.agent.proxy.upstream.UpstreamConnector;

/**
 * An event loop that checks run on.
 *
 * @param loop runs them
 * @param connector opens their connections
 */
public record CheckLoop(EventLoop loop, UpstreamConnector connector) {}
