package io.webgateway.agent.proxy.upstream.tls;

import io.netty.channel.Channel;
import io.netty.handler.ssl.OpenSslSessionContext;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslProvider;
import io.netty.handler.ssl.SupportedCipherSuiteFilter;
import io.netty.util.ReferenceCountUtil;
import io.webgateway.agent.proxy.tls.TlsOffer;
import javax.net.ssl.SSLException;

/**
 * Sees whether a backend ends a TLS handshake, where TLS with it is not the gateway's own: its
 * certificate is for the visitors to judge, so nothing is looked at here. The connection must be
 * closed afterwards; nothing may be sent over it. Safe to use from any event loop.
 */
public final class HandshakeProbe implements AutoCloseable {
  private final SslContext ssl;

  private HandshakeProbe(SslContext ssl) {
    this.ssl = ssl;
  }

  /**
   * Makes one.
   *
   * @throws IllegalStateException when the TLS library cannot be used at all
   */
  public static HandshakeProbe open() {
    TlsOffer offer = TlsOffer.here();
    try {
      SslContext ssl =
          SslContextBuilder.forClient()
              .sslProvider(offer.nativeProvider() ? SslProvider.OPENSSL_REFCNT : SslProvider.JDK)
              .protocols(offer.versions())
              .ciphers(TlsOffer.SUITES, SupportedCipherSuiteFilter.INSTANCE)
              .trustManager(new AnyTrust())
              .endpointIdentificationAlgorithm(null)
              .build();
      if (ssl.sessionContext() instanceof OpenSslSessionContext sessions) {
        sessions.setSessionCacheEnabled(false);
      }
      return new HandshakeProbe(ssl);
    } catch (SSLException e) {
      throw new IllegalStateException("a TLS context without settings cannot be made", e);
    }
  }

  /**
   * Begins on an open channel without handlers.
   *
   * @param serverName sent to the backend when it is a name
   * @param timeoutMillis for the whole handshake
   */
  public void begin(
      Channel channel,
      String serverName,
      int port,
      long timeoutMillis,
      BackendHandshake.Outcome outcome) {
    SslHandler handler =
        new BackendContext(ssl, serverName).newHandler(channel.alloc(), serverName, port);
    BackendHandshake.beginWith(channel, handler, timeoutMillis, outcome);
  }

  /** No more handshakes; those under way hold the context themselves. */
  @Override
  public void close() {
    ReferenceCountUtil.release(ssl);
  }
}
