package io.webgateway.agent.routing;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** The path prefixes of one host, the longest first; immutable. */
final class PathIndex {
  private final List<RouteMatch.Found> longestFirst;

  PathIndex(List<RouteMatch.Found> routes) {
    this.longestFirst =
        routes.stream()
            .sorted(
                Comparator.comparingInt(
                        (RouteMatch.Found found) -> found.route().pathPrefix().length())
                    .reversed())
            .toList();
  }

  /** The route of the longest prefix that covers a path by whole segments. */
  Optional<RouteMatch.Found> find(String path) {
    for (int i = 0; i < longestFirst.size(); i++) {
      RouteMatch.Found candidate = longestFirst.get(i);
      if (covers(candidate.route().pathPrefix(), path)) {
        return Optional.of(candidate);
      }
    }
    return Optional.empty();
  }

  /** Whether a prefix covers a path: {@code /api} covers {@code /api} and {@code /api/x} only. */
  static boolean covers(String prefix, String path) {
    if (prefix.equals("/")) {
      return true;
    }
    return path.startsWith(prefix)
        && (path.length() == prefix.length() || path.charAt(prefix.length()) == '/');
  }
}
