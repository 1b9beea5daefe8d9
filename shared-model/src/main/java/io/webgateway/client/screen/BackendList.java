package io.webgateway.client.screen;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/**
 * How the backends of a workload are, as an agent tells it.
 *
 * @param served whether that agent serves the workload; if not, it knows of none
 * @param panic whether so few are well that all get traffic
 * @param backends in the order of the definition
 */
public record BackendList(boolean served, boolean panic, List<BackendRow> backends) {

  /** Copies the list. */
  public BackendList {
    backends = List.copyOf(backends);
  }

  /** Reads an answer. */
  public static BackendList of(JsonNode answer) {
    List<BackendRow> rows = new ArrayList<>();
    for (JsonNode item : answer.path("backends")) {
      rows.add(BackendRow.of(item, rows.size() + 1));
    }
    return new BackendList(
        answer.path("served").asBoolean(false), answer.path("panic").asBoolean(false), rows);
  }

  /** What stands above the list, or where it would be; empty when the list says all. */
  public String note() {
    if (!served) {
      return "This node does not serve it, so it knows nothing of its backends.";
    }
    return panic ? "So few backends are healthy that all of them get traffic." : "";
  }
}
