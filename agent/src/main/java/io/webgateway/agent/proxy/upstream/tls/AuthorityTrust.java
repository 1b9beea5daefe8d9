package io.webgateway.agent.proxy.upstream.tls;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * Trusts certificates that one of some authorities has issued (RFC 5280 section 6, by the JDK) for
 * the name or address that the connection was opened for (RFC 9110 section 4.3.4), valid now.
 * Revocation is not asked for: it would need a network while a visitor waits. Safe to use from any
 * event loop.
 */
final class AuthorityTrust extends BackendTrust {
  static final String IDENTIFICATION = "HTTPS";

  private final X509ExtendedTrustManager paths;

  /** With authorities, at least one. */
  AuthorityTrust(List<X509Certificate> authorities) throws GeneralSecurityException {
    this.paths = byPaths(authorities);
  }

  private static X509ExtendedTrustManager byPaths(List<X509Certificate> authorities)
      throws GeneralSecurityException {
    KeyStore anchors = KeyStore.getInstance(KeyStore.getDefaultType());
    try {
      anchors.load(null, null);
    } catch (IOException e) {
      throw new GeneralSecurityException("an empty key store cannot be made", e);
    }
    for (int i = 0; i < authorities.size(); i++) {
      anchors.setCertificateEntry("authority-" + i, authorities.get(i));
    }
    TrustManagerFactory factory = TrustManagerFactory.getInstance("PKIX");
    factory.init(anchors);
    for (TrustManager each : factory.getTrustManagers()) {
      if (each instanceof X509ExtendedTrustManager extended) {
        return extended;
      }
    }
    throw new GeneralSecurityException("the JDK has no trust manager that looks at names");
  }

  /**
   * Verifies path, name and dates. That the engine asks for the name is looked at first: without
   * it, the JDK would verify the path only.
   */
  @Override
  public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
      throws CertificateException {
    String identification = engine.getSSLParameters().getEndpointIdentificationAlgorithm();
    if (!IDENTIFICATION.equals(identification) || engine.getPeerHost() == null) {
      throw new UntrustedBackendException(TlsFault.WRONG_NAME);
    }
    try {
      // The JDK takes a certificate that is itself among the authorities whatever its dates.
      chain[0].checkValidity();
      paths.checkServerTrusted(chain, authType, engine);
    } catch (CertificateExpiredException | CertificateNotYetValidException e) {
      throw new UntrustedBackendException(TlsFault.NOT_VALID_NOW, e);
    } catch (CertificateException e) {
      throw new UntrustedBackendException(pathFault(chain, authType), e);
    }
  }

  /** Why it was refused: the path alone is looked at once more. */
  private TlsFault pathFault(X509Certificate[] chain, String authType) {
    try {
      paths.checkServerTrusted(chain, authType);
      return TlsFault.WRONG_NAME;
    } catch (CertificateException e) {
      return TlsFault.UNTRUSTED;
    }
  }

  @Override
  public X509Certificate[] getAcceptedIssuers() {
    return paths.getAcceptedIssuers();
  }
}
