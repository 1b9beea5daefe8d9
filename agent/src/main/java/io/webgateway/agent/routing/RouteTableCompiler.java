package io.webgateway.agent.routing;

import io.webgateway.agent.routing.policy.ClientCertificates;
import io.webgateway.agent.routing.policy.StreamTls;
import io.webgateway.agent.routing.policy.TlsPolicy;
import io.webgateway.agent.routing.policy.VisitorPolicy;
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

  private static final String WHOLE_HOST = "/";

  private RouteTableCompiler() {}

  /** Compiles; never fails. */
  public static RouteTable compile(RouteInputs inputs) {
    List<RouteProblem> problems = new ArrayList<>();
    List<Listener> listeners = distinctListeners(inputs.listeners(), problems);
    HostClaims claims = new HostClaims(problems);
    List<HostRoute> taken = new ArrayList<>();
    inputs.routes().stream()
        .sorted(
            Comparator.comparing(HostRoute::workload).thenComparing(RouteTableCompiler::pathPrefix))
        .forEach(route -> add(route, claims, taken, problems));
    List<PortRoute> ports = distinctPorts(inputs.ports(), problems);
    WorkloadNumbers numbers = WorkloadNumbers.of(taken, ports);
    Map<String, HostClaim> given = claims.given(numbers::of);
    Map<String, ServerCertificate> certificates = byName(inputs.certificates());
    return new RouteTable(
        inputs,
        listeners,
        given,
        TlsDecisions.of(given, certificates),
        new RouteTable.Taken(taken, ports, certificates, numbers),
        problems);
  }

  private static List<PortRoute> distinctPorts(List<PortRoute> all, List<RouteProblem> problems) {
    Map<String, PortRoute> kept = new TreeMap<>();
    for (PortRoute route :
        all.stream().sorted(Comparator.comparing(PortRoute::workload)).toList()) {
      Optional<String> fault = faultOf(route);
      PortRoute first = kept.get(route.listener());
      if (fault.isPresent()) {
        problems.add(new RouteProblem.InvalidRoute(route.workload(), fault.get()));
      } else if (first != null) {
        problems.add(
            new RouteProblem.PortConflict(route.listener(), first.workload(), route.workload()));
      } else {
        kept.put(route.listener(), route);
      }
    }
    return List.copyOf(kept.values());
  }

  private static Optional<String> faultOf(PortRoute route) {
    if (route.cluster().endpoints().isEmpty()) {
      return Optional.of("it has no backend");
    }
    boolean asksForNobodys =
        route instanceof TcpRoute tcp
            && tcp.tls() instanceof StreamTls.Terminated ended
            && asksForNobodysCertificates(ended.policy());
    return asksForNobodys
        ? Optional.of("it asks visitors for certificates, and names no authority for them")
        : Optional.empty();
  }

  private static void add(
      HostRoute route, HostClaims claims, List<HostRoute> taken, List<RouteProblem> problems) {
    Optional<String> fault = faultOf(route);
    if (fault.isPresent()) {
      problems.add(new RouteProblem.InvalidRoute(route.workload(), fault.get()));
      return;
    }
    taken.add(route);
    claims.claim(route);
  }

  private static String pathPrefix(HostRoute route) {
    return switch (route) {
      case HttpRoute http -> http.pathPrefix();
      case PassthroughRoute passthrough -> WHOLE_HOST;
    };
  }

  private static Optional<String> faultOf(HostRoute route) {
    for (String host : route.hosts()) {
      if (HostNames.canonicalPattern(host).isEmpty()) {
        return Optional.of("the host '" + host + "' is not a host name");
      }
    }
    if (route.cluster().endpoints().isEmpty()) {
      return Optional.of("it has no backend");
    }
    if (route instanceof HttpRoute http && asksForNobodysCertificates(http.visitors().tls())) {
      return Optional.of("it asks visitors for certificates, and names no authority for them");
    }
    if (route instanceof HttpRoute http && !isFieldValue(http.visitors())) {
      return Optional.of("its Strict-Transport-Security is not a field value");
    }
    String prefix = pathPrefix(route);
    boolean wholeSegments = prefix.equals("/") || !prefix.endsWith("/");
    boolean normal =
        RequestPaths.normalise(prefix) instanceof PathDecision.Forward forward
            && forward.path().equals(prefix);
    return wholeSegments && normal
        ? Optional.empty()
        : Optional.of("the path prefix '" + prefix + "' is not '/' or whole segments");
  }

  /** It is written into answers as it is. */
  private static boolean isFieldValue(VisitorPolicy visitors) {
    return visitors.strictTransportSecurity().chars().allMatch(c -> c >= ' ' && c < 0x7f);
  }

  /** No authority must never come to mean every authority. */
  private static boolean asksForNobodysCertificates(TlsPolicy policy) {
    return switch (policy.clientCertificates()) {
      case ClientCertificates.Off off -> false;
      case ClientCertificates.Optional asked -> asked.authorities().isEmpty();
      case ClientCertificates.Required required -> required.authorities().isEmpty();
    };
  }

  private static Map<String, ServerCertificate> byName(List<ServerCertificate> all) {
    Map<String, ServerCertificate> byName = new HashMap<>();
    for (ServerCertificate certificate : all.stream().sorted(BEST_FIRST).toList()) {
      for (String name : certificate.names()) {
        HostNames.canonicalPattern(name)
            .ifPresent(pattern -> byName.putIfAbsent(pattern, certificate));
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
    Set<List<Object>> places = new HashSet<>();
    List<Listener> kept = new ArrayList<>();
    for (Listener listener : all) {
      if (!names.add(listener.name())) {
        problems.add(
            new RouteProblem.DuplicateListener(listener.name(), "the name is already used"));
      } else if (listener.address().getPort() != 0
          && !places.add(List.of(listener.isDatagrams(), listener.address()))) {
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
