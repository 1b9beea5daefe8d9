package io.webgateway.agent.management.call;

import io.webgateway.model.identity.IdentityId;
import java.time.Instant;
import java.util.Optional;

/** Who calls. What a caller may do follows from the ledger, not from here. */
public sealed interface Caller {

  /** Nobody that we know: public facts, and records whose signatures speak for themselves. */
  record Anonymous() implements Caller {}

  /** Whoever may open the node's unix socket; signs for nobody. */
  record LocalAdministrator() implements Caller {}

  /**
   * An identity, by a token.
   *
   * @param id the identity
   * @param keyId thumbprint of the key that signed the token
   * @param tokenEnds when the token ends
   */
  record Known(IdentityId id, String keyId, Instant tokenEnds) implements Caller {}

  /** The identity, if it is one. */
  default Optional<IdentityId> identity() {
    return switch (this) {
      case Anonymous _, LocalAdministrator _ -> Optional.empty();
      case Known known -> Optional.of(known.id());
    };
  }

  /** Whether this identity calls. */
  default boolean is(IdentityId other) {
    return identity().filter(other::equals).isPresent();
  }

  /** The word for audit trails: an identity id, {@code local} or {@code anonymous}. */
  default String word() {
    return switch (this) {
      case Anonymous _ -> "anonymous";
      case LocalAdministrator _ -> "local";
      case Known known -> known.id().value();
    };
  }
}
