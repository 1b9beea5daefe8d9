package io.webgateway.client;

import io.webgateway.model.identity.IdentityId;
import io.webgateway.wire.SigningKey;

/** In whose name calls are made. */
public sealed interface CallAuthority {

  /** In nobody's: public facts, and what a unix socket gives its local administrator. */
  record Anonymous() implements CallAuthority {}

  /** With a fresh token for each call. */
  record Signing(IdentityId identity, SigningKey key) implements CallAuthority {}

  /**
   * With one token that was made elsewhere; a node takes it once.
   *
   * @param token the token's text; a secret
   */
  record Given(String token) implements CallAuthority {
    @Override
    public String toString() {
      return "Given[token]";
    }
  }
}
