package io.webgateway.agent.management.port;

import io.webgateway.model.identity.IdentityId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * This node as it is now.
 *
 * @param node the node's id
 * @param ledger the ledger's id
 * @param pool the domain of its pool, once enrolled
 * @param provider who runs it, once enrolled
 * @param enrolled whether the ledger has its node record
 * @param tlsPin SHA-256 of its management certificate's public key
 * @param endpoints URLs of its management API
 * @param listeners its listeners
 * @param tls what it offers to visitors in TLS handshakes
 * @param version the program's version
 * @param startedAt when the program started
 * @param ledgerDiverged keys at which the ledger contradicts what this node had verified
 */
public record NodeFacts(
    IdentityId node,
    String ledger,
    Optional<String> pool,
    Optional<IdentityId> provider,
    boolean enrolled,
    String tlsPin,
    List<String> endpoints,
    List<ListenerFacts> listeners,
    TlsFacts tls,
    String version,
    Instant startedAt,
    List<String> ledgerDiverged) {

  /** Copies the lists. */
  public NodeFacts {
    endpoints = List.copyOf(endpoints);
    listeners = List.copyOf(listeners);
    ledgerDiverged = List.copyOf(ledgerDiverged);
  }

  /**
   * One listener.
   *
   * @param name how screens call it
   * @param address address and port
   * @param state {@code bound} or {@code failed}
   * @param problem why it failed
   */
  public record ListenerFacts(String name, String address, String state, Optional<String> problem) {
    /** The state of a listener that accepts connections. */
    public static final String BOUND = "bound";

    /** The state of one that does not. */
    public static final String FAILED = "failed";

    boolean isBound() {
      return state.equals(BOUND);
    }
  }

  /**
   * What is offered to visitors; anybody can find it out by trying.
   *
   * @param versions the newest first
   * @param groups for the exchange of keys, the preferred first
   * @param nativeProvider whether BoringSSL does the work rather than the JDK
   */
  public record TlsFacts(List<String> versions, List<String> groups, boolean nativeProvider) {
    /** Copies the lists. */
    public TlsFacts {
      versions = List.copyOf(versions);
      groups = List.copyOf(groups);
    }
  }

  /** Whether every listener accepts connections. */
  public boolean listens() {
    return listeners.stream().allMatch(ListenerFacts::isBound);
  }

  /** The same without what only the node's provider and those with a view right may see. */
  public NodeFacts forTenants() {
    return new NodeFacts(
        node, ledger, pool, provider, enrolled, tlsPin, endpoints, List.of(), tls, version,
        startedAt, List.of());
  }
}
