package io.webgateway.agent.certificate;

import io.webgateway.agent.routing.ServerCertificate;
import io.webgateway.model.certificate.CertificateSource;
import io.webgateway.model.name.HostPattern;
import java.time.Instant;
import java.util.Set;

/**
 * Somebody who issues certificates: the node's local authority, or a public one over ACME.
 *
 * <p>Thread: any; may block for minutes, so never an event loop.
 */
public interface CertificateIssuer {

  /** How its certificates are marked. */
  CertificateSource source();

  /**
   * Issues one certificate with a new key.
   *
   * @param hosts what it must be good for; at least one
   */
  Outcome issue(Set<HostPattern> hosts);

  /** What became of an order. */
  sealed interface Outcome {
    /** Here it is. */
    record Issued(ServerCertificate certificate) implements Outcome {}

    /**
     * Not now; ask again.
     *
     * @param notBefore the earliest moment that makes sense
     * @param fault what went wrong
     */
    record Later(Instant notBefore, String fault) implements Outcome {}

    /**
     * Not like this.
     *
     * @param code a stable word for programs
     * @param fault what is wrong
     * @param cure what would be right
     */
    record Refused(String code, String fault, String cure) implements Outcome {}
  }
}
