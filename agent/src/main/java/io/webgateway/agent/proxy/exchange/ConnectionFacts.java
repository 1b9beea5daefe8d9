package io.webgateway.agent.proxy.exchange;

import io.webgateway.agent.proxy.http.Origin;

/**
 * What is known of a client connection before its first request.
 *
 * @param clientAddress the visitor's IP address
 * @param serverName canonical name of the TLS handshake, or empty in clear
 * @param origin what backends are told
 */
public record ConnectionFacts(String clientAddress, String serverName, Origin origin) {
  boolean isSecure() {
    return !serverName.isEmpty();
  }
}
