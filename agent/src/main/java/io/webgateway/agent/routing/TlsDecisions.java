package io.webgateway.agent.routing;

import io.webgateway.agent.routing.policy.TlsPolicy;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Decides, while a table is compiled, what becomes of TLS for every host and wildcard that anything
 * knows. Whose host it is decides first, the certificate only after it: a certificate may name more
 * hosts than its owner has ended here.
 */
final class TlsDecisions {
  static final TlsDecision UNKNOWN = new TlsDecision.Reject(TlsDecision.Reason.UNKNOWN_SERVER_NAME);

  private final HostIndex<HostClaim> claims;
  private final HostIndex<ServerCertificate> certificates;

  private TlsDecisions(Map<String, HostClaim> claims, Map<String, ServerCertificate> certificates) {
    this.claims = new HostIndex<>(claims);
    this.certificates = new HostIndex<>(certificates);
  }

  /**
   * One decision per pattern of either map. A host that neither names is covered by a wildcard or
   * by nothing, and the wildcard's own decision is then its decision too; a host that is named gets
   * an answer of its own even when it is a refusal, so that it never falls back to a wildcard's.
   */
  static Map<String, TlsDecision> of(
      Map<String, HostClaim> claims, Map<String, ServerCertificate> certificates) {
    TlsDecisions decisions = new TlsDecisions(claims, certificates);
    Set<String> patterns = new HashSet<>(claims.keySet());
    patterns.addAll(certificates.keySet());
    Map<String, TlsDecision> byPattern = new HashMap<>();
    patterns.forEach(pattern -> byPattern.put(pattern, decisions.decide(pattern)));
    return byPattern;
  }

  private TlsDecision decide(String pattern) {
    Optional<ServerCertificate> certificate = certificates.find(pattern);
    return switch (claims.find(pattern).orElse(null)) {
      case HostClaim.Whole whole -> whole.decision();
      case HostClaim.Paths paths ->
          certificate
              .<TlsDecision>map(
                  each ->
                      new TlsDecision.Terminate(each, paths.tenant(), paths.tls(), TlsPurpose.HTTP))
              .orElse(UNKNOWN);
      case null ->
          certificate
              .<TlsDecision>map(
                  each -> new TlsDecision.Terminate(each, "", TlsPolicy.DEFAULT, TlsPurpose.HTTP))
              .orElse(UNKNOWN);
    };
  }
}
