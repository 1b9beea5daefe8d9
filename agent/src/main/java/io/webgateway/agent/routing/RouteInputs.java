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
 * @param backendPolicy which backend addresses may be connected to, asked at every connect
 */
public record RouteInputs(
    long version,
    List<Listener> listeners,
    List<HostRoute> routes,
    List<PortRoute> ports,
    List<ServerCertificate> certificates,
    BackendPolicy backendPolicy) {

  /** Copies the lists. */
  public RouteInputs {
    listeners = List.copyOf(listeners);
    routes = List.copyOf(routes);
    ports = List.copyOf(ports);
    certificates = List.copyOf(certificates);
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
