package io.webgateway.client.screen;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import tools.jackson.databind.JsonNode;

/**
 * How the backends of a workload are, as an agent tells it.
 *
 * @param served whether that agent serves the workload; if not, it knows of none
 * @param panic whether so few are well that all get traffic
 * @param backends in the order of the definition
 * @param waiting who waits for one, in a sentence; empty when nobody does or has
 */
public record BackendList(
    boolean served, boolean panic, List<BackendRow> backends, String waiting) {

  private static final double MILLIS_PER_SECOND = 1_000;

  /** Copies the list. */
  public BackendList {
    backends = List.copyOf(backends);
  }

  /** Of a workload for whose backends nobody waits. */
  public BackendList(boolean served, boolean panic, List<BackendRow> backends) {
    this(served, panic, backends, "");
  }

  /** Reads an answer. */
  public static BackendList of(JsonNode answer) {
    List<BackendRow> rows = new ArrayList<>();
    for (JsonNode item : answer.path("backends")) {
      rows.add(BackendRow.of(item, rows.size() + 1));
    }
    return new BackendList(
        answer.path("served").asBoolean(false),
        answer.path("panic").asBoolean(false),
        rows,
        waiting(answer.path("held")));
  }

  /** What stands above the list, or where it would be; empty when the list says all. */
  public String note() {
    if (!served) {
      return "This node does not serve it, so it knows nothing of its backends.";
    }
    String few = panic ? "So few backends are healthy that all of them get traffic." : "";
    return few.isEmpty() || waiting.isEmpty() ? few + waiting : few + " " + waiting;
  }

  private static String waiting(JsonNode held) {
    long now = held.path("now").asLong(0);
    List<String> ended = new ArrayList<>();
    addCount(ended, held, "resumed", "went on");
    addCount(ended, held, "expired", "waited in vain");
    addCount(ended, held, "refused", "found no place to wait");
    addCount(ended, held, "left", "left");
    addCount(ended, held, "removed", "lost the workload");
    addCount(ended, held, "failed", "found no backend that does");
    String before = ended.isEmpty() ? "" : "Before: " + String.join(", ", ended) + ".";
    if (now == 0) {
      return before;
    }
    String present =
        String.format(
            Locale.ROOT,
            "%d %s for a backend, the first for %.1f s, %,d bytes kept.",
            now,
            now == 1 ? "visitor waits" : "visitors wait",
            held.path("oldestMillis").asLong(0) / MILLIS_PER_SECOND,
            held.path("bytes").asLong(0));
    return before.isEmpty() ? present : present + " " + before;
  }

  private static void addCount(List<String> to, JsonNode held, String field, String words) {
    long count = held.path(field).asLong(0);
    if (count > 0) {
      to.add(count + " " + words);
    }
  }
}
