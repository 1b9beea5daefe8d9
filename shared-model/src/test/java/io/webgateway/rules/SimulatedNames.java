package io.webgateway.rules;

import io.webgateway.model.identity.IdentityId;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The reference that the rules are compared with: who holds what, written down a second time and as
 * simply as possible. Times are those of the default parameters.
 */
final class SimulatedNames {
  private static final Duration GRACE = Duration.ofDays(14);
  private static final Duration QUARANTINE = Duration.ofDays(30);

  private final Map<String, Held> names = new HashMap<>();
  private final Map<String, Grant> grants = new HashMap<>();

  /** A name as it was last written. */
  record Held(
      IdentityId owner,
      IdentityId sponsor,
      Instant until,
      int tenure,
      Optional<Instant> releasedAt,
      Optional<Offer> offer) {}

  record Offer(IdentityId to, Instant until) {}

  record Grant(int maxNames, Instant notAfter) {}

  enum State {
    FREE,
    ACTIVE,
    GRACE,
    QUARANTINED
  }

  Optional<Held> get(String name) {
    return Optional.ofNullable(names.get(name));
  }

  void put(String name, Held held) {
    names.put(name, held);
  }

  void grant(IdentityId sponsor, IdentityId to, Grant grant) {
    grants.put(sponsor.value() + to.value(), grant);
  }

  State state(String name, Instant now) {
    Held held = names.get(name);
    if (held == null) {
      return State.FREE;
    }
    Instant rests = held.releasedAt().orElse(held.until().plus(GRACE));
    if (!now.isBefore(rests)) {
      return now.isBefore(rests.plus(QUARANTINE)) ? State.QUARANTINED : State.FREE;
    }
    return now.isBefore(held.until()) ? State.ACTIVE : State.GRACE;
  }

  boolean isHeld(String name, Instant now) {
    State state = state(name, now);
    return state == State.ACTIVE || state == State.GRACE;
  }

  boolean hasGrant(IdentityId sponsor, IdentityId of, Instant now) {
    Grant grant = grants.get(sponsor.value() + of.value());
    return grant != null && now.isBefore(grant.notAfter());
  }

  boolean hasRoom(IdentityId sponsor, IdentityId of, Instant now) {
    Grant grant = grants.get(sponsor.value() + of.value());
    return grant != null
        && now.isBefore(grant.notAfter())
        && count(sponsor, of, now) < grant.maxNames();
  }

  private long count(IdentityId sponsor, IdentityId of, Instant now) {
    return names.entrySet().stream()
        .filter(e -> e.getValue().owner().equals(of) && e.getValue().sponsor().equals(sponsor))
        .filter(e -> isHeld(e.getKey(), now))
        .count();
  }
}
