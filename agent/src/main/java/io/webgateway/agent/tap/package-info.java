/**
 * Live traffic: the data plane publishes one event per exchange or connection into {@link
 * io.webgateway.agent.tap.TrafficSink}; watching never slows traffic. Imports nothing else of the
 * agent.
 */
@NullMarked
package io.webgateway.agent.tap;

import org.jspecify.annotations.NullMarked;
