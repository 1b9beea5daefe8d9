package io.webgateway.rules;

import io.webgateway.model.identity.IdentityId;
import io.webgateway.model.ledger.AcceptedRecord;
import io.webgateway.model.ledger.LedgerParameters;
import io.webgateway.model.ledger.NameBody;
import java.time.Instant;
import java.util.Optional;

/** Where a name stands at one moment: active, grace, quarantined, free. */
public sealed interface NameState {

  /** Held and served until the term ends. */
  record Active(Instant until) implements NameState {}

  /** The term is over; still served, and only renewal and release are possible. */
  record Grace(Instant graceEnds) implements NameState {}

  /** Not served; only the last owner may take it back. */
  record Quarantined(IdentityId lastOwner, Instant freeAt) implements NameState {}

  /** Anybody's. */
  record Free() implements NameState {}

  /** The state of a name by its newest record; free when it has none. */
  static NameState of(Optional<AcceptedRecord> name, LedgerParameters parameters, Instant at) {
    if (name.isEmpty()) {
      return new Free();
    }
    NameBody body = (NameBody) name.get().body();
    if (body.released()) {
      return resting(body, name.get().acceptedAt(), parameters, at);
    }
    if (at.isBefore(body.until())) {
      return new Active(body.until());
    }
    Instant graceEnds = body.until().plus(parameters.grace());
    return at.isBefore(graceEnds) ? new Grace(graceEnds) : resting(body, graceEnds, parameters, at);
  }

  private static NameState resting(
      NameBody body, Instant since, LedgerParameters parameters, Instant at) {
    Instant freeAt = since.plus(parameters.quarantine());
    return at.isBefore(freeAt) ? new Quarantined(body.owner(), freeAt) : new Free();
  }

  /** Whether workloads under the name are served. */
  default boolean isServed() {
    return switch (this) {
      case Active active -> true;
      case Grace grace -> true;
      case Quarantined quarantined -> false;
      case Free free -> false;
    };
  }

  /** The lower-case word for screens and programs. */
  default String word() {
    return switch (this) {
      case Active active -> "active";
      case Grace grace -> "grace";
      case Quarantined quarantined -> "quarantined";
      case Free free -> "free";
    };
  }
}
