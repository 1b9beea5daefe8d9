package io.webgateway.agent.proxy.upstream;

/** How a backend's answer can fail after the connection was open. */
public enum UpstreamFailure {
  /** The backend closed or reset before the answer's end. */
  CLOSED,
  /**
   * The backend ended TLS with an alert before it sent a byte of an answer: it does not take our
   * certificate, for example, which TLS 1.3 says only after the handshake.
   */
  TLS,
  /** The backend sent what HTTP does not allow. */
  MALFORMED,
  /** The backend says that it did nothing with the request (RFC 9113 section 8.7). */
  REFUSED
}
