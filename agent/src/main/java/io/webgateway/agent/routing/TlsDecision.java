package io.webgateway.agent.routing;

/** What to do with a TLS connection once its server name is known (RFC 6066 section 3). */
public sealed interface TlsDecision {
  /**
   * End TLS here.
   *
   * @param certificate the one to present
   */
  record Terminate(ServerCertificate certificate) implements TlsDecision {}

  /**
   * Leave TLS alone: the backend ends it.
   *
   * @param route where the connection goes
   */
  record Passthrough(PassthroughRoute route) implements TlsDecision {}

  /**
   * Refuse the handshake; there is no default certificate.
   *
   * @param reason why
   */
  record Reject(Reason reason) implements TlsDecision {}

  /** Why a handshake is refused. */
  enum Reason {
    /** The visitor sent no server name. */
    NO_SERVER_NAME,
    /** The name is not a host name, or nothing here answers to it. */
    UNKNOWN_SERVER_NAME
  }
}
