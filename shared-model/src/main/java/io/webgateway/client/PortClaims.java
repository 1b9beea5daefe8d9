package io.webgateway.client;

import io.webgateway.model.identity.IdentityId;
import io.webgateway.model.ledger.AcceptedRecord;
import io.webgateway.model.ledger.PortBody;
import io.webgateway.model.ledger.RecordBody;
import io.webgateway.model.ledger.RecordKey;
import io.webgateway.model.ledger.SignedRecord;
import io.webgateway.model.ledger.WorkloadBody;
import io.webgateway.model.workload.Placement;
import java.util.List;
import java.util.Optional;

/** The port records that go with a workload's record. */
final class PortClaims {
  /** Signs the next version of a record. */
  interface Signing {
    SignedRecord sign(RecordKey key, Optional<AcceptedRecord> current, RecordBody body);
  }

  private final LedgerReader reader;
  private final Signing signing;

  PortClaims(LedgerReader reader, Signing signing) {
    this.reader = reader;
    this.signing = signing;
  }

  /** The ports that a workload takes, one on each pool. */
  List<RecordKey> keys(WorkloadBody body) {
    return body.spec().port().stream()
        .flatMap(
            port ->
                body.pools().stream()
                    .map(pool -> RecordKey.port(pool, port.protocol(), port.port())))
        .toList();
  }

  /** Claims of a workload's ports; those in force already are left out. */
  List<SignedRecord> claimed(Placement place, WorkloadBody body, IdentityId owner) {
    PortBody claim = new PortBody(owner, place.namespace(), place.id(), body.tenure(), false);
    return keys(body).stream()
        .flatMap(
            key -> {
              Optional<AcceptedRecord> current = reader.latest(key);
              boolean inForce = current.map(r -> r.body().equals(claim)).orElse(false);
              return inForce
                  ? Optional.<SignedRecord>empty().stream()
                  : Optional.of(signing.sign(key, current, claim)).stream();
            })
        .toList();
  }

  /** Gives up the ports that a workload held, except some. */
  List<SignedRecord> released(Placement place, WorkloadBody before, List<RecordKey> kept) {
    return keys(before).stream()
        .filter(key -> !kept.contains(key))
        .flatMap(key -> reader.latest(key).stream())
        .filter(record -> isOf(place, (PortBody) record.body()))
        .map(
            record -> {
              PortBody claim = (PortBody) record.body();
              PortBody released =
                  new PortBody(
                      claim.owner(), claim.namespace(), claim.workload(), claim.tenure(), true);
              return signing.sign(record.signed().key(), Optional.of(record), released);
            })
        .toList();
  }

  private static boolean isOf(Placement place, PortBody claim) {
    return !claim.released()
        && claim.namespace().equals(place.namespace())
        && claim.workload().equals(place.id());
  }
}
