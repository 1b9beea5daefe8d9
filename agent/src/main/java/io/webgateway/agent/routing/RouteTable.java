package io.webgateway.agent.routing;

import io.webgateway.agent.routing.policy.StreamTls;
import io.webgateway.agent.routing.policy.TlsPolicy;
import io.webgateway.agent.routing.policy.UpstreamProtocol;
import io.webgateway.model.workload.policy.TrafficLimits.Bounds;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Everything the data plane decides by, immutable and versioned; made by {@link
 * RouteTableCompiler}, swapped in one assignment, safe to read from any thread.
 */
public final class RouteTable {
  private static final RouteMatch NO_HOST = new RouteMatch.NoHost();
  private static final RouteMatch NO_PATH = new RouteMatch.NoPath();
  private static final TlsDecision NO_SERVER_NAME =
      new TlsDecision.Reject(TlsDecision.Reason.NO_SERVER_NAME);

  private final RouteInputs inputs;
  private final List<Listener> listeners;
  private final HostIndex<HostClaim> claims;
  private final HostIndex<TlsDecision> tls;
  private final HostIndex<ServerCertificate> certificates;
  private final Set<TlsDecision.Terminate> terminations;
  private final Map<String, PortRoute> ports;
  private final Map<String, Cluster> clusters;
  private final Set<UpstreamProtocol> upstreamProtocols;
  private final WorkloadNumbers numbers;
  private final Map<String, Bounds> tenantBounds;
  private final List<RouteProblem> problems;

  RouteTable(
      RouteInputs inputs,
      List<Listener> listeners,
      Map<String, HostClaim> claims,
      Map<String, TlsDecision> tls,
      Taken taken,
      List<RouteProblem> problems) {
    this.inputs = inputs;
    this.listeners = List.copyOf(listeners);
    this.claims = new HostIndex<>(claims);
    this.tls = new HostIndex<>(tls);
    this.certificates = new HostIndex<>(taken.certificates());
    this.ports = byListener(taken.ports());
    this.terminations =
        Stream.concat(tls.values().stream(), taken.ports().stream().map(this::usualTls))
            .filter(TlsDecision.Terminate.class::isInstance)
            .map(TlsDecision.Terminate.class::cast)
            .collect(Collectors.toUnmodifiableSet());
    this.clusters =
        taken.clusters().collect(Collectors.toUnmodifiableMap(Cluster::id, c -> c, (a, b) -> a));
    this.upstreamProtocols = taken.protocols().collect(Collectors.toUnmodifiableSet());
    this.numbers = taken.numbers();
    this.tenantBounds =
        inputs.tenants().stream()
            .collect(
                Collectors.toUnmodifiableMap(
                    TenantLimits::tenant, TenantLimits::bounds, (first, _) -> first));
    this.problems = List.copyOf(problems);
  }

  /** The version of the inputs. */
  public long version() {
    return inputs.version();
  }

  /** The sockets that should be bound. */
  public List<Listener> listeners() {
    return listeners;
  }

  /** Every way in which TLS may be ended here. */
  public Set<TlsDecision.Terminate> terminations() {
    return terminations;
  }

  /** Which backend addresses may be connected to. */
  public BackendPolicy backendPolicy() {
    return inputs.backendPolicy();
  }

  /** The ids of all clusters that routes of this table lead to. */
  public Set<String> clusterIds() {
    return clusters.keySet();
  }

  /** All clusters that routes of this table lead to, by id. */
  public Map<String, Cluster> clusters() {
    return clusters;
  }

  /**
   * A server name that visitors of a passed-through workload's cluster name, for whoever wants to
   * see its TLS as they do; empty where there is none without a wildcard.
   */
  public String passedThroughName(String cluster) {
    return inputs.routes().stream()
        .filter(route -> route instanceof PassthroughRoute && route.cluster().id().equals(cluster))
        .flatMap(route -> route.hosts().stream())
        .filter(host -> !host.startsWith("*"))
        .min(String::compareTo)
        .orElse("");
  }

  /** What is spoken with the backends of this table. */
  public Set<UpstreamProtocol> upstreamProtocols() {
    return upstreamProtocols;
  }

  /** Whether this table asks another TLS of the visitors of a workload than an earlier one did. */
  public boolean changesTlsOf(RouteTable before) {
    Map<String, TlsPolicy> policies = new HashMap<>();
    before.httpRoutes().forEach(route -> policies.put(route.workload(), route.visitors().tls()));
    return httpRoutes()
        .anyMatch(
            route -> {
              TlsPolicy policy = policies.get(route.workload());
              return policy != null && !policy.equals(route.visitors().tls());
            });
  }

  private Stream<HttpRoute> httpRoutes() {
    return inputs.routes().stream().filter(HttpRoute.class::isInstance).map(HttpRoute.class::cast);
  }

  /** Whether a workload of a tenant is served. */
  public boolean serves(String workload, String tenant) {
    return tenantOf(workload).filter(tenant::equals).isPresent();
  }

  /** Whose a workload is, if it has a route here. */
  public Optional<String> tenantOf(String workload) {
    return numberOf(workload).stream()
        .mapToObj(number -> workloads().get(number).tenant())
        .findFirst();
  }

  /** All workloads that are served, by number. */
  public List<ServedWorkload> workloads() {
    return numbers.workloads();
  }

