package io.webgateway.agent.management.resource;

import io.webgateway.model.identity.IdentityId;
import io.webgateway.model.ledger.AcceptedRecord;
import io.webgateway.model.ledger.NameBody;
import io.webgateway.model.ledger.TransferOffer;
import io.webgateway.rules.NameState;
import java.time.Instant;
import java.util.Optional;

/**
 * A name as people see it.
 *
 * @param namespace the name
 * @param state active, grace, quarantined or free
 * @param owner who holds it, or may take it back; nobody when it is free
 * @param sponsor whose grant it counts against
 * @param until when the term ends or ended
 * @param graceEnds when it ceases to be served; in grace only
 * @param freeAt when it becomes anybody's; in quarantine only
 * @param tenure the owner's number; what is published under the name says it
 * @param offer an open offer of transfer
 * @param version the newest record's version; 0 when there is none
 * @param hash the newest record's hash
 */
record ReservationView(
    String namespace,
    String state,
    Optional<IdentityId> owner,
    Optional<IdentityId> sponsor,
    Optional<Instant> until,
    Optional<Instant> graceEnds,
    Optional<Instant> freeAt,
    Optional<Integer> tenure,
    Optional<TransferOffer> offer,
    long version,
    Optional<String> hash) {

  static ReservationView of(String namespace, Optional<AcceptedRecord> record, NameState state) {
    Optional<NameBody> body = record.map(r -> (NameBody) r.body());
    Optional<NameBody> held = state instanceof NameState.Free ? Optional.empty() : body;
    return new ReservationView(
        namespace,
        state.word(),
        held.map(NameBody::owner),
        held.map(NameBody::sponsor),
        held.map(NameBody::until),
        state instanceof NameState.Grace(Instant ends) ? Optional.of(ends) : Optional.empty(),
        state instanceof NameState.Quarantined quarantined
            ? Optional.of(quarantined.freeAt())
            : Optional.empty(),
        body.map(NameBody::tenure),
        held.flatMap(NameBody::offer),
        record.map(r -> r.signed().version()).orElse(0L),
        record.map(r -> r.signed().hash()));
  }
}
