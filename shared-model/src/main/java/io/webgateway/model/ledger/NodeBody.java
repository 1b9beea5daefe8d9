package io.webgateway.model.ledger;

import io.webgateway.model.identity.EncryptionKey;
import io.webgateway.model.identity.IdentityId;
import io.webgateway.model.identity.PublicKey;
import java.util.List;

/**
 * One machine running one agent.
 *
 * @param provider who runs it, and signs this record
 * @param pool the domain of the one pool that it belongs to
 * @param key the node's own key; its thumbprint is the node's id
 * @param encryption what is sealed to this node alone is encrypted to this key
 * @param tlsPin SHA-256 of the public key (SPKI) of its management API's certificate
 * @param endpoints URLs of its management API
 * @param proof a JWS in which the node itself says all of the above
 * @param retired true once the node has left for good
 */
public record NodeBody(
    IdentityId provider,
    String pool,
    PublicKey key,
    EncryptionKey encryption,
    String tlsPin,
    List<String> endpoints,
    String proof,
    boolean retired)
    implements RecordBody {

  /** Copies the list. */
  public NodeBody {
    endpoints = List.copyOf(endpoints);
  }

  @Override
  public RecordKind kind() {
    return RecordKind.NODE;
  }
}
