package io.webgateway.agent.management.call;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A path with variables, such as {@code /v1/workloads/{namespace}/{id}}. A last segment {@code
 * {name...}} takes everything that is left.
 *
 * @param text the pattern as written
 * @param segments its parts
 */
public record RoutePattern(String text, List<String> segments) {

  /** Copies the list. */
  public RoutePattern {
    segments = List.copyOf(segments);
  }

  /** Reads a pattern. */
  public static RoutePattern of(String text) {
    return new RoutePattern(text, List.of(text.substring(1).split("/", -1)));
  }

  /**
   * The variables, when the path fits.
   *
   * @param path decoded segments, none of them empty
   */
  public Optional<Map<String, String>> match(List<String> path) {
    boolean takesRest = segments.getLast().endsWith("...}");
    if (takesRest ? path.size() < segments.size() : path.size() != segments.size()) {
      return Optional.empty();
    }
    Map<String, String> variables = new HashMap<>();
    for (int i = 0; i < segments.size(); i++) {
      String segment = segments.get(i);
      boolean rest = takesRest && i == segments.size() - 1;
      String value = rest ? String.join("/", path.subList(i, path.size())) : path.get(i);
      if (segment.startsWith("{")) {
        variables.put(segment.substring(1, segment.length() - (rest ? 4 : 1)), value);
      } else if (!segment.equals(value)) {
        return Optional.empty();
      }
    }
    return Optional.of(variables);
  }

  /** The path as OpenAPI writes it: {@code {key...}} is {@code {key}} there. */
  public String openApiPath() {
    return text.replace("...}", "}");
  }
}
