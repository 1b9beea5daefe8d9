package io.webgateway.client;

import io.webgateway.model.identity.Thumbprint;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/**
 * Trusts one public key, whatever the certificate around it says: names and dates do not matter,
 * for the key comes from the node's signed record. TLS itself proves that the other end holds it.
 */
final class PinnedTrust extends X509ExtendedTrustManager {
  /** Begins the message of a refusal, by which it is told from other handshake failures. */
  static final String REFUSAL = "The key shown is not the node's";

  private final Optional<String> pin;

  private PinnedTrust(Optional<String> pin) {
    this.pin = pin;
  }

  /** A TLS context that accepts one key only. */
  static SSLContext accepting(String pin) {
    return context(new PinnedTrust(Optional.of(pin)));
  }

  /** A TLS context that accepts every key, for a first contact that verifies afterwards. */
  static SSLContext acceptingAnyForNow() {
    return context(new PinnedTrust(Optional.empty()));
  }

  /** SHA-256 of the certificate's public key (SPKI), base64url. */
  static String pinOf(Certificate certificate) {
    return Thumbprint.ofBytes(certificate.getPublicKey().getEncoded());
  }

  private static SSLContext context(PinnedTrust trust) {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, new TrustManager[] {trust}, secureRandomOfThePlatform());
      return context;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Every Java platform has TLS", e);
    }
  }

  private static @Nullable SecureRandom secureRandomOfThePlatform() {
    return null;
  }

  private void check(X509Certificate[] chain) throws CertificateException {
    if (chain.length == 0) {
      throw new CertificateException(REFUSAL + ": none was shown");
    }
    if (pin.isPresent() && !pin.get().equals(pinOf(chain[0]))) {
      throw new CertificateException(REFUSAL);
    }
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket)
      throws CertificateException {
    check(chain);
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
      throws CertificateException {
    check(chain);
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String authType)
      throws CertificateException {
    check(chain);
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket)
      throws CertificateException {
    throw new CertificateException("This is a client");
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
      throws CertificateException {
    throw new CertificateException("This is a client");
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String authType)
      throws CertificateException {
    throw new CertificateException("This is a client");
  }

  @Override
  public X509Certificate[] getAcceptedIssuers() {
    return new X509Certificate[0];
  }
}
