package io.webgateway.agent.routing.policy;

/** Whether TLS of a connection that is found by its port ends here. */
public sealed interface StreamTls {
  /** Bytes are not looked at. */
  record Untouched() implements StreamTls {}

  /**
   * TLS ends here, with the certificate of one host; a client that names no server gets it too, one
   * that names another is refused.
   *
   * @param host canonical
   * @param policy how TLS is spoken with visitors
   */
  record Terminated(String host, TlsPolicy policy) implements StreamTls {}
}
