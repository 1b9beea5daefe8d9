/**
 * Live traffic: the data plane publishes one event per exchange or connection into {@link
 * io.webgateway.agent.tap.TrafficSink}, which is a {@link io.webgateway.agent.tap.TrafficRing}; a
 * {@link io.webgateway.agent.tap.TapSession} is one watcher's filtered look at it, and {@link
 * io.webgateway.agent.tap.TapScope} says what that watcher may see. Watching never slows traffic:
 * everything here is bounded, lossy and counted. Imports nothing else of the agent.
 */
@NullMarked
package io.webgateway.agent.tap;

import org.jspecify.annotations.NullMarked;
