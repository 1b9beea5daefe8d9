package io.webgateway.agent.routing;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Everything the data plane decides by, immutable and versioned; made by {@link
 * RouteTableCompiler}, swapped in one assignment, safe to read from any thread.
 */
public final class RouteTable {
  private static final RouteMatch NO_HOST = new RouteMatch.NoHost();
  private static final RouteMatch NO_PATH = new RouteMatch.NoPath();

  private final RouteInputs inputs;
  private final List<Listener> listeners;
  private final HostIndex<PathIndex> routes;
  private final HostIndex<TlsDecision.Terminate> certificates;
  private final Set<String> clusterIds;
  private final Map<String, String> tenants;
  private final List<RouteProblem> problems;

  RouteTable(
      RouteInputs inputs,
      List<Listener> listeners,
      Map<String, PathIndex> routes,
      Map<String, TlsDecision.Terminate> certificates,
      List<HttpRoute> taken,
      List<RouteProblem> problems) {
    this.inputs = inputs;
    this.listeners = List.copyOf(listeners);
    this.routes = new HostIndex<>(routes);
    this.certificates = new HostIndex<>(certificates);
    this.clusterIds =
        taken.stream().map(route -> route.cluster().id()).collect(Collectors.toUnmodifiableSet());
    this.tenants =
        taken.stream()
            .collect(
                Collectors.toUnmodifiableMap(
                    HttpRoute::workload, HttpRoute::tenant, (first, second) -> first));
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

  /** Every certificate that may be presented. */
  public List<ServerCertificate> certificates() {
    return inputs.certificates();
  }

  /** Which backend addresses may be connected to. */
  public BackendPolicy backendPolicy() {
    return inputs.backendPolicy();
  }

  /** The ids of all clusters that routes of this table lead to. */
  public Set<String> clusterIds() {
    return clusterIds;
  }

  /** Whether a workload of a tenant is served. */
  public boolean serves(String workload, String tenant) {
    return tenant.equals(tenants.get(workload));
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
    Optional<PathIndex> paths = routes.find(canonicalHost);
    if (paths.isEmpty()) {
      return NO_HOST;
    }
    Optional<RouteMatch.Found> found = paths.get().find(path);
    return found.isPresent() ? found.get() : NO_PATH;
  }

  /**
   * Decides a TLS connection.
   *
   * @param serverName as sent, empty when none was
   */
  public TlsDecision tls(String serverName) {
    if (serverName.isEmpty()) {
      return new TlsDecision.Reject(TlsDecision.Reason.NO_SERVER_NAME);
    }
    Optional<TlsDecision.Terminate> found =
        HostNames.canonical(serverName).flatMap(certificates::find);
    return found.isPresent()
        ? found.get()
        : new TlsDecision.Reject(TlsDecision.Reason.UNKNOWN_SERVER_NAME);
  }

  /**
   * Whether a connection opened for one server name may carry requests for another host: only when
   * both get the same certificate, and so the same TLS policy (RFC 9110 section 7.4).
   *
   * @param serverName canonical
   * @param host canonical
   */
  public boolean mayShareConnection(String serverName, String host) {
    if (serverName.equals(host)) {
      return true;
    }
    Optional<String> ours = fingerprint(serverName);
    return ours.isPresent() && ours.equals(fingerprint(host));
  }

  private Optional<String> fingerprint(String canonicalHost) {
    return certificates
        .find(canonicalHost)
        .map(TlsDecision.Terminate::certificate)
        .map(ServerCertificate::fingerprint);
  }
}
