package io.webgateway.client;

import io.webgateway.model.identity.IdentityId;
import io.webgateway.model.identity.IdentityKey;
import io.webgateway.model.identity.KeyUse;
import io.webgateway.model.identity.PublicKey;
import io.webgateway.model.ledger.AcceptedRecord;
import io.webgateway.model.ledger.IdentityBody;
import io.webgateway.model.ledger.RecordKey;
import io.webgateway.wire.DecryptionKey;
import io.webgateway.wire.SigningKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** An identity's own record: publish it, change its keys, recover it. */
public final class Identities {
  private final Gateway gateway;

  Identities(Gateway gateway) {
    this.gateway = gateway;
  }

  /** The first version of an identity with one key that may own and log in. */
  public static IdentityBody firstBody(
      String displayName, KeyRing ring, String keyLabel, String recoveryThumbprint) {
    return new IdentityBody(
        displayName,
        List.of(ownKey(ring.keys().getFirst().publicKey(), keyLabel)),
        ring.encryption().map(DecryptionKey::publicKey).orElseThrow(),
        recoveryThumbprint);
  }

  /** Puts an identity on the ledger; one that is there already stays as it is. */
  public Submitted publish(IdentityBody first) {
    IdentityId id = gateway.ring().identity();
    Optional<AcceptedRecord> current = gateway.reader().latest(RecordKey.identity(id));
    return current
        .<Submitted>map(record -> new Submitted.Accepted(record, false))
        .orElseGet(() -> gateway.writer().change(RecordKey.identity(id), path(id), _ -> first));
  }

  /** Lists one more key. */
  public Submitted addKey(IdentityKey key) {
    return change(
        before -> {
          List<IdentityKey> keys = new ArrayList<>(before.keys());
          keys.removeIf(known -> known.key().equals(key.key()));
          keys.add(key);
          return withKeys(before, keys);
        });
  }

  /**
   * Strikes a key out; it is dead at once.
   *
   * @param thumbprint the key's thumbprint, or the start of it that is enough to tell it apart
   */
  public Submitted removeKey(String thumbprint) {
    return change(
        before -> {
          List<IdentityKey> found =
              before.keys().stream()
                  .filter(key -> key.key().thumbprint().startsWith(thumbprint))
                  .toList();
          if (found.size() != 1) {
            throw Problems.refused(
                found.isEmpty() ? 404 : 409,
                found.isEmpty() ? "no-such-key" : "ambiguous-key",
                "/body/keys",
                (found.isEmpty() ? "No key" : "More than one key") + " starts with " + thumbprint,
                "See them all: webgw identity show");
          }
          List<IdentityKey> keys = new ArrayList<>(before.keys());
          keys.removeAll(found);
          return withKeys(before, keys);
        });
  }

  /**
   * Takes an identity back with its recovery key: all keys are struck out but a new one.
   *
   * @param recovery the offline key
   * @param fresh the new keys, of the same identity
   * @param nextRecovery thumbprint of the recovery key from now on
   */
  public Submitted recover(
      SigningKey recovery, KeyRing fresh, String keyLabel, String nextRecovery) {
    RecordKey key = RecordKey.identity(fresh.identity());
    return gateway
        .writer()
        .submit(
            path(fresh.identity()),
            () -> {
              AcceptedRecord current = current(key);
              IdentityBody before = (IdentityBody) current.body();
              IdentityBody next =
                  new IdentityBody(
                      before.displayName(),
                      List.of(ownKey(fresh.keys().getFirst().publicKey(), keyLabel)),
                      fresh.encryption().map(DecryptionKey::publicKey).orElse(before.encryption()),
                      nextRecovery);
              return new LedgerWriter.Parcel(
                  RecordDrafts.signRecovery(gateway.trust().ledger(), current, next, recovery),
                  List.of(),
                  Optional.empty());
            });
  }

  private static IdentityKey ownKey(PublicKey key, String label) {
    return new IdentityKey(key, Set.of(KeyUse.OWN, KeyUse.LOGIN), Optional.empty(), label);
  }

  private interface Change {
    IdentityBody of(IdentityBody before);
  }

  private Submitted change(Change change) {
    IdentityId id = gateway.ring().identity();
    return gateway
        .writer()
        .change(
            RecordKey.identity(id),
            path(id),
            current ->
                change.of(
                    current
                        .map(record -> (IdentityBody) record.body())
                        .orElseThrow(() -> missing(id))));
  }

  private AcceptedRecord current(RecordKey key) {
    return gateway
        .reader()
        .latest(key)
        .orElseThrow(() -> missing(new IdentityId(key.segments().getFirst())));
  }

  private static RefusedException missing(IdentityId id) {
    return Problems.refused(
        404,
        "no-such-identity",
        "",
        "Identity " + id.shortForm() + " is not on this ledger",
        "Publish it first: webgw identity new");
  }

  private static IdentityBody withKeys(IdentityBody before, List<IdentityKey> keys) {
    return new IdentityBody(before.displayName(), keys, before.encryption(), before.recovery());
  }

  private static String path(IdentityId id) {
    return "/v1/identities/" + id.value();
  }
}