  /** The number of a workload; for what is asked once per connection. */
  public OptionalInt numberOf(String workload) {
    Integer number = numbers.numbers().get(workload);
    return number == null ? OptionalInt.empty() : OptionalInt.of(number);
  }

  /** What all workloads of a tenant together may take. */
  public Bounds limitsOf(String tenant) {
    return tenantBounds.getOrDefault(tenant, Bounds.NONE);
  }

  /** What of the inputs could not be taken, in a stable order. */
  public List<RouteProblem> problems() {
    return problems;
  }

  /**
   * Finds the route of a request.
   *
   * @param canonicalHost from {@link HostNames}
   * @param path as it will be forwarded, from {@link RequestPaths}
   */
  public RouteMatch match(String canonicalHost, String path) {
    Optional<HostClaim> claim = claims.find(canonicalHost);
    if (claim.isEmpty()) {
      return NO_HOST;
    }
    return switch (claim.get()) {
      case HostClaim.Paths paths -> match(paths.index(), path);
      case HostClaim.Whole whole -> NO_HOST;
    };
  }

  private static RouteMatch match(PathIndex index, String path) {
    Optional<RouteMatch.Found> found = index.find(path);
    return found.isPresent() ? found.get() : NO_PATH;
  }

  /**
   * Decides a TLS connection.
   *
   * @param serverName as sent, empty when none was
   */
  public TlsDecision tls(String serverName) {
    if (serverName.isEmpty()) {
      return NO_SERVER_NAME;
    }
    return HostNames.canonical(serverName).flatMap(tls::find).orElse(TlsDecisions.UNKNOWN);
  }

  /** The route of a listener's connections, by the listener's name. */
  public Optional<TcpRoute> tcp(String listener) {
    return ports.get(listener) instanceof TcpRoute tcp ? Optional.of(tcp) : Optional.empty();
  }

  /** The route of a listener's datagrams, by the listener's name. */
  public Optional<UdpRoute> udp(String listener) {
    return ports.get(listener) instanceof UdpRoute udp ? Optional.of(udp) : Optional.empty();
  }

  /**
   * Decides TLS of a connection that was found by its port.
   *
   * @param serverName as sent, empty when none was
   */
  public TlsDecision tls(TcpRoute route, String serverName) {
    return switch (route.tls()) {
      case StreamTls.Untouched _ -> TlsDecisions.UNKNOWN;
      case StreamTls.Terminated ended ->
          serverName.isEmpty()
                  || HostNames.canonical(serverName).filter(ended.host()::equals).isPresent()
              ? certificate(ended.host())
                  .<TlsDecision>map(
                      each ->
                          new TlsDecision.Terminate(
                              each, route.tenant(), ended.policy(), TlsPurpose.STREAM))
                  .orElse(TlsDecisions.UNKNOWN)
              : TlsDecisions.UNKNOWN;
    };
  }

  private Optional<ServerCertificate> certificate(String host) {
    return certificates.find(host);
  }

  private TlsDecision usualTls(PortRoute route) {
    return switch (route) {
      case TcpRoute tcp -> tls(tcp, "");
      case UdpRoute _ -> TlsDecisions.UNKNOWN;
    };
  }

  private static Map<String, PortRoute> byListener(List<PortRoute> taken) {
    return taken.stream().collect(Collectors.toUnmodifiableMap(PortRoute::listener, r -> r));
  }

  /**
   * What a table serves.
   *
   * @param hosts found by host
   * @param ports found by listener; no two have the same
   * @param certificates by canonical name or wildcard
   * @param numbers of the workloads of both
   */
  record Taken(
      List<HostRoute> hosts,
      List<PortRoute> ports,
      Map<String, ServerCertificate> certificates,
      WorkloadNumbers numbers) {
    Stream<Cluster> clusters() {
      return Stream.concat(
          hosts.stream().map(HostRoute::cluster), ports.stream().map(PortRoute::cluster));
    }

    Stream<UpstreamProtocol> protocols() {
      return Stream.concat(
          hosts.stream().map(route -> route.cluster().protocol()),
          ports.stream()
              .filter(TcpRoute.class::isInstance)
              .map(route -> ((TcpRoute) route).protocol()));
    }
  }

  /**
   * Whether a connection opened for one server name may carry requests for another host: only when
   * both get the same certificate, of the same tenant, under the same TLS policy (RFC 9110 section
   * 7.4). A host that no workload has is answered for whoever has its certificate: there is nothing
   * to protect but the answer that there is nothing.
   *
   * @param serverName canonical
   * @param host canonical
   */
  public boolean mayShareConnection(String serverName, String host) {
    if (serverName.equals(host)) {
      return true;
    }
    return tls.find(serverName).orElse(TlsDecisions.UNKNOWN) instanceof TlsDecision.Terminate ours
        && tls.find(host).orElse(TlsDecisions.UNKNOWN) instanceof TlsDecision.Terminate theirs
        && (ours.identity().equals(theirs.identity()) || isNobodys(theirs, ours));
  }

  private static boolean isNobodys(TlsDecision.Terminate host, TlsDecision.Terminate ours) {
    return host.tenant().isEmpty()
        && host.certificate().fingerprint().equals(ours.certificate().fingerprint());
  }
}
