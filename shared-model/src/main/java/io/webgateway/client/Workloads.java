package io.webgateway.client;

import io.webgateway.model.identity.EncryptionKey;
import io.webgateway.model.identity.Thumbprint;
import io.webgateway.model.ledger.AcceptedRecord;
import io.webgateway.model.ledger.IdentityBody;
import io.webgateway.model.ledger.NameBody;
import io.webgateway.model.ledger.PoolBody;
import io.webgateway.model.ledger.RecordBody;
import io.webgateway.model.ledger.RecordKey;
import io.webgateway.model.ledger.SignedRecord;
import io.webgateway.model.ledger.WorkloadBody;
import io.webgateway.model.workload.BackendTls;
import io.webgateway.model.workload.Placement;
import io.webgateway.model.workload.SealedPart;
import io.webgateway.model.workload.Workload;
import io.webgateway.model.workload.WorkloadParts;
import io.webgateway.rules.Refusal;
import io.webgateway.rules.RefusalProblem;
import io.webgateway.rules.SealedPartRules;
import io.webgateway.wire.DecryptionKey;
import io.webgateway.wire.SealedPartCodec;
import io.webgateway.wire.WireException;
import io.webgateway.wire.document.WorkloadDocument;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * Publishing. The private part is sealed here, to the assigned pools and to the owner's own
 * encryption key, so that the owner can read it back through any agent; ports are claimed and given
 * up in the same submission.
 */
public final class Workloads {
  private final Gateway gateway;

  Workloads(Gateway gateway) {
    this.gateway = gateway;
  }

  /** What is known of the workload that a change meets. */
  public sealed interface Expecting {
    /** There is none yet. */
    record None() implements Expecting {}

    /** Whatever there is, the new definition holds. */
    record Anything() implements Expecting {}

    /** The version that the change was made on. */
    record Version(long number) implements Expecting {}
  }

  /** A definition with the version that it was read at. */
  public record Seen(Workload workload, long version) {}

  /**
   * Publishes a definition. One that is there already, word for word, is not sent again. A private
   * key that it says is kept is taken from what is published, if this signer can read that.
   *
   * @return empty when nothing had to change
   */
  public Optional<Submitted> publish(Workload workload, Expecting expecting) {
    Optional<Workload> there =
        find(workload.placement().namespace(), workload.placement().id()).map(Seen::workload);
    if (there.isPresent() && KeptKey.in(workload, there).equals(there.get())) {
      return Optional.empty();
    }
    return Optional.of(
        gateway.writer().submit(path(workload.placement()), () -> parcel(workload, expecting)));
  }

  /** Takes a workload back, and gives its ports up. */
  public Submitted delete(String namespace, String id) {
    Placement place = new Placement(namespace, id, List.of());
    return gateway
        .writer()
        .submit(
            path(place),
            () -> {
              AcceptedRecord current =
                  live(namespace, id).orElseThrow(() -> missing(namespace, id));
              WorkloadBody body = (WorkloadBody) current.body();
              WorkloadBody gone =
                  new WorkloadBody(
                      tenure(namespace), body.pools(), body.spec(), body.sealedHash(), true);
              Packing packing = new Packing();
              SignedRecord main = packing.sign(key(place), Optional.of(current), gone);
              return new LedgerWriter.Parcel(
                  main,
                  new PortClaims(gateway.reader(), packing::sign).released(place, body, List.of()),
                  Optional.empty());
            });
  }

  /** A live workload's definition, when the signer can read its private part. */
  public Optional<Seen> find(String namespace, String id) {
    return live(namespace, id).flatMap(record -> opened(namespace, id, record));
  }

  private Optional<Seen> opened(String namespace, String id, AcceptedRecord record) {
    WorkloadBody body = (WorkloadBody) record.body();
    Placement place = new Placement(namespace, id, body.pools());
    Optional<Workload> own =
        gateway
            .ring()
            .encryption()
            .flatMap(key -> joined(place, body, key))
            .or(() -> fromAgent(namespace, id, record.signed().version()));
    return own.map(workload -> new Seen(workload, record.signed().version()));
  }

  private Optional<Workload> joined(Placement place, WorkloadBody body, DecryptionKey key) {
    return gateway
        .reader()
        .sealed(key(place))
        .filter(part -> Thumbprint.ofText(part).equals(body.sealedHash()))
        .flatMap(
            part -> {
              try {
                return Optional.of(SealedPartCodec.open(part, key))
                    .filter(open -> open.belongsTo(place.path(), gateway.ring().identity()))
                    .map(open -> new WorkloadParts(body.spec(), open).join(place));
              } catch (WireException e) {
                // It was sealed by another device, without this key.
                return Optional.empty();
              }
            });
  }

  private Optional<Workload> fromAgent(String namespace, String id, long version) {
    Optional<JsonNode> view;
    try {
      view = gateway.client().find("/v1/workloads/" + namespace + "/" + id);
    } catch (RefusedException e) {
      return Optional.empty();
    }
    return view.filter(tree -> tree.path("version").asLong(0) == version)
        .map(tree -> tree.path("definition"))
        .filter(JsonNode::isObject)
        .map(WorkloadDocument::read)
        .flatMap(
            outcome ->
                switch (outcome) {
                  case WorkloadDocument.Parsed parsed -> Optional.of(parsed.workload());
                  case WorkloadDocument.Invalid _ -> Optional.empty();
                });
  }

  private Optional<AcceptedRecord> live(String namespace, String id) {
    return gateway
        .reader()
        .latest(RecordKey.workload(namespace, id))
        .filter(record -> !((WorkloadBody) record.body()).deleted());
  }

