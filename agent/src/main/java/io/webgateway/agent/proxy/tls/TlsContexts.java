package io.webgateway.agent.proxy.tls;

import io.netty.handler.ssl.ApplicationProtocolConfig;
import io.netty.handler.ssl.ApplicationProtocolConfig.Protocol;
import io.netty.handler.ssl.ApplicationProtocolConfig.SelectedListenerFailureBehavior;
import io.netty.handler.ssl.ApplicationProtocolConfig.SelectorFailureBehavior;
import io.netty.handler.ssl.ApplicationProtocolNames;
import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.OpenSslContextOption;
import io.netty.handler.ssl.OpenSslServerSessionContext;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import io.netty.handler.ssl.SupportedCipherSuiteFilter;
import io.netty.util.ReferenceCountUtil;
import io.webgateway.agent.proxy.transport.ServerTls;
import io.webgateway.agent.routing.ServerCertificate;
import io.webgateway.agent.routing.TlsDecision;
import io.webgateway.agent.routing.TlsIdentity;
import io.webgateway.agent.routing.TlsPurpose;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.net.ssl.SSLException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One TLS context per identity (certificate, tenant, policy and purpose), made when a table first
 * needs it and released when no table does; connections hold their own reference. Contexts share no
 * ticket keys and no session cache, so a session is never resumed under another identity. Used by
 * one thread at a time.
 */
public final class TlsContexts {
  private static final Logger LOG = LoggerFactory.getLogger(TlsContexts.class);

  private final Map<TlsIdentity, ServerContext> byIdentity = new HashMap<>();
  private final TlsOffer offer = TlsOffer.here();
  private final SecureRandom random;
  private final InstantSource clock;
  private TicketSecrets secrets;

  /**
   * No context yet.
   *
   * @param random for the keys of session tickets
   * @param clock for the dates of visitors' certificates
   */
  public TlsContexts(SecureRandom random, InstantSource clock) {
    this.random = random;
    this.clock = clock;
    this.secrets = TicketSecrets.random(random);
  }

  /**
   * Makes what is missing.
   *
   * @return a context per identity; one that cannot be made is left out and logged
   */
  public Map<TlsIdentity, ServerTls> prepare(Collection<TlsDecision.Terminate> terminations) {
    Map<TlsIdentity, ServerTls> needed = new HashMap<>();
    for (TlsDecision.Terminate termination : terminations) {
      TlsIdentity identity = termination.identity();
      ServerContext context = byIdentity.get(identity);
      if (context == null) {
        try {
          context = build(termination.certificate(), identity);
        } catch (SSLException | IllegalArgumentException e) {
          LOG.warn("certificate {} cannot be used: {}", termination.certificate(), e.toString());
          continue;
        }
        byIdentity.put(identity, context);
      }
      needed.put(identity, context);
    }
    return Map.copyOf(needed);
  }

  /**
   * Seals new session tickets with new keys from now on. Tickets sealed with the last two keys are
   * still taken, older ones mean a full handshake.
   */
  public void rotateTicketKeys() {
    secrets = secrets.rotated(random);
    byIdentity.forEach((identity, context) -> giveTicketKeys(context.ssl(), identity));
  }

  /**
   * Takes out the contexts that a new table does not need.
   *
   * @return to be released once no handshake can begin with them
   */
  public List<SslContext> retire(Map<TlsIdentity, ServerTls> needed) {
    Set<TlsIdentity> gone = new HashSet<>(byIdentity.keySet());
    gone.removeAll(needed.keySet());
    return gone.stream().map(byIdentity::remove).map(ServerContext::ssl).toList();
  }

  /** Lets go of contexts. */
  public static void release(List<SslContext> retired) {
    retired.forEach(ReferenceCountUtil::release);
  }

  private ServerContext build(ServerCertificate certificate, TlsIdentity identity)
      throws SSLException {
    ClientAuthority clients = ClientAuthority.of(identity.policy().clientCertificates());
    Optional<ClientTrust> trust =
        clients.demand() == ClientAuth.NONE
            ? Optional.empty()
            : Optional.of(new ClientTrust(clients.authorities(), clock));
    SslContextBuilder builder =
        SslContextBuilder.forServer(
                certificate.key(), certificate.chain().toArray(X509Certificate[]::new))
            .sslProvider(offer.nativeProvider() ? SslProvider.OPENSSL_REFCNT : SslProvider.JDK)
            .protocols(TlsOffer.versionsFrom(identity.policy().minVersion()))
            .ciphers(TlsOffer.SUITES, SupportedCipherSuiteFilter.INSTANCE)
            .clientAuth(clients.demand())
            .applicationProtocolConfig(applicationProtocols(identity.purpose()));
    trust.ifPresent(builder::trustManager);
    if (offer.nativeProvider()) {
      builder.option(OpenSslContextOption.GROUPS, offer.groups().toArray(String[]::new));
    }
    SslContext ssl = builder.build();
    giveTicketKeys(ssl, identity);
    return new ServerContext(ssl, trust, clients.demand() == ClientAuth.REQUIRE);
  }

  /**
   * What is offered by ALPN (RFC 7301): versions of HTTP, or for streams the one protocol whose
   * clients insist on hearing its name (PostgreSQL 17, direct TLS); others get no answer to it.
   */
  private static ApplicationProtocolConfig applicationProtocols(TlsPurpose purpose) {
    return new ApplicationProtocolConfig(
        Protocol.ALPN,
        SelectorFailureBehavior.NO_ADVERTISE,
        SelectedListenerFailureBehavior.ACCEPT,
        switch (purpose) {
          case HTTP -> List.of(ApplicationProtocolNames.HTTP_2, ApplicationProtocolNames.HTTP_1_1);
          case STREAM -> List.of("postgresql");
        });
  }

  /**
   * Sessions live in tickets alone: a cache would cost memory per visitor. The JDK's own tickets,
   * where it has to serve, have keys per context too.
   */
  private void giveTicketKeys(SslContext ssl, TlsIdentity identity) {
    if (ssl.sessionContext() instanceof OpenSslServerSessionContext sessions) {
      sessions.setSessionCacheEnabled(false);
      sessions.setSessionIdContext(TicketSecrets.nameOf(identity));
      sessions.setTicketKeys(secrets.keysOf(identity));
    }
  }
}
