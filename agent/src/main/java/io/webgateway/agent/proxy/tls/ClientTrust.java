package io.webgateway.agent.proxy.tls;

import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.InvalidAlgorithmParameterException;
import java.security.cert.CertPathBuilder;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertStore;
import java.security.cert.CertificateException;
import java.security.cert.CollectionCertStoreParameters;
import java.security.cert.PKIXBuilderParameters;
import java.security.cert.PKIXCertPathBuilderResult;
import java.security.cert.TrustAnchor;
import java.security.cert.X509CertSelector;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * Verifies visitors' certificates against the authorities of one host (RFC 5280 section 6, by the
 * JDK): issued by one of them, for clients if it says for what, and everything on the way valid
 * now, the authority too. Without authorities nobody is trusted. Revocation lists are not asked: an
 * event loop waits for nobody, so authorities should issue for short terms.
 *
 * <p>Verified twice: in the handshake, where a refusal becomes an alert, and after it, also for
 * sessions that are resumed. What was found is remembered while it is valid. Safe to use from any
 * event loop.
 */
final class ClientTrust extends X509ExtendedTrustManager {
  /** More certificates than this are not looked at: a path search must stay cheap. */
  private static final int MAX_SHOWN = 8;

  private static final int MAX_REMEMBERED = 256;
  private static final String CLIENT_AUTH = "1.3.6.1.5.5.7.3.2";
  private static final boolean[] SIGNS = {true};

  private final List<X509Certificate> authorities;
  private final Set<TrustAnchor> anchors;
  private final InstantSource clock;
  private final Map<List<X509Certificate>, Verified> remembered = new Remembered();

  ClientTrust(List<X509Certificate> authorities, InstantSource clock) {
    this.authorities = List.copyOf(authorities);
    this.anchors =
        authorities.stream()
            .map(authority -> new TrustAnchor(authority, null))
            .collect(Collectors.toUnmodifiableSet());
    this.clock = clock;
  }

  /**
   * Verifies what a visitor showed.
   *
   * @param shown the leaf first, then whatever the visitor thought useful
   * @return the part of it that leads from the leaf to an authority, without the authority
   */
  List<X509Certificate> verify(X509Certificate[] shown) throws CertificateException {
    if (shown.length == 0 || shown.length > MAX_SHOWN) {
      throw new CertificateException("a visitor shows 1 to " + MAX_SHOWN + " certificates");
    }
    Instant now = clock.instant();
    List<X509Certificate> key = List.of(shown);
    Verified known;
    synchronized (remembered) {
      known = remembered.get(key);
    }
    if (known == null || !known.isValidAt(now)) {
      known = search(key, now);
      synchronized (remembered) {
        remembered.put(key, known);
      }
    }
    return known.chain();
  }

  private Verified search(List<X509Certificate> shown, Instant now) throws CertificateException {
    X509CertSelector leaf = selector(shown.getFirst(), now);
    if (authorities.contains(shown.getFirst())) {
      if (!leaf.match(shown.getFirst())) {
        throw new CertificateException("the certificate is not valid now, or not for clients");
      }
      return new Verified(List.of(shown.getFirst()), List.of());
    }
    try {
      PKIXBuilderParameters parameters = new PKIXBuilderParameters(anchors, leaf);
      parameters.setRevocationEnabled(false);
      parameters.setDate(dateOf(now));
      parameters.addCertStore(
          CertStore.getInstance("Collection", new CollectionCertStoreParameters(shown)));
      PKIXCertPathBuilderResult found =
          (PKIXCertPathBuilderResult) CertPathBuilder.getInstance("PKIX").build(parameters);
      X509Certificate authority = found.getTrustAnchor().getTrustedCert();
      authority.checkValidity(dateOf(now));
      return new Verified(
          found.getCertPath().getCertificates().stream().map(X509Certificate.class::cast).toList(),
          List.of(authority));
    } catch (CertPathBuilderException | InvalidAlgorithmParameterException e) {
      throw new CertificateException("no authority of the host vouches for the certificate", e);
    } catch (CertificateException e) {
      throw e;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("the JDK cannot verify certificates", e);
    }
  }

  private static X509CertSelector selector(X509Certificate leaf, Instant now)
      throws CertificateException {
    X509CertSelector selector = new X509CertSelector();
    selector.setCertificate(leaf);
    selector.setCertificateValid(dateOf(now));
    selector.setKeyUsage(SIGNS);
    try {
      selector.setExtendedKeyUsage(Set.of(CLIENT_AUTH));
    } catch (java.io.IOException e) {
      throw new CertificateException(e);
    }
    return selector;
  }

  // The JDK's certificates know no other type for dates.
  @SuppressWarnings("JavaUtilDate")
  private static Date dateOf(Instant now) {
    return Date.from(now);
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
      throws CertificateException {
    verify(chain);
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket)
      throws CertificateException {
    verify(chain);
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String authType)
      throws CertificateException {
    verify(chain);
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
      throws CertificateException {
    throw noServer();
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket)
      throws CertificateException {
    throw noServer();
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String authType)
      throws CertificateException {
    throw noServer();
  }

  private static CertificateException noServer() {
    return new CertificateException("these authorities are for visitors only");
  }

  /** Named to visitors, who may have several certificates to choose from. */
  @Override
  public X509Certificate[] getAcceptedIssuers() {
    return authorities.toArray(X509Certificate[]::new);
  }

  private record Verified(List<X509Certificate> chain, List<X509Certificate> authority) {
    boolean isValidAt(Instant now) {
      return chain.stream().allMatch(each -> isValid(each, now))
          && authority.stream().allMatch(each -> isValid(each, now));
    }

    private static boolean isValid(X509Certificate each, Instant now) {
      return !now.isBefore(each.getNotBefore().toInstant())
          && !now.isAfter(each.getNotAfter().toInstant());
    }
  }

  /** The least recently seen goes first. */
  private static final class Remembered extends LinkedHashMap<List<X509Certificate>, Verified> {
    private static final long serialVersionUID = 1L;

    Remembered() {
      super(16, 0.75f, true);
    }

    @Override
    protected boolean removeEldestEntry(Map.Entry<List<X509Certificate>, Verified> eldest) {
      return size() > MAX_REMEMBERED;
    }
  }
}
