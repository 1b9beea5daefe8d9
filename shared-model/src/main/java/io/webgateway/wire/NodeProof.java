package io.webgateway.wire;

import io.webgateway.model.identity.EncryptionKey;
import io.webgateway.model.identity.IdentityId;
import io.webgateway.model.identity.PublicKey;
import io.webgateway.model.ledger.NodeBody;
import java.util.List;

/**
 * What a node says of itself, signed by its own key; its provider puts it into the node record.
 *
 * @param ledger the ledger it belongs to
 * @param provider the provider it accepts
 * @param pool the pool it joins
 * @param key the node's key
 * @param encryption the node's encryption key
 * @param tlsPin SHA-256 of its management certificate's public key
 * @param endpoints URLs of its management API
 */
public record NodeProof(
    String ledger,
    IdentityId provider,
    String pool,
    PublicKey key,
    EncryptionKey encryption,
    String tlsPin,
    List<String> endpoints) {
  private static final String TYPE = "webgw-node-proof+jws";
  private static final int MAX_BYTES = 4 * 1024;

  /** Copies the list. */
  public NodeProof {
    endpoints = List.copyOf(endpoints);
  }

  /** Signs it with the node's key. */
  public String sign(SigningKey nodeKey) {
    return Jws.sign(TYPE, Json.write(this), nodeKey).compact();
  }

  /**
   * Reads and verifies a proof: it must be signed by the very key that it names.
   *
   * @throws WireException when it is not
   */
  public static NodeProof verify(String compact) {
    Jws jws = Jws.parse(compact, TYPE, MAX_BYTES);
    NodeProof proof = Json.readExact(jws.payload(), NodeProof.class);
    if (!jws.isSignedBy(proof.key)) {
      throw new WireException("", "The node's proof is not signed by the node's key");
    }
    return proof;
  }

  /** The node record's body that goes with this proof. */
  public NodeBody body(String compact) {
    return new NodeBody(provider, pool, key, encryption, tlsPin, endpoints, compact, false);
  }

  /** Whether a node record says what this proof says. */
  public boolean matches(NodeBody body) {
    return body(body.proof())
        .equals(
            new NodeBody(
                body.provider(),
                body.pool(),
                body.key(),
                body.encryption(),
                body.tlsPin(),
                body.endpoints(),
                body.proof(),
                false));
  }
}
