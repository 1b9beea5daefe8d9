package io.webgateway.agent.proxy.datagram;

import io.webgateway.agent.proxy.transport.DeadlineWheel;
import io.webgateway.agent.proxy.transport.LiveTable;
import io.webgateway.agent.proxy.upstream.SelectorCache;
import io.webgateway.agent.routing.Cluster;
import io.webgateway.agent.routing.EndpointSelector;
import io.webgateway.agent.routing.UdpRoute;
import io.webgateway.agent.routing.flow.Flow;
import java.util.Collection;
import java.util.Set;

/**
 * Which backend a flow gets, and what flows tell of their backends: all that the datagrams of an
 * event loop know of balancing and health. Confined to the event loop.
 *
 * @param live the current table
 * @param wheel tells the time
 * @param selectors shared with the loop's exchanges
 */
public record FlowBackends(LiveTable live, DeadlineWheel wheel, SelectorCache selectors) {
  /** What became of asking for an endpoint. */
  sealed interface Choice {
    /**
     * This one.
     *
     * @param done run once, when the flow has left it
     */
    record Chosen(Cluster.Endpoint endpoint, Runnable done) implements Choice {}

    /** Those that could take it have no room. */
    record Full() implements Choice {}

    /** Every endpoint was tried. */
    record Exhausted() implements Choice {}
  }

  Choice choose(Flow<FlowPeer> flow, Collection<Cluster.Endpoint> tried) {
    return of(flow.route().cluster())
        .select(wheel.nowNanos(), tried)
        .<Choice>map(endpoint -> new Choice.Chosen(endpoint, () -> {}))
        .orElseGet(Choice.Exhausted::new);
  }

  /** An endpoint answered for the first time after it was chosen. */
  void succeeded(Flow<FlowPeer> flow, Cluster.Endpoint endpoint) {
    of(flow.route().cluster()).connected(endpoint);
  }

  /**
   * An endpoint takes no datagrams.
   *
   * @param why a sentence for people
   */
  @SuppressWarnings("UnusedVariable") // Whoever keeps health will want to say it.
  void failed(Flow<FlowPeer> flow, Cluster.Endpoint endpoint, String why) {
    of(flow.route().cluster()).failed(endpoint, wheel.nowNanos());
  }

  /** Endpoints that flows should leave. */
  Set<Cluster.Endpoint> unwell(UdpRoute route) {
    return Set.of();
  }

  private EndpointSelector of(Cluster cluster) {
    return selectors.of(cluster, live.current().routes());
  }
}
