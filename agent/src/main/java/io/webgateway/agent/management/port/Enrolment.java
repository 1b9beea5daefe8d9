package io.webgateway.agent.management.port;

import io.webgateway.model.identity.EncryptionKey;
import io.webgateway.model.identity.IdentityId;
import io.webgateway.rules.Refusal;
import java.util.List;
import java.util.Optional;

/** Lets the node say that it accepts a provider. */
@FunctionalInterface
public interface Enrolment {

  /**
   * Offers the node to a provider. Changes nothing by itself: the node belongs to the provider once
   * the provider has put its node record on the ledger.
   */
  Outcome offer(IdentityId provider, String pool);

  /** What became of it. */
  sealed interface Outcome {}

  /**
   * The node's word.
   *
   * @param proof a {@link io.webgateway.wire.NodeProof}, signed
   * @param admission a {@link io.webgateway.wire.ProviderAdmissionProof}, signed, where this agent
   *     is an operator of the ledger
   * @param node the node's id
   * @param encryption the node's encryption key
   * @param tlsPin SHA-256 of its management certificate's public key
   * @param endpoints URLs of its management API
   * @param ledger the ledger's id
   */
  record Offer(
      String proof,
      Optional<String> admission,
      IdentityId node,
      EncryptionKey encryption,
      String tlsPin,
      List<String> endpoints,
      String ledger)
      implements Outcome {
    /** Copies the list. */
    public Offer {
      endpoints = List.copyOf(endpoints);
    }
  }

  /** The node does not accept this provider or pool. */
  record Declined(List<Refusal> refusals) implements Outcome {
    /** Copies the list. */
    public Declined {
      refusals = List.copyOf(refusals);
    }
  }
}
