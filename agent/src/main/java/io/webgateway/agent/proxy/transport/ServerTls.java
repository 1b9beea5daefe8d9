package io.webgateway.agent.proxy.transport;

import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.ssl.SslHandler;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.SSLSession;

/** How TLS is ended for the visitors of one identity. Safe to use from any event loop. */
public interface ServerTls {
  /** For one connection. */
  SslHandler newHandler(ByteBufAllocator allocator);

  /**
   * Who the visitor is, after a handshake; judged anew for a session that was resumed.
   *
   * @return the verified chain without the authority, the leaf first; empty when none was shown
   * @throws CertificateException when the visitor may not come in
   */
  List<X509Certificate> visitor(SSLSession session) throws CertificateException;
}
