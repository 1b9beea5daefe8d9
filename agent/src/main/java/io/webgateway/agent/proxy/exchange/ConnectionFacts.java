package io.webgateway.agent.proxy.exchange;

import io.webgateway.agent.proxy.http.Origin;
import io.webgateway.agent.proxy.limit.ConnectionVisits;
import io.webgateway.agent.proxy.transport.ConnectionAddresses;
import io.webgateway.agent.routing.RouteTable;
import io.webgateway.agent.routing.TlsDecision;
import io.webgateway.agent.routing.policy.Handshake;
import java.util.Optional;

/**
 * What is known of a client connection before its first request.
 *
 * @param addresses of its ends
 * @param serverName canonical name of the TLS handshake, or empty in clear
 * @param handshake what TLS was agreed under; means nothing in clear
 * @param origin what backends are told, the visitor's verified certificate included
 * @param visits the workloads that its requests have gone to
 */
public record ConnectionFacts(
    ConnectionAddresses addresses,
    String serverName,
    Handshake handshake,
    Origin origin,
    ConnectionVisits visits) {
  /** The visitor's IP address. */
  public String clientAddress() {
    return addresses.visitorText();
  }

  /** Whether what was agreed on when the connection began will still do for its server name. */
  public boolean holdsUnder(RouteTable table) {
    return !isSecure()
        || !(table.tls(serverName) instanceof TlsDecision.Terminate now)
        || handshake.holdsUnder(now.policy());
  }

  /** What TLS was agreed under; empty in clear. */
  public Optional<Handshake> handshakeIfSecure() {
    return isSecure() ? Optional.of(handshake) : Optional.empty();
  }

  boolean isSecure() {
    return !serverName.isEmpty();
  }
}
