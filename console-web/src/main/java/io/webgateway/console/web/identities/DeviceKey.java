package io.webgateway.console.web.identities;

import io.webgateway.client.KeyRing;
import io.webgateway.client.screen.Amounts;
import io.webgateway.client.screen.TimeText;
import io.webgateway.client.screen.Tone;
import io.webgateway.model.identity.IdentityKey;
import io.webgateway.model.identity.KeyUse;
import io.webgateway.model.ledger.IdentityBody;
import io.webgateway.wire.DecryptionKey;
import io.webgateway.wire.SigningKey;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * How it stands with the key that this console signs with: what the identity's record says of it.
 * Pure.
 */
public sealed interface DeviceKey {
  /** How long a key made here is good for. */
  Duration LIFETIME = Duration.ofDays(180);

  /** What it is called in the identity's record. */
  String LABEL = "web console";

  /** Below this it is time for another one. */
  Duration SOON = Duration.ofDays(30);

  /** The identity is not on the ledger. */
  record NoIdentity() implements DeviceKey {}

  /** The identity's record does not name it: nobody has let this console in yet, or no more. */
  record NotListed() implements DeviceKey {}

  /** It was listed, and its time is over. */
  record Expired(Instant notAfter) implements DeviceKey {}

  /** It counts. */
  record Listed(IdentityKey key) implements DeviceKey {}

  /** What an identity's record says of the first key of a ring. */
  static DeviceKey of(KeyRing ring, Optional<IdentityBody> identity, Instant now) {
    if (identity.isEmpty()) {
      return new NoIdentity();
    }
    Optional<IdentityKey> listed = identity.get().key(ring.keys().getFirst().keyId());
    if (listed.isEmpty()) {
      return new NotListed();
    }
    IdentityKey key = listed.get();
    return key.isAlive(now) ? new Listed(key) : new Expired(key.notAfter().orElse(now));
  }

  /** The first record of a new identity whose only key is this console's. */
  static IdentityBody firstBody(
      String displayName, KeyRing ring, SigningKey recovery, Instant now) {
    return new IdentityBody(
        displayName,
        List.of(listing(ring.keys().getFirst(), Set.of(KeyUse.OWN, KeyUse.LOGIN), now)),
        ring.encryption().map(DecryptionKey::publicKey).orElseThrow(),
        recovery.keyId());
  }

  /** How a key made here is listed. */
  static IdentityKey listing(SigningKey key, Set<KeyUse> uses, Instant now) {
    return new IdentityKey(
        key.publicKey(),
        uses,
        Optional.of(now.plus(LIFETIME).truncatedTo(ChronoUnit.SECONDS)),
        LABEL);
  }

  /** The command that lists a key, to be run where the identity is at home. */
  static String command(KeyRing ring) {
    return "webgw identity add-key --public-key="
        + ring.keys().getFirst().publicKey().x()
        + " --uses own,login --label \""
        + LABEL
        + "\" --expires-in "
        + LIFETIME.toDays()
        + "d";
  }

  /** The state in a sentence. */
  default String sentence(Instant now) {
    return switch (this) {
      case NoIdentity _ -> "Your identity is not on the ledger yet.";
      case NotListed _ -> "Your identity does not list this console's key.";
      case Expired expired ->
          "This console's key ended " + TimeText.relative(expired.notAfter(), now) + ".";
      case Listed listed ->
          listed
              .key()
              .notAfter()
              .map(end -> "This console's key ends " + TimeText.relative(end, now) + ".")
              .orElse("This console's key does not end by itself.");
    };
  }

  /** How that is meant. */
  default Tone tone(Instant now) {
    return switch (this) {
      case NoIdentity _ -> Tone.ATTENTION;
      case NotListed _, Expired _ -> Tone.BAD;
      case Listed listed ->
          listed.key().notAfter().map(end -> end.isBefore(now.plus(SOON))).orElse(false)
              ? Tone.ATTENTION
              : Tone.GOOD;
    };
  }

  /** How many days a new key lasts, in words. */
  static String lifetimeWords() {
    return Amounts.count(LIFETIME.toDays(), "day", "days");
  }
}
