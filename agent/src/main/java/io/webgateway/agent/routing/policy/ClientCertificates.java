package io.webgateway.agent.routing.policy;

import java.security.cert.X509Certificate;
import java.util.List;

/** Whether visitors show a certificate of their own (RFC 8446 section 4.3.2). */
public sealed interface ClientCertificates {
  /** They are not asked for one. */
  record Off() implements ClientCertificates {}

  /**
   * They are asked, and may have none; one that does not verify ends the handshake.
   *
   * @param authorities who may have signed it; at least one
   */
  record Optional(List<X509Certificate> authorities) implements ClientCertificates {
    /** Copies the list. */
    public Optional {
      authorities = List.copyOf(authorities);
    }
  }

  /**
   * Without one that verifies there is no connection.
   *
   * @param authorities who may have signed it; at least one
   */
  record Required(List<X509Certificate> authorities) implements ClientCertificates {
    /** Copies the list. */
    public Required {
      authorities = List.copyOf(authorities);
    }
  }
}
