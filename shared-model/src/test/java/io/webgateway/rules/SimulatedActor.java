package io.webgateway.rules;

import io.webgateway.model.identity.EncryptionKey;
import io.webgateway.model.identity.IdentityId;
import io.webgateway.model.identity.IdentityKey;
import io.webgateway.model.identity.KeyUse;
import io.webgateway.model.ledger.IdentityBody;
import io.webgateway.wire.DecryptionKey;
import io.webgateway.wire.SigningKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** An identity of a simulation: which keys it has, had, and never loses. */
final class SimulatedActor {
  final IdentityId id;
  final List<SigningKey> own = new ArrayList<>();
  final List<SigningKey> removed = new ArrayList<>();
  final SigningKey renew = SigningKey.generate();
  final SigningKey recovery = SigningKey.generate();

  private final EncryptionKey encryption = DecryptionKey.generate().publicKey();

  SimulatedActor() {
    SigningKey first = SigningKey.generate();
    own.add(first);
    id = first.identity();
  }

  /** The record that lists these own keys, and the renew key. */
  IdentityBody listing(List<SigningKey> ownKeys, SigningKey recoveredBy) {
    List<IdentityKey> keys = new ArrayList<>();
    ownKeys.forEach(key -> keys.add(listed(key, KeyUse.OWN)));
    keys.add(listed(renew, KeyUse.RENEW));
    return new IdentityBody("actor", keys, encryption, recoveredBy.keyId());
  }

  private static IdentityKey listed(SigningKey key, KeyUse use) {
    return new IdentityKey(key.publicKey(), Set.of(use), Optional.empty(), "");
  }
}
