package io.webgateway.agent.proxy.upstream.tls;

import io.netty.handler.ssl.ApplicationProtocolConfig;
import io.netty.handler.ssl.ApplicationProtocolConfig.Protocol;
import io.netty.handler.ssl.ApplicationProtocolConfig.SelectedListenerFailureBehavior;
import io.netty.handler.ssl.ApplicationProtocolConfig.SelectorFailureBehavior;
import io.netty.handler.ssl.ApplicationProtocolNames;
import io.netty.handler.ssl.OpenSslContextOption;
import io.netty.handler.ssl.OpenSslSessionContext;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import io.netty.handler.ssl.SupportedCipherSuiteFilter;
import io.webgateway.agent.proxy.tls.TlsOffer;
import io.webgateway.agent.proxy.transport.BackendTls;
import io.webgateway.agent.routing.policy.UpstreamProtocol;
import io.webgateway.agent.routing.policy.UpstreamProtocol.HttpVersion;
import io.webgateway.agent.routing.policy.UpstreamTls;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.net.ssl.SSLException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One TLS context per protocol that is spoken with backends, made when a table first needs it and
 * released when no table does; connections hold their own reference. Sessions are not resumed: one
 * that tenants shared would tell them of each other, and pooled connections make handshakes rare.
 * Used by one thread at a time.
 */
public final class BackendTlsContexts {
  private static final Logger LOG = LoggerFactory.getLogger(BackendTlsContexts.class);

  private final Map<UpstreamProtocol, BackendContext> byProtocol = new HashMap<>();

  /**
   * Makes what is missing. Where http2 is spoken, there is a context for HTTP/1.1 too: a WebSocket
   * goes over that.
   *
   * @return a context per protocol with TLS; one that cannot be made is left out and logged
   */
  public Map<UpstreamProtocol, BackendTls> prepare(Collection<UpstreamProtocol> protocols) {
    Map<UpstreamProtocol, BackendTls> needed = new HashMap<>();
    for (UpstreamProtocol protocol : protocols) {
      if (protocol.tls() instanceof UpstreamTls.On on) {
        add(protocol, on, needed);
        if (protocol.http() == HttpVersion.HTTP_2) {
          add(new UpstreamProtocol(HttpVersion.HTTP_1_1, on), on, needed);
        }
      }
    }
    return Map.copyOf(needed);
  }

  private void add(
      UpstreamProtocol protocol, UpstreamTls.On on, Map<UpstreamProtocol, BackendTls> needed) {
    BackendContext context = byProtocol.get(protocol);
    if (context == null) {
      try {
        context = build(protocol.http(), on);
      } catch (GeneralSecurityException | SSLException | IllegalArgumentException e) {
        LOG.warn("the TLS settings of backends of {} cannot be used: {}", on.serverName(), e);
        return;
      }
      byProtocol.put(protocol, context);
    }
    needed.put(protocol, context);
  }

  /**
   * Takes out the contexts that a new table does not need.
   *
   * @return to be released once no handshake can begin with them
   */
  public List<SslContext> retire(Set<UpstreamProtocol> needed) {
    Set<UpstreamProtocol> gone = new HashSet<>(byProtocol.keySet());
    gone.removeAll(needed);
    return gone.stream().map(byProtocol::remove).map(BackendContext::ssl).toList();
  }

  static BackendContext build(HttpVersion version, UpstreamTls.On on)
      throws GeneralSecurityException, SSLException {
    TlsOffer offer = TlsOffer.here();
    SslContextBuilder builder =
        SslContextBuilder.forClient()
            .sslProvider(offer.nativeProvider() ? SslProvider.OPENSSL_REFCNT : SslProvider.JDK)
            .protocols(offer.versions())
            .ciphers(TlsOffer.SUITES, SupportedCipherSuiteFilter.INSTANCE)
            .applicationProtocolConfig(applicationProtocol(version));
    if (offer.nativeProvider()) {
      builder.option(OpenSslContextOption.GROUPS, offer.groups().toArray(String[]::new));
    }
    switch (on.trust()) {
      case UpstreamTls.Trust.Authorities authorities ->
          builder
              .trustManager(new AuthorityTrust(authorities.certificates()))
              .endpointIdentificationAlgorithm(AuthorityTrust.IDENTIFICATION);
      case UpstreamTls.Trust.PinnedKeys pinned ->
          builder
              .trustManager(new PinnedTrust(pinned.sha256()))
              .endpointIdentificationAlgorithm(null);
    }
    on.client()
        .ifPresent(
            client ->
                builder.keyManager(client.key(), client.chain().toArray(X509Certificate[]::new)));
    SslContext ssl = builder.build();
    if (ssl.sessionContext() instanceof OpenSslSessionContext sessions) {
      sessions.setSessionCacheEnabled(false);
    }
    return new BackendContext(ssl, on.serverName());
  }

  /** The one version that the table says, nothing to fall back to (RFC 7301); no word of none. */
  private static ApplicationProtocolConfig applicationProtocol(HttpVersion version) {
    return switch (version) {
      case NONE -> ApplicationProtocolConfig.DISABLED;
      case HTTP_1_1 -> offering(ApplicationProtocolNames.HTTP_1_1);
      case HTTP_2 -> offering(ApplicationProtocolNames.HTTP_2);
    };
  }

  private static ApplicationProtocolConfig offering(String name) {
    return new ApplicationProtocolConfig(
        Protocol.ALPN,
        SelectorFailureBehavior.NO_ADVERTISE,
        SelectedListenerFailureBehavior.ACCEPT,
        name);
  }
}
