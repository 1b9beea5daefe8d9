package io.webgateway.model.workload;

/**
 * How a TcpForward meets its visitors and its backends, besides where they are.
 *
 * @param visitors whether TLS ends at the gateway
 * @param backend whether TLS is spoken with backends
 */
public record TcpSettings(VisitorSide visitors, BackendTls backend) {
  /** Bytes as they come, in clear to backends. */
  public static final TcpSettings DEFAULT =
      new TcpSettings(new VisitorSide.Untouched(), new BackendTls.Off());

  /** Whether TLS ends at the gateway. */
  public sealed interface VisitorSide {
    /** Bytes are not looked at; TLS, if there is any, is between visitor and backend. */
    record Untouched() implements VisitorSide {}

    /**
     * TLS ends here, with a certificate for {@code <namespace>.<pool>}; a visitor that names no
     * server gets it too.
     *
     * @param minVersion older versions are refused
     * @param clientCertificates whether visitors show a certificate of their own
     */
    record Terminated(VisitorTls.Version minVersion, ClientCertificatePolicy clientCertificates)
        implements VisitorSide {}
  }

  /** The same with another private key to show; nothing changes where there is none. */
  public TcpSettings with(BackendTls.Key key) {
    return new TcpSettings(visitors, backend.with(key));
  }
}
