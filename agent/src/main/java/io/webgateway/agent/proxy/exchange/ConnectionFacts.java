package io.webgateway.agent.proxy.exchange;

import io.webgateway.agent.proxy.http.Origin;
import io.webgateway.agent.proxy.limit.ConnectionVisits;
import io.webgateway.agent.proxy.transport.ConnectionAddresses;
import io.webgateway.agent.routing.policy.TlsPolicy;

/**
 * What is known of a client connection before its first request.
 *
 * @param addresses of its ends
 * @param serverName canonical name of the TLS handshake, or empty in clear
 * @param tls what the handshake was made under; means nothing in clear
 * @param origin what backends are told, the visitor's verified certificate included
 * @param visits the workloads that its requests have gone to
 */
public record ConnectionFacts(
    ConnectionAddresses addresses,
    String serverName,
    TlsPolicy tls,
    Origin origin,
    ConnectionVisits visits) {
  /** The visitor's IP address. */
  public String clientAddress() {
    return addresses.visitorText();
  }

  boolean isSecure() {
    return !serverName.isEmpty();
  }
}
