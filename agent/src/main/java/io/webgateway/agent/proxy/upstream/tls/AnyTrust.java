package io.webgateway.agent.proxy.upstream.tls;

import java.security.cert.X509Certificate;
import javax.net.ssl.SSLEngine;

/**
 * Takes any certificate: for {@link HandshakeProbe} alone, which sends nothing and believes
 * nothing.
 */
final class AnyTrust extends BackendTrust {
  @Override
  public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine) {
    // Who it is does not matter: the connection is closed when the handshake has ended.
  }

  @Override
  public X509Certificate[] getAcceptedIssuers() {
    return new X509Certificate[0];
  }
}
