package io.webgateway.client;

import io.webgateway.model.identity.IdentityId;
import io.webgateway.model.identity.IdentityKey;
import io.webgateway.model.identity.KeyUse;
import io.webgateway.model.ledger.IdentityBody;
import io.webgateway.wire.DecryptionKey;
import io.webgateway.wire.SigningKey;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The private keys that a person or program holds of one identity.
 *
 * @param identity whose they are
 * @param keys at least one; the first is used where the ledger does not decide
 * @param encryption opens what is sealed to the identity; absent on devices that only sign
 */
public record KeyRing(
    IdentityId identity, List<SigningKey> keys, Optional<DecryptionKey> encryption) {

  /** Copies the list, which must not be empty. */
  public KeyRing {
    keys = List.copyOf(keys);
    if (keys.isEmpty()) {
      throw new IllegalArgumentException("A key ring holds at least one key");
    }
  }

  /** Makes the keys of a new identity. */
  public static KeyRing generate() {
    SigningKey key = SigningKey.generate();
    return new KeyRing(key.identity(), List.of(key), Optional.of(DecryptionKey.generate()));
  }

  /**
   * The key to sign with: one that the identity lists for a use now. If there is none, the first:
   * the ledger then says what is wrong with it.
   */
  public SigningKey keyFor(KeyUse use, Optional<IdentityBody> listed, Instant now) {
    return keys.stream()
        .filter(key -> isListed(key, KeyUse.OWN, listed, now))
        .findFirst()
        .or(() -> keys.stream().filter(key -> isListed(key, use, listed, now)).findFirst())
        .orElse(keys.getFirst());
  }

  private static boolean isListed(
      SigningKey key, KeyUse use, Optional<IdentityBody> listed, Instant now) {
    return listed
        .flatMap(body -> body.key(key.keyId()))
        .map((IdentityKey known) -> known.may(use, now))
        .orElse(false);
  }

  /** Calls with tokens by the first key. */
  public CallAuthority authority() {
    return new CallAuthority.Signing(identity, keys.getFirst());
  }

  /** The ring with one more key. */
  public KeyRing with(SigningKey key) {
    return new KeyRing(identity, Stream.concat(keys.stream(), Stream.of(key)).toList(), encryption);
  }

  /** The ring without a key; the last key stays. */
  public KeyRing without(String keyId) {
    List<SigningKey> left = keys.stream().filter(key -> !key.keyId().equals(keyId)).toList();
    return left.isEmpty() ? this : new KeyRing(identity, left, encryption);
  }
}
