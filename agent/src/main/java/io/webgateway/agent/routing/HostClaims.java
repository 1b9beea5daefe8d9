package io.webgateway.agent.routing;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.ToIntFunction;

/**
 * Gives hosts to routes while a table is compiled: first come, first served, and who comes too late
 * is told. Used by one thread.
 */
final class HostClaims {
  private final List<RouteProblem> problems;
  private final Map<String, SharedHost> paths = new TreeMap<>();
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
    SharedHost shared = paths.computeIfAbsent(host, key -> new SharedHost(route, new TreeMap<>()));
    if (!shared.first().visitors().tls().equals(route.visitors().tls())) {
      problems.add(
          new RouteProblem.TlsPolicyConflict(host, shared.first().workload(), route.workload()));
      return;
    }
    HttpRoute holder = shared.byPrefix().putIfAbsent(route.pathPrefix(), route);
    if (holder != null && !holder.equals(route)) {
      problems.add(
          new RouteProblem.DuplicateRoute(
              host, route.pathPrefix(), holder.workload(), route.workload()));
    }
  }

  private void claimWhole(String host, PassthroughRoute route) {
    Optional<HostRoute> holder =
        Optional.ofNullable(paths.get(host))
            .map(shared -> (HostRoute) shared.first())
            .or(() -> Optional.ofNullable(whole.get(host)));
    if (holder.isEmpty()) {
      whole.put(host, route);
    } else if (!holder.get().equals(route)) {
      problems.add(new RouteProblem.HostConflict(host, holder.get().workload(), route.workload()));
    }
  }

  /**
   * Who has what.
   *
   * @param numbers of workloads
   */
  Map<String, HostClaim> given(ToIntFunction<String> numbers) {
    Map<String, HostClaim> given = new HashMap<>();
    paths.forEach((host, shared) -> given.put(host, shared.claim(numbers)));
    whole.forEach(
        (host, route) -> given.put(host, new HostClaim.Whole(new TlsDecision.Passthrough(route))));
    return given;
  }

  /** A host whose requests go by path; who had it first decides about its TLS. */
  private record SharedHost(HttpRoute first, Map<String, HttpRoute> byPrefix) {
    HostClaim claim(ToIntFunction<String> numbers) {
      PathIndex index =
          new PathIndex(
              byPrefix.values().stream()
                  .map(route -> new RouteMatch.Found(route, numbers.applyAsInt(route.workload())))
                  .toList());
      return new HostClaim.Paths(index, first.tenant(), first.visitors().tls());
    }
  }
}
