package io.webgateway.model.identity;

import java.time.Instant;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * One key of an identity.
 *
 * @param key the public key
 * @param uses what it may do; at least one
 * @param notAfter from when on it is worth nothing; empty means that it does not expire
 * @param label a word for people, such as the device that holds it; up to 64 characters, may be
 *     empty
 */
public record IdentityKey(
    PublicKey key, Set<KeyUse> uses, Optional<Instant> notAfter, String label) {

  /** Copies the uses, and keeps them in one order, in which they are written. */
  public IdentityKey {
    EnumSet<KeyUse> ordered = EnumSet.noneOf(KeyUse.class);
    ordered.addAll(uses);
    uses = Collections.unmodifiableSet(ordered);
  }

  /** Whether this key may do one thing at one moment. */
  public boolean may(KeyUse use, Instant at) {
    return uses.contains(use) && isAlive(at);
  }

  /** Whether this key has not expired. */
  public boolean isAlive(Instant at) {
    return notAfter.map(at::isBefore).orElse(true);
  }
}
