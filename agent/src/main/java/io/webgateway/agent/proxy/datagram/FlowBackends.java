package io.webgateway.agent.proxy.datagram;

import io.webgateway.agent.proxy.upstream.Balancer;
import io.webgateway.agent.routing.Cluster;
import io.webgateway.agent.routing.UdpRoute;
import io.webgateway.agent.routing.balance.ClusterHealth;
import io.webgateway.agent.routing.balance.ClusterHealth.EndpointHealth;
import io.webgateway.agent.routing.balance.ClusterState;
import io.webgateway.agent.routing.balance.Selection;
import io.webgateway.agent.routing.flow.Flow;
import java.util.Collection;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Which backend a flow gets, and what flows tell of their backends: all that the datagrams of an
 * event loop know of balancing and health. Confined to the event loop.
 *
 * @param balancer shared with the loop's exchanges
 */
public record FlowBackends(Balancer balancer) {
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
    return switch (of(flow)
        .select(
            () -> flow.peer().client().getAddress().getAddress(),
            tried,
            balancer.nowNanos(),
            balancer.lot())) {
      case Selection.Chosen chosen -> new Choice.Chosen(chosen.endpoint(), chosen.lease()::end);
      case Selection.Full _ -> new Choice.Full();
      case Selection.Exhausted _ -> new Choice.Exhausted();
    };
  }

  /** An endpoint answered for the first time after it was chosen. */
  void succeeded(Flow<FlowPeer> flow, Cluster.Endpoint endpoint) {
    of(flow).succeeded(endpoint, balancer.nowNanos());
  }

  /**
   * An endpoint takes no datagrams.
   *
   * @param why a sentence for people
   */
  void failed(Flow<FlowPeer> flow, Cluster.Endpoint endpoint, String why) {
    of(flow).failed(endpoint, why, balancer.nowNanos());
  }

  /** Endpoints that flows should leave: those that are not well, while others are. */
  Set<Cluster.Endpoint> unwell(UdpRoute route) {
    ClusterHealth health = of(route).health(balancer.nowNanos());
    return health.panic()
        ? Set.of()
        : health.endpoints().stream()
            .filter(EndpointHealth::isUnwell)
            .map(EndpointHealth::endpoint)
            .collect(Collectors.toUnmodifiableSet());
  }

  /** What is known of the endpoints that a route has. */
  ClusterState of(UdpRoute route) {
    return balancer.stateOf(route.cluster());
  }

  private ClusterState of(Flow<FlowPeer> flow) {
    return of(flow.route());
  }
}
