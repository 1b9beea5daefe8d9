package io.webgateway.agent.proxy.tls;

import io.webgateway.agent.routing.policy.Handshake;
import io.webgateway.agent.routing.policy.TlsPolicy;
import io.webgateway.agent.routing.policy.TlsVersion;
import java.security.cert.X509Certificate;
import java.util.List;

/**
 * What a visitor and the gateway agreed on in a good handshake.
 *
 * @param serverName canonical
 * @param applicationProtocol by ALPN (RFC 7301), {@code h2} or {@code http/1.1}; empty when the
 *     visitor offered none that the gateway speaks, which means HTTP/1.1
 * @param version of TLS that is spoken
 * @param policy what the connection was opened under
 * @param visitor the verified chain of the visitor's certificate, the leaf first, without the
 *     authority; empty when it showed none
 */
public record TlsSession(
    String serverName,
    String applicationProtocol,
    TlsVersion version,
    TlsPolicy policy,
    List<X509Certificate> visitor) {

  /** What a connection of this session may be asked for later. */
  public Handshake handshake() {
    return new Handshake(policy, version, !visitor.isEmpty());
  }

  /** Copies the list. */
  public TlsSession {
    visitor = List.copyOf(visitor);
  }
}
