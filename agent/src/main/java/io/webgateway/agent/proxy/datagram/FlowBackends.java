package io.webgateway.agent.proxy.datagram;

import io.webgateway.agent.proxy.upstream.Balancer;
import io.webgateway.agent.routing.Cluster;
import io.webgateway.agent.routing.UdpRoute;
import io.webgateway.agent.routing.balance.ClusterHealth;
import io.webgateway.agent.routing.balance.ClusterHealth.EndpointHealth;
import io.webgateway.agent.routing.balance.ClusterState;
import io.webgateway.agent.routing.balance.Selection;
import io.webgateway.agent.routing.flow.Flow;
import io.webgateway.agent.routing.hold.HoldTally;
import io.webgateway.model.workload.policy.BackendLoss;
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

  /**
   * Endpoints that flows should leave: those that are not well, while others are; and all, where
   * their workload waits and checks say of each that it is down, for sending would tell nothing.
   */
  Set<Cluster.Endpoint> unwell(UdpRoute route) {
    ClusterHealth health = of(route).health(balancer.nowNanos());
    if (health.panic()) {
      return waits(route) && health.endpoints().stream().allMatch(FlowBackends::isDown)
          ? Set.copyOf(route.cluster().endpoints())
          : Set.of();
    }
    return health.endpoints().stream()
        .filter(EndpointHealth::isUnwell)
        .map(EndpointHealth::endpoint)
        .collect(Collectors.toUnmodifiableSet());
  }

  private static boolean waits(UdpRoute route) {
    return route.cluster().policy().backendLoss() instanceof BackendLoss.Wait;
  }

  private static boolean isDown(EndpointHealth health) {
    return switch (health.status()) {
      case UNHEALTHY -> true;
      case HEALTHY, EJECTED, UNKNOWN -> false;
    };
  }

  /** What is known of the endpoints that a route has. */
  ClusterState of(UdpRoute route) {
    return balancer.stateOf(route.cluster());
  }

  /** Where it is told that a flow waits for a backend. */
  HoldTally holds(Flow<FlowPeer> flow) {
    return of(flow).holds();
  }

  private ClusterState of(Flow<FlowPeer> flow) {
    return of(flow.route());
  }
}
