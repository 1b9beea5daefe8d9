package io.webgateway.agent.proxy.upstream.tls;

import java.security.cert.CertificateException;

/** A backend is not the one that it should be. */
final class UntrustedBackendException extends CertificateException {
  private static final long serialVersionUID = 1L;

  private final TlsFault fault;

  UntrustedBackendException(TlsFault fault) {
    super(fault.detail());
    this.fault = fault;
  }

  UntrustedBackendException(TlsFault fault, CertificateException cause) {
    super(fault.detail(), cause);
    this.fault = fault;
  }

  TlsFault fault() {
    return fault;
  }
}
