package io.webgateway.rules;

import io.webgateway.model.identity.IdentityId;
import io.webgateway.model.identity.IdentityKey;
import io.webgateway.model.identity.KeyUse;
import io.webgateway.model.identity.PublicKey;
import io.webgateway.model.ledger.AcceptedRecord;
import io.webgateway.model.ledger.GenesisBody;
import io.webgateway.model.ledger.IdentityBody;
import io.webgateway.model.ledger.LedgerRecord;
import io.webgateway.model.ledger.NodeBody;
import io.webgateway.model.ledger.RecordBody;
import io.webgateway.model.ledger.RecordKey;
import io.webgateway.model.ledger.RecordKind;
import io.webgateway.model.ledger.SignedRecord;
import io.webgateway.model.ledger.Signer;
import io.webgateway.wire.RecordCodec;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * Whose signature a record carries, and what that key may do.
 *
 * <p>A record names the version of its signer's identity record. At the door this must be the
 * newest one: a key that was removed is dead at once. In a chain it must be the one that was newest
 * when the record was accepted.
 */
final class SignerRules {
  private static final Set<KeyUse> OWNER = Set.of(KeyUse.OWN);

  private SignerRules() {}

  /** Whether the signature counts. */
  sealed interface Outcome {}

  /** The key is in force. */
  record Known(Set<KeyUse> uses) implements Outcome {}

  /** It does not count. */
  record Unknown(Refusal refusal) implements Outcome {}

  static Outcome decide(
      SignedRecord next,
      Optional<AcceptedRecord> current,
      LedgerView view,
      Instant at,
      Scope scope) {
    RecordBody body = next.record().body();
    if (next.revealedKey().isPresent() && !(body instanceof IdentityBody && current.isPresent())) {
      return new Unknown(
          Refusal.invalid(
              "key-in-header",
              "",
              "Only a recovery key may be in the header of a record",
              "Sign with a key that the ledger knows, without jwk in the header"));
    }
    if (body instanceof GenesisBody genesis) {
      return genesis(next, genesis, current);
    }
    if (body instanceof IdentityBody identity) {
      return identity(next, identity, current, at);
    }
    if (next.record().kind() == RecordKind.STATUS) {
      return node(next, view);
    }
    return listed(next, view, at, scope);
  }

  private static Outcome genesis(
      SignedRecord next, GenesisBody genesis, Optional<AcceptedRecord> current) {
    GenesisBody ruling =
        current.map(AcceptedRecord::body).map(GenesisBody.class::cast).orElse(genesis);
    return ruling.operators().stream()
        .filter(key -> speaksForItself(next, key))
        .findFirst()
        .<Outcome>map(key -> new Known(OWNER))
        .orElseGet(() -> badSignature("an operator of this ledger"));
  }

  private static Outcome identity(
      SignedRecord next, IdentityBody identity, Optional<AcceptedRecord> current, Instant at) {
    if (current.isEmpty()) {
      return identity.keys().stream()
          .findFirst()
          .map(IdentityKey::key)
          .filter(key -> speaksForItself(next, key))
          .<Outcome>map(key -> new Known(OWNER))
          .orElseGet(() -> badSignature("the identity's first key"));
    }
    IdentityBody before = (IdentityBody) current.get().body();
    Signer signer = next.record().signer();
    if (!RecordKey.identity(signer.identity()).equals(next.key())
        || signer.version() != current.get().signed().version()) {
      return badSignature("a key that the identity's version before lists");
    }
    Optional<PublicKey> revealed = next.revealedKey();
    if (revealed.isPresent()) {
      boolean recovers =
          revealed.get().thumbprint().equals(before.recovery())
              && RecordCodec.isSignedBy(next, revealed.get());
      return recovers ? new Known(OWNER) : badSignature("the identity's recovery key");
    }
    return ofIdentity(next, before, at);
  }

  private static Outcome node(SignedRecord next, LedgerView view) {
    IdentityId id = next.record().signer().identity();
    return view.latest(RecordKey.node(id))
        .map(AcceptedRecord::body)
        .map(NodeBody.class::cast)
        .filter(node -> speaksForItself(next, node.key()))
        .<Outcome>map(node -> new Known(Set.of()))
        .orElseGet(() -> badSignature("an enrolled node"));
  }

  private static Outcome listed(SignedRecord next, LedgerView view, Instant at, Scope scope) {
    Signer signer = next.record().signer();
    RecordKey key = RecordKey.identity(signer.identity());
    Optional<AcceptedRecord> identity = view.at(key, signer.version());
    if (identity.isEmpty()) {
      return new Unknown(
          Refusal.notAllowed(
              "unknown-identity",
              "/signer",
              "The signer's identity is not on this ledger in version " + signer.version(),
              "Publish the identity first: webgw identity new"));
    }
    if (isOutdated(view, key, signer.version(), at, scope)) {
      return new Unknown(
          Refusal.conflict(
              "identity-changed",
              "/signer/version",
              "The signer's identity has changed since",
              "Read the identity again and sign with a key that it lists now"));
    }
    return ofIdentity(next, (IdentityBody) identity.get().body(), at);
  }

  private static boolean isOutdated(
      LedgerView view, RecordKey key, long version, Instant at, Scope scope) {
    return switch (scope) {
      case LEDGER ->
          view.latest(key).map(latest -> latest.signed().version() != version).orElse(true);
      case CHAIN ->
          view.at(key, version + 1).map(later -> later.acceptedAt().isBefore(at)).orElse(false);
    };
  }

  private static Outcome ofIdentity(SignedRecord next, IdentityBody identity, Instant at) {
    LedgerRecord record = next.record();
    Optional<IdentityKey> key = identity.key(next.keyId());
    if (key.isEmpty() || !RecordCodec.isSignedBy(next, key.get().key())) {
      return new Unknown(
          Refusal.notAllowed(
              "unknown-key",
              "/signer",
              "The signature is not by a key that identity "
                  + record.signer().identity().shortForm()
                  + " lists now",
              "Sign with a key in force: webgw identity show"));
    }
    if (!key.get().isAlive(at)) {
      return new Unknown(
          Refusal.notAllowed(
              "key-expired",
              "/signer",
              "The signing key has expired",
              "Sign with another key, or add one: webgw identity add-key"));
    }
    return new Known(key.get().uses());
  }

  private static boolean speaksForItself(SignedRecord next, PublicKey key) {
    Signer signer = next.record().signer();
    return signer.version() == 0
        && signer.identity().equals(key.identity())
        && RecordCodec.isSignedBy(next, key);
  }

  private static Unknown badSignature(String wanted) {
    return new Unknown(
        Refusal.notAllowed(
            "bad-signature",
            "/signer",
            "The signature is not by " + wanted,
            "Sign with a key of " + wanted));
  }
}
