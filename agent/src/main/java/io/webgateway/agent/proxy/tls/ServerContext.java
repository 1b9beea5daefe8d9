package io.webgateway.agent.proxy.tls;

import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslHandler;
import io.webgateway.agent.proxy.transport.ServerTls;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;

/**
 * A TLS context, and who is let in with it.
 *
 * @param ssl what handshakes are made with; counted, see {@link TlsContexts}
 * @param trust when visitors are asked for a certificate
 * @param required whether they must have one
 */
record ServerContext(SslContext ssl, Optional<ClientTrust> trust, boolean required)
    implements ServerTls {

  @Override
  public SslHandler newHandler(ByteBufAllocator allocator) {
    return ssl.newHandler(allocator);
  }

  @Override
  public List<X509Certificate> visitor(SSLSession session) throws CertificateException {
    return trust.isEmpty() ? List.of() : verified(session, trust.get());
  }

  private List<X509Certificate> verified(SSLSession session, ClientTrust by)
      throws CertificateException {
    Certificate[] shown;
    try {
      shown = session.getPeerCertificates();
    } catch (SSLPeerUnverifiedException e) {
      if (required) {
        throw new CertificateException("the visitor has no certificate", e);
      }
      return List.of();
    }
    return by.verify(Arrays.copyOf(shown, shown.length, X509Certificate[].class));
  }
}
