package io.webgateway.model.workload;

import java.util.List;
import java.util.Optional;

/** Whether connections to backends are encrypted, and how a backend proves that it is one. */
public sealed interface BackendTls {
  /** In clear. */
  record Off() implements BackendTls {}

  /**
   * TLS; a backend that does not prove itself gets no request.
   *
   * @param trust what proves it
   * @param serverName sent to it and looked for in its certificate; empty means the host of its
   *     address
   * @param client what is shown to a backend that asks, if anything
   */
  record On(Trust trust, String serverName, Optional<Credential> client) implements BackendTls {}

  /** What proves a backend. */
  sealed interface Trust {
    /**
     * Its certificate was issued, for its name, by one of these.
     *
     * @param ca authorities in PEM
     */
    record Authorities(String ca) implements Trust {}

    /**
     * Its certificate has one of these public keys; its name and dates do not matter then.
     *
     * @param sha256 of the SubjectPublicKeyInfo, in Base64
     */
    record Pins(List<String> sha256) implements Trust {
      /** Copies the list. */
      public Pins {
        sha256 = List.copyOf(sha256);
      }
    }
  }

  /**
   * A certificate that the gateway shows to backends.
   *
   * @param certificate the chain in PEM, its own certificate first
   * @param key of the first certificate
   */
  record Credential(String certificate, Key key) {}

  /** A private key in a definition. */
  sealed interface Key {
    /**
     * The key itself; never printed.
     *
     * @param pem PKCS #8, not encrypted
     */
    record Written(String pem) implements Key {
      @Override
      public String toString() {
        return "Written[a private key]";
      }
    }

    /**
     * The one that is published already: what everybody but a pool and the owner's client sees of
     * it, and what an edit says that leaves it as it is.
     */
    record Kept() implements Key {}
  }

  /** The key that is shown to backends, if there is one. */
  default Optional<Key> key() {
    return switch (this) {
      case Off _ -> Optional.empty();
      case On on -> on.client().map(Credential::key);
    };
  }

  /** The same with another key; nothing changes where there is none. */
  default BackendTls with(Key key) {
    return switch (this) {
      case Off off -> off;
      case On on ->
          new On(
              on.trust(),
              on.serverName(),
              on.client().map(client -> new Credential(client.certificate(), key)));
    };
  }
}
