package io.webgateway.agent.proxy.upstream.tls;

/** Every way in which TLS with a backend fails. */
public enum TlsFault {
  /** What came back was no TLS; nothing of it was taken for an answer. */
  NOT_TLS("The backend does not speak TLS on this port."),
  /** The handshake took longer than a connect may. */
  TIMEOUT("The TLS handshake with the backend did not end in time."),
  /** The backend ended the connection within the handshake. */
  CLOSED("The backend closed the connection within the TLS handshake."),
  /** No protocol version, cipher suite or client certificate that both sides take. */
  REFUSED("The backend and the gateway could not agree on how to speak TLS."),
  /** No authority of the workload has issued the certificate. */
  UNTRUSTED("The backend's certificate was not issued by an authority that the workload trusts."),
  /** The certificate is for other names. */
  WRONG_NAME("The backend's certificate is for another name."),
  /** The certificate's time is over, or has not begun. */
  NOT_VALID_NOW("The backend's certificate has expired or is not valid yet."),
  /** The certificate has another key than the pinned ones. */
  OTHER_KEY("The backend's certificate has another key than the pinned one."),
  /** The backend has not chosen http2 by ALPN, and there is no fallback. */
  NO_HTTP2("The backend did not agree to HTTP/2."),
  /** The workload's own settings cannot be used. */
  UNUSABLE("The workload's TLS settings for its backends cannot be used.");

  private final String detail;

  TlsFault(String detail) {
    this.detail = detail;
  }

  /** A sentence for people. */
  public String detail() {
    return detail;
  }
}
