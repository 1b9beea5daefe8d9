package io.webgateway.agent.management;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.Optional;
import javax.net.ssl.SSLContext;

/**
 * Where the management API answers.
 *
 * @param unixSocket the socket for the local administrator
 * @param tls the TLS listener; empty when there is none
 * @param metrics where Prometheus metrics are served in clear; empty when nowhere
 * @param auditFile where the audit trail is kept; its folder must be there
 */
public record ManagementSettings(
    Path unixSocket, Optional<Tls> tls, Optional<InetSocketAddress> metrics, Path auditFile) {

  /**
   * The TLS listener.
   *
   * @param address where to bind; port 0 asks the system for one
   * @param context the node's management identity
   */
  public record Tls(InetSocketAddress address, SSLContext context) {}
}
