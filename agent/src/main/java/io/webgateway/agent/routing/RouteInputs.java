package io.webgateway.agent.routing;

import java.util.List;

/**
 * Everything that a route table is compiled from: the control plane's whole picture at one moment.
 *
 * @param version grows with every picture
 * @param listeners the sockets that should be bound
 * @param routes one per accepted workload and path prefix
 * @param certificates what TLS listeners may present; the data plane picks by server name
 * @param backendPolicy which backend addresses may be connected to, asked at every connect
 */
public record RouteInputs(
    long version,
    List<Listener> listeners,
    List<HostRoute> routes,
    List<ServerCertificate> certificates,
    BackendPolicy backendPolicy) {

  /** Copies the lists. */
  public RouteInputs {
    listeners = List.copyOf(listeners);
    routes = List.copyOf(routes);
    certificates = List.copyOf(certificates);
  }
}
