package io.webgateway.agent.routing;

import java.util.List;

/**
 * Everything that a route table is compiled from: the control plane's whole picture at one moment.
 *
 * @param version grows with every picture
 * @param listeners the sockets that should be bound
 * @param routes one per accepted workload and path prefix
 * @param ports one per accepted workload that has a listener of its own
 * @param certificates what TLS listeners may present; the data plane picks by server name
 * @param tenants what tenants together may take; who is not in it has no limit
 * @param backendPolicy which backend addresses may be connected to, asked at every connect
 */
public record RouteInputs(
    long version,
    List<Listener> listeners,
    List<HostRoute> routes,
    List<PortRoute> ports,
    List<ServerCertificate> certificates,
    List<TenantLimits> tenants,
    BackendPolicy backendPolicy) {

  /** Copies the lists. */
  public RouteInputs {
    listeners = List.copyOf(listeners);
    routes = List.copyOf(routes);
    ports = List.copyOf(ports);
    certificates = List.copyOf(certificates);
    tenants = List.copyOf(tenants);
  }

  /** A picture without limits of tenants. */
  public RouteInputs(
      long version,
      List<Listener> listeners,
      List<HostRoute> routes,
      List<PortRoute> ports,
      List<ServerCertificate> certificates,
      BackendPolicy backendPolicy) {
    this(version, listeners, routes, ports, certificates, List.of(), backendPolicy);
  }

  /** A picture without ports. */
  public RouteInputs(
      long version,
      List<Listener> listeners,
      List<HostRoute> routes,
      List<ServerCertificate> certificates,
      BackendPolicy backendPolicy) {
    this(version, listeners, routes, List.of(), certificates, backendPolicy);
  }
}
