package io.webgateway.agent.routing;

import java.net.InetSocketAddress;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * From inputs to a route table: pure, total and independent of the order of the inputs. What cannot
 * be served becomes a {@link RouteProblem}; one bad route never stops the others.
 */
public final class RouteTableCompiler {
  private static final Comparator<ServerCertificate> BEST_FIRST =
      Comparator.comparingLong(RouteTableCompiler::expiryMillis)
          .reversed()
          .thenComparing(ServerCertificate::fingerprint);

  private RouteTableCompiler() {}

  /** Compiles; never fails. */
  public static RouteTable compile(RouteInputs inputs) {
    List<RouteProblem> problems = new ArrayList<>();
    List<Listener> listeners = distinctListeners(inputs.listeners(), problems);
    Map<String, Map<String, HttpRoute>> byHost = new TreeMap<>();
    List<HttpRoute> taken = new ArrayList<>();
    inputs.routes().stream()
        .sorted(Comparator.comparing(HttpRoute::workload).thenComparing(HttpRoute::pathPrefix))
        .forEach(route -> add(route, byHost, taken, problems));
    Map<String, PathIndex> routes = new HashMap<>();
    byHost.forEach(
        (host, paths) ->
            routes.put(
                host, new PathIndex(paths.values().stream().map(RouteMatch.Found::new).toList())));
    return new RouteTable(
        inputs, listeners, routes, certificates(inputs.certificates()), taken, problems);
  }

  private static void add(
      HttpRoute route,
      Map<String, Map<String, HttpRoute>> byHost,
      List<HttpRoute> taken,
      List<RouteProblem> problems) {
    Optional<String> fault = faultOf(route);
    if (fault.isPresent()) {
      problems.add(new RouteProblem.InvalidRoute(route.workload(), fault.get()));
      return;
    }
    taken.add(route);
    route.hosts().stream()
        .map(host -> HostNames.canonicalPattern(host).orElseThrow())
        .sorted()
        .forEach(host -> claim(host, route, byHost, problems));
  }

  private static void claim(
      String host,
      HttpRoute route,
      Map<String, Map<String, HttpRoute>> byHost,
      List<RouteProblem> problems) {
    HttpRoute holder =
        byHost.computeIfAbsent(host, key -> new TreeMap<>()).putIfAbsent(route.pathPrefix(), route);
    if (holder != null && !holder.equals(route)) {
      problems.add(
          new RouteProblem.DuplicateRoute(
              host, route.pathPrefix(), holder.workload(), route.workload()));
    }
  }

  private static Optional<String> faultOf(HttpRoute route) {
    for (String host : route.hosts()) {
      if (HostNames.canonicalPattern(host).isEmpty()) {
        return Optional.of("the host '" + host + "' is not a host name");
      }
    }
    if (route.cluster().endpoints().isEmpty()) {
      return Optional.of("it has no backend");
    }
    String prefix = route.pathPrefix();
    boolean wholeSegments = prefix.equals("/") || !prefix.endsWith("/");
    boolean normal =
        RequestPaths.normalise(prefix) instanceof PathDecision.Forward forward
            && forward.path().equals(prefix);
    return wholeSegments && normal
        ? Optional.empty()
        : Optional.of("the path prefix '" + prefix + "' is not '/' or whole segments");
  }

  private static Map<String, TlsDecision.Terminate> certificates(List<ServerCertificate> all) {
    Map<String, TlsDecision.Terminate> byName = new HashMap<>();
    for (ServerCertificate certificate : all.stream().sorted(BEST_FIRST).toList()) {
      TlsDecision.Terminate decision = new TlsDecision.Terminate(certificate);
      for (String name : certificate.names()) {
        HostNames.canonicalPattern(name)
            .ifPresent(pattern -> byName.putIfAbsent(pattern, decision));
      }
    }
    return byName;
  }

  private static long expiryMillis(ServerCertificate certificate) {
    List<X509Certificate> chain = certificate.chain();
    return chain.isEmpty() ? 0 : chain.getFirst().getNotAfter().toInstant().toEpochMilli();
  }

  private static List<Listener> distinctListeners(List<Listener> all, List<RouteProblem> problems) {
    Set<String> names = new HashSet<>();
    Set<InetSocketAddress> addresses = new HashSet<>();
    List<Listener> kept = new ArrayList<>();
    for (Listener listener : all) {
      if (!names.add(listener.name())) {
        problems.add(
            new RouteProblem.DuplicateListener(listener.name(), "the name is already used"));
      } else if (listener.address().getPort() != 0 && !addresses.add(listener.address())) {
        problems.add(
            new RouteProblem.DuplicateListener(
                listener.name(), "another listener has " + listener.address()));
      } else {
        kept.add(listener);
      }
    }
    return kept;
  }
}
