package io.webgateway.agent.routing;

import io.webgateway.agent.routing.policy.TlsPolicy;

/** What to do with a TLS connection once its server name is known (RFC 6066 section 3). */
public sealed interface TlsDecision {
  /**
   * End TLS here.
   *
   * @param certificate the one to present
   * @param tenant whose host it is; empty when no workload has it
   * @param policy how TLS is spoken with the host's visitors
   * @param purpose what is spoken inside
   */
  record Terminate(
      ServerCertificate certificate, String tenant, TlsPolicy policy, TlsPurpose purpose)
      implements TlsDecision {
    /** What sessions and connections are bound to. */
    public TlsIdentity identity() {
      return new TlsIdentity(certificate.fingerprint(), tenant, policy, purpose);
    }
  }

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
