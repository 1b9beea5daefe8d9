package io.webgateway.agent.routing;

import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Set;

/**
 * A certificate as the data plane gets it: a value, found by server name.
 *
 * @param fingerprint SHA-256 of the leaf, lower-case hex; contexts are cached by it
 * @param names lower-case DNS names of the leaf; a leading {@code *.} stands for one label
 * @param chain the leaf first
 * @param key the leaf's private key; never printed
 */
public record ServerCertificate(
    String fingerprint, Set<String> names, List<X509Certificate> chain, PrivateKey key) {

  /** Copies the collections. */
  public ServerCertificate {
    names = Set.copyOf(names);
    chain = List.copyOf(chain);
  }

  @Override
  public String toString() {
    return "ServerCertificate[" + fingerprint + ", " + names + "]";
  }
}
