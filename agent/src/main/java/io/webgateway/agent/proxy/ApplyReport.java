package io.webgateway.agent.proxy;

import io.webgateway.agent.proxy.listener.ListenerState;
import io.webgateway.agent.routing.RouteProblem;
import java.util.List;
import java.util.Map;

/**
 * What happened when a table was applied.
 *
 * @param version of the table that now serves
 * @param listeners the state of each listener, by name
 * @param problems what of the inputs the table could not take
 */
public record ApplyReport(
    long version, Map<String, ListenerState> listeners, List<RouteProblem> problems) {

  /** Copies the collections. */
  public ApplyReport {
    listeners = Map.copyOf(listeners);
    problems = List.copyOf(problems);
  }
}