  private LedgerWriter.Parcel parcel(Workload workload, Expecting expecting) {
    Placement place = workload.placement();
    Optional<AcceptedRecord> current = gateway.reader().latest(key(place));
    refuseIfUnexpected(place, current, expecting);
    Workload whole = KeptKey.in(workload, current.flatMap(record -> readable(place, record)));
    WorkloadParts parts = WorkloadParts.of(whole, gateway.ring().identity());
    refuseIfBad(parts);
    String sealed = seal(parts, place.pools());
    int tenure = tenure(place.namespace());
    WorkloadBody body =
        new WorkloadBody(tenure, place.pools(), parts.open(), Thumbprint.ofText(sealed), false);
    Packing packing = new Packing();
    PortClaims claims = new PortClaims(gateway.reader(), packing::sign);
    SignedRecord main = packing.sign(key(place), current, body);
    List<SignedRecord> ports =
        new ArrayList<>(claims.claimed(place, body, gateway.ring().identity()));
    current
        .map(record -> (WorkloadBody) record.body())
        .filter(before -> !before.deleted())
        .ifPresent(before -> ports.addAll(claims.released(place, before, claims.keys(body))));
    return new LedgerWriter.Parcel(main, ports, Optional.of(sealed));
  }

  private Optional<Workload> readable(Placement place, AcceptedRecord record) {
    WorkloadBody body = (WorkloadBody) record.body();
    return body.deleted()
        ? Optional.empty()
        : gateway.ring().encryption().flatMap(key -> joined(place, body, key));
  }

  // Only pools can open it, and only those of the node that is asked: nobody else could say it.
  private void refuseIfBad(WorkloadParts parts) {
    SealedPart part = parts.sealed();
    if (part.backendKey().filter(BackendTls.Key.Kept.class::isInstance).isPresent()) {
      throw KeptKey.unreadable();
    }
    List<Refusal> refusals =
        new ArrayList<>(SealedPartRules.decide(parts, part.workload(), gateway.ring().identity()));
    refusals.addAll(SealedPartRules.today(part, gateway.client().clock().instant()));
    if (!refusals.isEmpty()) {
      throw new RefusedException(RefusalProblem.of(refusals));
    }
  }

  private String seal(WorkloadParts parts, List<String> pools) {
    List<EncryptionKey> recipients =
        new ArrayList<>(pools.stream().map(this::poolKey).distinct().toList());
    gateway
        .ring()
        .encryption()
        .map(DecryptionKey::publicKey)
        .or(this::listedKey)
        .filter(own -> !recipients.contains(own))
        .ifPresent(recipients::add);
    try {
      return SealedPartCodec.seal(parts.sealed(), recipients);
    } catch (WireException e) {
      throw Problems.refused(
          422,
          "too-large",
          "",
          String.valueOf(e.getMessage()),
          "Keep only the certificates that are needed, or name fewer backends or pools");
    }
  }

  // A device without the owner's decryption key seals to it all the same: other devices have it.
  private Optional<EncryptionKey> listedKey() {
    return gateway
        .trust()
        .verified(RecordKey.identity(gateway.ring().identity()))
        .map(record -> ((IdentityBody) record.body()).encryption());
  }

  // The key comes from a record that was verified: an agent must not slip its own in.
  private EncryptionKey poolKey(String pool) {
    return gateway
        .trust()
        .verified(RecordKey.pool(pool))
        .map(record -> ((PoolBody) record.body()).encryption())
        .orElseThrow(
            () ->
                Problems.refused(
                    422,
                    "no-such-pool",
                    "/pools",
                    "There is no pool " + pool,
                    "Choose a pool that exists: webgw get pools"));
  }

  private int tenure(String namespace) {
    return gateway
        .reader()
        .body(RecordKey.name(namespace), NameBody.class)
        .map(NameBody::tenure)
        .orElse(1);
  }

  private static void refuseIfUnexpected(
      Placement place, Optional<AcceptedRecord> current, Expecting expecting) {
    boolean live = current.map(r -> !((WorkloadBody) r.body()).deleted()).orElse(false);
    switch (expecting) {
      case Expecting.Anything _ -> {}
      case Expecting.None _ -> {
        if (live) {
          throw Problems.refused(
              409,
              "workload-exists",
              "/id",
              place.path() + " is published already, with another definition",
              "Change it: webgw edit " + place.path() + " or webgw apply -f FILE");
        }
      }
      case Expecting.Version(long number) -> {
        long found = current.map(record -> record.signed().version()).orElse(0L);
        if (!live || found != number) {
          throw Problems.refused(
              409,
              "changed-meanwhile",
              "/version",
              place.path() + " is at version " + found + " now, and was changed meanwhile",
              "Read it again, and edit that");
        }
      }
    }
  }

  private static RefusedException missing(String namespace, String id) {
    return Problems.refused(
        404,
        "no-such-workload",
        "",
        "There is no workload " + namespace + "/" + id,
        "See yours: webgw get workloads");
  }

  /** Signs all records of one parcel under one version of the signer's identity. */
  private final class Packing {
    private final RecordDrafts drafts = gateway.writer().drafts();
    private final Optional<AcceptedRecord> identity = drafts.ownIdentity();
    private final Instant now = gateway.client().clock().instant();

    SignedRecord sign(RecordKey key, Optional<AcceptedRecord> current, RecordBody body) {
      return drafts.sign(key, current, body, identity, now);
    }
  }

  private static RecordKey key(Placement place) {
    return RecordKey.workload(place.namespace(), place.id());
  }

  private static String path(Placement place) {
    return "/v1/workloads/" + place.namespace() + "/" + place.id();
  }
}
