package io.webgateway.agent.routing;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Gives hosts to routes while a table is compiled: first come, first served, and who comes too late
 * is told. Used by one thread.
 */
final class HostClaims {
  private final List<RouteProblem> problems;
  private final Map<String, Map<String, HttpRoute>> paths = new TreeMap<>();
  private final Map<String, PassthroughRoute> whole = new TreeMap<>();

  HostClaims(List<RouteProblem> problems) {
    this.problems = problems;
  }

  /** Claims all hosts of a route. */
  void claim(HostRoute route) {
    route.hosts().stream()
        .map(host -> HostNames.canonicalPattern(host).orElseThrow())
        .sorted()
        .forEach(
            host -> {
              switch (route) {
                case HttpRoute http -> claimPath(host, http);
                case PassthroughRoute passthrough -> claimWhole(host, passthrough);
              }
            });
  }

  private void claimPath(String host, HttpRoute route) {
    PassthroughRoute other = whole.get(host);
    if (other != null) {
      problems.add(new RouteProblem.HostConflict(host, other.workload(), route.workload()));
      return;
    }
    HttpRoute holder =
        paths.computeIfAbsent(host, key -> new TreeMap<>()).putIfAbsent(route.pathPrefix(), route);
    if (holder != null && !holder.equals(route)) {
      problems.add(
          new RouteProblem.DuplicateRoute(
              host, route.pathPrefix(), holder.workload(), route.workload()));
    }
  }

  private void claimWhole(String host, PassthroughRoute route) {
    Optional<HostRoute> holder =
        Optional.ofNullable(paths.get(host))
            .flatMap(held -> held.values().stream().findFirst().map(HostRoute.class::cast))
            .or(() -> Optional.ofNullable(whole.get(host)));
    if (holder.isEmpty()) {
      whole.put(host, route);
    } else if (!holder.get().equals(route)) {
      problems.add(new RouteProblem.HostConflict(host, holder.get().workload(), route.workload()));
    }
  }

  /** Who has what. */
  Map<String, HostClaim> given() {
    Map<String, HostClaim> given = new HashMap<>();
    paths.forEach(
        (host, held) ->
            given.put(
                host,
                new HostClaim.Paths(
                    new PathIndex(held.values().stream().map(RouteMatch.Found::new).toList()))));
    whole.forEach(
        (host, route) -> given.put(host, new HostClaim.Whole(new TlsDecision.Passthrough(route))));
    return given;
  }
}
