package io.webgateway.agent.management.call;

import java.util.List;

/** A group of routes about one thing. */
public interface Resource {
  /** Its routes. */
  List<Route> routes();
}
