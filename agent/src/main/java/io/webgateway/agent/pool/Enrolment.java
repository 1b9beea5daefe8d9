package io.webgateway.agent.pool;

import io.webgateway.model.identity.EncryptionKey;
import io.webgateway.model.identity.IdentityId;
import io.webgateway.wire.NodeProof;
import io.webgateway.wire.ProviderAdmissionProof;
import java.util.List;
import java.util.Optional;

/**
 * What a node signs when its administrator says whose it is. The provider puts the proof into the
 * node's record; nothing here changes anything.
 */
public final class Enrolment {
  private final NodeKeys keys;
  private final String ledger;
  private final String tlsPin;
  private final List<String> endpoints;
  private final boolean operator;

  /**
   * Makes one.
   *
   * @param keys the node's keys
   * @param ledger the ledger's id
   * @param tlsPin SHA-256 of the management certificate's public key
   * @param endpoints URLs of the management API
   * @param operator whether this agent keeps the ledger, and so may admit providers
   */
  public Enrolment(
      NodeKeys keys, String ledger, String tlsPin, List<String> endpoints, boolean operator) {
    this.keys = keys;
    this.ledger = ledger;
    this.tlsPin = tlsPin;
    this.endpoints = List.copyOf(endpoints);
    this.operator = operator;
  }

  /**
   * A node's word for its provider.
   *
   * @param proof goes into the node record
   * @param admission goes into the provider record, where this node is an operator
   * @param node the node's id
   * @param encryption goes into the pool record of a pool with one node
   */
  public record Offer(
      String proof, Optional<String> admission, IdentityId node, EncryptionKey encryption) {}

  /** Says that this node accepts a provider and joins a pool. */
  public Offer offer(IdentityId provider, String pool) {
    NodeProof proof =
        new NodeProof(
            ledger,
            provider,
            pool,
            keys.signing().publicKey(),
            keys.decryption().publicKey(),
            tlsPin,
            endpoints);
    Optional<String> admission =
        operator
            ? Optional.of(new ProviderAdmissionProof(ledger, provider).sign(keys.signing()))
            : Optional.empty();
    return new Offer(
        proof.sign(keys.signing()), admission, keys.node(), keys.decryption().publicKey());
  }
}
