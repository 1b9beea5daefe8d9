package io.webgateway.agent.routing.policy;

/**
 * How a workload meets its visitors.
 *
 * @param plainHttp what to do with a request that came in clear
 * @param tls with the visitors of its hosts
 * @param strictTransportSecurity the field value of RFC 6797 for answers over TLS, or empty for
 *     none
 */
public record VisitorPolicy(PlainHttp plainHttp, TlsPolicy tls, String strictTransportSecurity) {
  /** To https, with the usual TLS. */
  public static final VisitorPolicy REDIRECT =
      new VisitorPolicy(PlainHttp.REDIRECT, TlsPolicy.DEFAULT, "");

  /** Also in clear, with the usual TLS. */
  public static final VisitorPolicy SERVE =
      new VisitorPolicy(PlainHttp.SERVE, TlsPolicy.DEFAULT, "");

  private static final String ACME_PATH = "/.well-known/acme-challenge/";

  /**
   * Whether a request that came in clear is sent to https. Where visitors must show a certificate
   * nothing is served in clear, whatever else was set: in clear there is none to show.
   *
   * @param path normalised
   */
  public boolean redirectsInClear(String path) {
    return switch (plainHttp) {
      case REDIRECT -> true;
      case SERVE -> tls.clientCertificates() instanceof ClientCertificates.Required;
      case PASS_ACME -> !path.startsWith(ACME_PATH);
    };
  }

  /** The port-80 policy of a workload. */
  public enum PlainHttp {
    /** Answer 308 to the same URL on https. */
    REDIRECT,
    /** Serve it. */
    SERVE,
    /**
     * Serve what an ACME server asks for, {@code /.well-known/acme-challenge/} (RFC 8555 section
     * 8.3), and redirect the rest.
     */
    PASS_ACME
  }
}
