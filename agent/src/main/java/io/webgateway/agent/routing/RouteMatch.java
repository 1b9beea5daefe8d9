package io.webgateway.agent.routing;

/** Where a request goes. */
public sealed interface RouteMatch {
  /**
   * To this route.
   *
   * @param route the most specific one
   * @param number of its workload among {@link RouteTable#workloads}
   */
  record Found(HttpRoute route, int number) implements RouteMatch {}

  /** Nowhere: no route has the host. */
  record NoHost() implements RouteMatch {}

  /** Nowhere: the host is known, the path is covered by none of its routes. */
  record NoPath() implements RouteMatch {}
}
