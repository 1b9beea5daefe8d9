package io.webgateway.console.desktop.identities;

import io.webgateway.client.Identities;
import io.webgateway.client.KeyRing;
import io.webgateway.model.ledger.IdentityBody;
import io.webgateway.wire.SigningKey;

/**
 * An identity that was made and is not kept yet: nothing is written before its owner has shown that
 * the recovery key is noted down.
 *
 * @param name what it is called on this machine
 * @param displayName what others see
 * @param ring its keys
 * @param recovery the key that overrides all others; shown once, never kept
 */
record NewIdentity(String name, String displayName, KeyRing ring, SigningKey recovery) {
  private static final int CHECKED_CHARS = 6;

  static NewIdentity make(String name, String displayName) {
    return new NewIdentity(
        name,
        displayName.isBlank() ? name : displayName.strip(),
        KeyRing.generate(),
        SigningKey.generate());
  }

  /** What is to be noted down: the text of a file that {@code webgw identity recover} takes. */
  String recoveryText() {
    return recovery.toJwk();
  }

  /** What its owner types to show that it is: the last six characters within the last quotes. */
  String check() {
    String inside = recoveryText().replaceAll("[^A-Za-z0-9_-]+$", "");
    return inside.substring(inside.length() - CHECKED_CHARS);
  }

  /** What is to be published. */
  IdentityBody firstBody() {
    return Identities.firstBody(displayName, ring, "desktop", recovery.keyId());
  }
}
