package io.webgateway.agent.proxy.stream;

import io.webgateway.agent.observe.TrafficCounters;
import io.webgateway.agent.proxy.transport.DeadlineWheel;
import io.webgateway.agent.proxy.transport.LiveTable;
import io.webgateway.agent.proxy.transport.TrafficIds;
import io.webgateway.agent.proxy.upstream.Balancer;
import io.webgateway.agent.proxy.upstream.UpstreamConnector;
import io.webgateway.agent.tap.TrafficSink;

/**
 * What the relayed connections of one event loop share. Confined to the event loop.
 *
 * @param live the current table
 * @param wheel tells the time
 * @param connector opens connections to backends
 * @param balancer finds endpoints; shared with the loop's exchanges
 * @param relays joins channels
 * @param sink takes events
 * @param counters counts whether or not the sink wants events
 * @param ids shared with the loop's exchanges
 */
public record StreamContext(
    LiveTable live,
    DeadlineWheel wheel,
    UpstreamConnector connector,
    Balancer balancer,
    Relays relays,
    TrafficSink sink,
    TrafficCounters counters,
    TrafficIds ids) {}
