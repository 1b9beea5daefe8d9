package io.webgateway.agent.proxy.upstream.tls;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.Set;
import javax.net.ssl.SSLEngine;

/**
 * Trusts a certificate by its public key alone (RFC 7469 section 2.4): whoever made it, for what
 * name and for how long does not matter, because the handshake proves that the backend has the key.
 * Safe to use from any event loop.
 */
final class PinnedTrust extends BackendTrust {
  private final Set<String> pins;

  /** With digests of keys, at least one. */
  PinnedTrust(Set<String> sha256) {
    this.pins = Set.copyOf(sha256);
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
      throws CertificateException {
    if (chain.length == 0 || !pins.contains(pinOf(chain[0]))) {
      throw new UntrustedBackendException(TlsFault.OTHER_KEY);
    }
  }

  private static String pinOf(X509Certificate certificate) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      return Base64.getEncoder()
          .encodeToString(digest.digest(certificate.getPublicKey().getEncoded()));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  @Override
  public X509Certificate[] getAcceptedIssuers() {
    return new X509Certificate[0];
  }
}
