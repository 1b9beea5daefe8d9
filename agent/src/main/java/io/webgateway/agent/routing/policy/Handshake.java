package io.webgateway.agent.routing.policy;

/**
 * What a visitor's TLS was agreed under. It outlives edits, so whether it will still do is asked of
 * each policy anew.
 *
 * @param under the policy of that moment
 * @param version that is spoken
 * @param showsCertificate whether the visitor has shown one that verified
 */
public record Handshake(TlsPolicy under, TlsVersion version, boolean showsCertificate) {
  /** Of a connection in clear, of which nobody asks. */
  public static final Handshake NONE = new Handshake(TlsPolicy.DEFAULT, TlsVersion.TLS_1_2, false);

  /**
   * Whether the connection may carry requests under a policy without another handshake: the version
   * is new enough, and of certificates it was asked the same, or nothing that anybody asks now.
   */
  public boolean holdsUnder(TlsPolicy now) {
    if (now.equals(under)) {
      return true;
    }
    boolean asksTheSame = now.clientCertificates().equals(under.clientCertificates());
    boolean asksNothing =
        now.clientCertificates() instanceof ClientCertificates.Off && !showsCertificate;
    return version.compareTo(now.minVersion()) >= 0 && (asksTheSame || asksNothing);
  }
}
