package io.webgateway.agent.proxy.tls;

import io.netty.handler.ssl.ApplicationProtocolConfig;
import io.netty.handler.ssl.ApplicationProtocolConfig.Protocol;
import io.netty.handler.ssl.ApplicationProtocolConfig.SelectedListenerFailureBehavior;
import io.netty.handler.ssl.ApplicationProtocolConfig.SelectorFailureBehavior;
import io.netty.handler.ssl.ApplicationProtocolNames;
import io.netty.handler.ssl.OpenSsl;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import io.netty.util.ReferenceCountUtil;
import io.webgateway.agent.routing.ServerCertificate;
import java.security.cert.X509Certificate;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.net.ssl.SSLException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One TLS context per certificate, made when a table first needs it and released when no table
 * does; connections hold their own reference. Contexts share no session keys, so a session is never
 * resumed under another certificate. Confined to the thread that applies tables.
 */
public final class TlsContexts {
  private static final Logger LOG = LoggerFactory.getLogger(TlsContexts.class);

  private final Map<String, SslContext> byFingerprint = new HashMap<>();

  /**
   * Makes what is missing.
   *
   * @return a context per fingerprint; a certificate that cannot be used is left out and logged
   */
  public Map<String, SslContext> prepare(List<ServerCertificate> certificates) {
    Map<String, SslContext> needed = new HashMap<>();
    for (ServerCertificate certificate : certificates) {
      SslContext context = byFingerprint.get(certificate.fingerprint());
      if (context == null) {
        try {
          context = build(certificate);
        } catch (SSLException | IllegalArgumentException e) {
          LOG.warn("certificate {} cannot be used: {}", certificate, e.toString());
          continue;
        }
        byFingerprint.put(certificate.fingerprint(), context);
      }
      needed.put(certificate.fingerprint(), context);
    }
    return Map.copyOf(needed);
  }

  /**
   * Takes out the contexts that a new table does not need.
   *
   * @return to be released once no handshake can begin with them
   */
  public List<SslContext> retire(Map<String, SslContext> needed) {
    Set<String> gone = new HashSet<>(byFingerprint.keySet());
    gone.removeAll(needed.keySet());
    return gone.stream().map(byFingerprint::remove).toList();
  }

  /** Lets go of contexts. */
  public static void release(List<SslContext> retired) {
    retired.forEach(ReferenceCountUtil::release);
  }

  private static SslContext build(ServerCertificate certificate) throws SSLException {
    boolean nativeTls = OpenSsl.isAvailable();
    return SslContextBuilder.forServer(
            certificate.key(), certificate.chain().toArray(X509Certificate[]::new))
        .sslProvider(nativeTls ? SslProvider.OPENSSL_REFCNT : SslProvider.JDK)
        .protocols("TLSv1.3", "TLSv1.2")
        .applicationProtocolConfig(
            new ApplicationProtocolConfig(
                Protocol.ALPN,
                SelectorFailureBehavior.NO_ADVERTISE,
                SelectedListenerFailureBehavior.ACCEPT,
                ApplicationProtocolNames.HTTP_1_1))
        .build();
  }
}
