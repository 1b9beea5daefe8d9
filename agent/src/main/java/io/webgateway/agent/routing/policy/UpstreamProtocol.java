package io.webgateway.agent.routing.policy;

/**
 * What is spoken with the endpoints of a cluster. Equal values mean that a connection opened under
 * one may serve the other.
 *
 * @param http the version of HTTP
 * @param tls whether it is encrypted
 */
public record UpstreamProtocol(HttpVersion http, UpstreamTls tls) {
  /** HTTP/1.1 in clear. */
  public static final UpstreamProtocol DEFAULT =
      new UpstreamProtocol(HttpVersion.HTTP_1_1, new UpstreamTls.Off());

  /** Bytes that nobody looks at. */
  public static UpstreamProtocol withoutHttp(UpstreamTls tls) {
    return new UpstreamProtocol(HttpVersion.NONE, tls);
  }

  /** The versions that backends are spoken to in. */
  public enum HttpVersion {
    /** No HTTP: bytes are relayed, and TLS says nothing of them by ALPN. */
    NONE,
    /** RFC 9112; one exchange at a time per connection. */
    HTTP_1_1,
    /**
     * RFC 9113; in clear with prior knowledge (section 3.3), over TLS by ALPN. A backend that does
     * not agree to it is not spoken to in another version.
     */
    HTTP_2
  }
}
