package io.webgateway.agent.routing.policy;

import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Whether connections to backends are encrypted, and how the backend is known. */
public sealed interface UpstreamTls {
  /** In clear. */
  record Off() implements UpstreamTls {}

  /**
   * TLS; a backend that cannot be verified gets no request.
   *
   * @param trust what proves that it is the right one
   * @param serverName sent to it, and looked for in its certificate; empty means the endpoint's own
   *     host, which is sent only when it is a name
   * @param client shown when the backend asks, if there is one
   */
  record On(Trust trust, String serverName, Optional<ClientIdentity> client)
      implements UpstreamTls {
    /** Cheap, because connections are looked up by it for each request. */
    @Override
    public int hashCode() {
      return 31 * serverName.hashCode() + trust.hashCode();
    }
  }

  /** What proves a backend. */
  sealed interface Trust {
    /**
     * Its certificate was issued, for its name, by one of these.
     *
     * @param certificates of the authorities; at least one
     */
    record Authorities(List<X509Certificate> certificates) implements Trust {
      /** Copies the list. */
      public Authorities {
        certificates = List.copyOf(certificates);
      }

      /** By the first one's number: a certificate's own hash reads all of it each time. */
      @Override
      public int hashCode() {
        return certificates.isEmpty() ? 0 : certificates.getFirst().getSerialNumber().hashCode();
      }
    }

    /**
     * Its certificate has one of these public keys; names and dates of the certificate do not
     * matter then.
     *
     * @param sha256 of the SubjectPublicKeyInfo, in Base64 (RFC 7469 section 2.4); at least one
     */
    record PinnedKeys(Set<String> sha256) implements Trust {
      /** Copies the set. */
      public PinnedKeys {
        sha256 = Set.copyOf(sha256);
      }
    }
  }

  /**
   * A certificate that the gateway shows to backends.
   *
   * @param chain the leaf first
   * @param key of the leaf; never printed
   */
  record ClientIdentity(List<X509Certificate> chain, PrivateKey key) {
    /** Copies the list. */
    public ClientIdentity {
      chain = List.copyOf(chain);
    }

    @Override
    public String toString() {
      return "ClientIdentity[" + chain.size() + " certificates]";
    }
  }
}
