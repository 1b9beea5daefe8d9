package io.webgateway.agent.proxy.stream;

import io.webgateway.agent.routing.RouteTable;

/** Two ends that are joined, whatever is between them. Event loop of both. */
interface Joined {
  /** Another table is there; what it does not serve ends. */
  void follow(RouteTable table);
}
