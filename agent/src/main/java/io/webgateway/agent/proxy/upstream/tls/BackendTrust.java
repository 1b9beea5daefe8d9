package io.webgateway.agent.proxy.upstream.tls;

import java.net.Socket;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * Verifies backends, and only where the name that they should have is known: the forms without an
 * engine refuse, so that no path through the TLS library can leave the name out.
 */
abstract sealed class BackendTrust extends X509ExtendedTrustManager
    permits AuthorityTrust, PinnedTrust, AnyTrust {

  @Override
  public final void checkServerTrusted(X509Certificate[] chain, String authType)
      throws CertificateException {
    throw unsupported();
  }

  @Override
  public final void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket)
      throws CertificateException {
    throw unsupported();
  }

  @Override
  public final void checkClientTrusted(X509Certificate[] chain, String authType)
      throws CertificateException {
    throw unsupported();
  }

  @Override
  public final void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket)
      throws CertificateException {
    throw unsupported();
  }

  @Override
  public final void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
      throws CertificateException {
    throw unsupported();
  }

  private static CertificateException unsupported() {
    return new UntrustedBackendException(TlsFault.UNTRUSTED);
  }
}
