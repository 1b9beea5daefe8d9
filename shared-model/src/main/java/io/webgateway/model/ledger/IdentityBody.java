package io.webgateway.model.ledger;

import io.webgateway.model.identity.EncryptionKey;
import io.webgateway.model.identity.IdentityKey;
import java.util.List;
import java.util.Optional;

/**
 * An identity and the keys that speak for it now.
 *
 * @param displayName what people call it, up to 64 characters, may be empty; never trusted
 * @param keys the keys in force, at most 16; a key that is not here is dead
 * @param encryption what is sealed to this identity is encrypted to this key
 * @param recovery thumbprint of an offline key that overrides all others
 */
public record IdentityBody(
    String displayName, List<IdentityKey> keys, EncryptionKey encryption, String recovery)
    implements RecordBody {

  /** The most keys that one identity may have. */
  public static final int MAX_KEYS = 16;

  /** Copies the list. */
  public IdentityBody {
    keys = List.copyOf(keys);
  }

  /** The key with this thumbprint. */
  public Optional<IdentityKey> key(String thumbprint) {
    return keys.stream().filter(k -> k.key().thumbprint().equals(thumbprint)).findFirst();
  }

  @Override
  public RecordKind kind() {
    return RecordKind.IDENTITY;
  }
}
