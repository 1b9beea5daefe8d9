package io.webgateway.agent.management.call;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Every route of the API, and which of them a call means. Immutable. */
public final class RouteList {
  private static final int MAX_PATH = 1_024;
  private static final Pattern SEGMENT = Pattern.compile("[A-Za-z0-9_.*~-]+");

  private final List<Route> routes;

  /** The routes of all resources. */
  public RouteList(List<Resource> resources) {
    routes = resources.stream().flatMap(resource -> resource.routes().stream()).toList();
  }

  /** All of them. */
  public List<Route> routes() {
    return routes;
  }

  /**
   * A route and what its pattern found in the path.
   *
   * @param route the route
   * @param variables by name
   */
  public record Found(Route route, Map<String, String> variables) {
    /** Copies the map. */
    public Found {
      variables = Map.copyOf(variables);
    }
  }

  /**
   * Finds the route of a call. Literal segments win over variables.
   *
   * @param method empty when it is none that the API knows
   * @throws CallRefused 404 or 405 when there is none
   */
  public Found find(Optional<HttpMethod> method, String path) {
    List<String> segments = segments(path);
    List<Found> fitting = new ArrayList<>();
    for (Route route : routes) {
      route
          .pattern()
          .match(segments)
          .ifPresent(variables -> fitting.add(new Found(route, variables)));
    }
    if (fitting.isEmpty()) {
      throw Faults.noRoute();
    }
    int fewest = fitting.stream().mapToInt(found -> found.variables().size()).min().orElse(0);
    List<Found> best =
        fitting.stream().filter(found -> found.variables().size() == fewest).toList();
    return best.stream()
        .filter(found -> method.filter(found.route().method()::equals).isPresent())
        .findFirst()
        .orElseThrow(
            () ->
                Faults.methodNotAllowed(
                    best.stream().map(found -> found.route().method()).toList()));
  }

  private static List<String> segments(String path) {
    if (!path.startsWith("/") || path.length() > MAX_PATH) {
      throw Faults.noRoute();
    }
    List<String> segments = new ArrayList<>();
    for (String raw : path.substring(1).split("/", -1)) {
      segments.add(segment(raw));
    }
    return segments;
  }

  // No name in the API needs another character, so an escape can only be a spelling or a trick.
  private static String segment(String raw) {
    try {
      String decoded = URLDecoder.decode(raw.replace("+", "%2B"), StandardCharsets.UTF_8);
      if (SEGMENT.matcher(decoded).matches() && !decoded.equals(".") && !decoded.equals("..")) {
        return decoded;
      }
    } catch (IllegalArgumentException e) {
      throw Faults.badRequest(
          "bad-path", "The path has a bad escape", "Write the path without escapes");
    }
    throw Faults.noRoute();
  }
}
