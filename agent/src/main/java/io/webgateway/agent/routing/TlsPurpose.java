package io.webgateway.agent.routing;

/** What is spoken inside TLS that ends here; decides what ALPN offers, and parts sessions. */
public enum TlsPurpose {
  /** Requests. */
  HTTP,
  /** The bytes of a {@link TcpRoute}. */
  STREAM
}
