package io.webgateway.agent.routing;

/** A part of the inputs that could not enter the route table; the rest serves on. */
public sealed interface RouteProblem {
  /**
   * Two routes claim one host and path prefix.
   *
   * @param host the host or wildcard
   * @param pathPrefix the prefix
   * @param kept the workload that keeps it: the first by name
   * @param dropped the workload that does not get it
   */
  record DuplicateRoute(String host, String pathPrefix, String kept, String dropped)
      implements RouteProblem {}

  /**
   * Two workloads claim one host, and at least one of them wants all of it: TLS of a host is either
   * ended here or passed through to one workload.
   *
   * @param host the host or wildcard
   * @param kept the workload that keeps it: the first by name
   * @param dropped the workload that does not get it
   */
  record HostConflict(String host, String kept, String dropped) implements RouteProblem {}

  /**
   * Workloads share a host by path, but not the way in which TLS is spoken with its visitors: the
   * handshake comes before any path, so there is one way for all of them.
   *
   * @param host the host or wildcard
   * @param kept the workload that decides: the first by name
   * @param dropped the workload that does not get the host
   */
  record TlsPolicyConflict(String host, String kept, String dropped) implements RouteProblem {}

  /**
   * Two workloads have one listener of their own.
   *
   * @param listener its name
   * @param kept the workload that keeps it: the first by name
   * @param dropped the workload that does not get it
   */
  record PortConflict(String listener, String kept, String dropped) implements RouteProblem {}

  /**
   * A route that cannot be served as it is written.
   *
   * @param workload whose
   * @param reason a sentence for people
   */
  record InvalidRoute(String workload, String reason) implements RouteProblem {}

  /**
   * Two listeners have one name, or one address and port.
   *
   * @param name the listener that was left out
   * @param reason a sentence for people
   */
  record DuplicateListener(String name, String reason) implements RouteProblem {}
}
