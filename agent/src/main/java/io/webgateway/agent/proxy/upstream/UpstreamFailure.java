package io.webgateway.agent.proxy.upstream;

/** How a backend's answer can fail after the connection was open. */
public enum UpstreamFailure {
  /** The backend closed or reset before the answer's end. */
  CLOSED,
  /** The backend sent what HTTP does not allow. */
  MALFORMED,
  /** The backend says that it did nothing with the request (RFC 9113 section 8.7). */
  REFUSED
}
