package io.webgateway.client.screen;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * A name as an agent lists it.
 *
 * @param namespace the name
 * @param state where it is in its life
 * @param owner the identity id of who holds it, or may take it back; empty when it is free
 * @param sponsor the identity id of the provider whose grant it counts against
 * @param until when the term ends or ended
 * @param graceEnds when it ceases to be served; in grace only
 * @param freeAt when it becomes anybody's; in quarantine only
 * @param offeredTo to whom it is on offer
 * @param version the record's version
 */
public record ReservationRow(
    String namespace,
    State state,
    String owner,
    String sponsor,
    Optional<Instant> until,
    Optional<Instant> graceEnds,
    Optional<Instant> freeAt,
    Optional<String> offeredTo,
    long version) {
  /** A term that ends within this is worth a look. */
  private static final Duration SOON = Duration.ofDays(14);

  /** A reservation's life. */
  public enum State {
    ACTIVE,
    GRACE,
    QUARANTINED,
    FREE
  }

  static ReservationRow of(JsonNode item) {
    return new ReservationRow(
        item.path("namespace").asString(""),
        state(item.path("state").asString("")),
        item.path("owner").asString(""),
        item.path("sponsor").asString(""),
        Fields.time(item, "until"),
        Fields.time(item, "graceEnds"),
        Fields.time(item, "freeAt"),
        Fields.text(item.path("offer"), "to"),
        item.path("version").asLong(0));
  }

  private static State state(String word) {
    return switch (word) {
      case "active" -> State.ACTIVE;
      case "grace" -> State.GRACE;
      case "quarantined" -> State.QUARANTINED;
      default -> State.FREE;
    };
  }

  /** The state in a word. */
  public String word() {
    return switch (state) {
      case ACTIVE -> "active";
      case GRACE -> "grace";
      case QUARANTINED -> "quarantined";
      case FREE -> "free";
    };
  }

  /** How that is meant at this time. */
  public Tone tone(Instant now) {
    return switch (state) {
      case ACTIVE -> endsSoon(now) ? Tone.ATTENTION : Tone.GOOD;
      case GRACE -> Tone.ATTENTION;
      case QUARANTINED -> Tone.BAD;
      case FREE -> Tone.NEUTRAL;
    };
  }

  /** What happens next, and when. */
  public String next(Instant now) {
    return switch (state) {
      case ACTIVE -> until.map(t -> "term ends " + TimeText.relative(t, now)).orElse("");
      case GRACE ->
          graceEnds
              .map(t -> "still served; stops " + TimeText.relative(t, now) + " unless renewed")
              .orElse("still served; renew it");
      case QUARANTINED ->
          freeAt
              .map(t -> "not served; only you can take it back, free " + TimeText.relative(t, now))
              .orElse("not served");
      case FREE -> "anybody may reserve it";
    };
  }

  /** Whether the term of an active name ends soon. */
  public boolean endsSoon(Instant now) {
    return state == State.ACTIVE && until.map(t -> t.isBefore(now.plus(SOON))).orElse(false);
  }

  /** Whether it can be renewed now. */
  public boolean canRenew() {
    return state == State.ACTIVE || state == State.GRACE;
  }

  /** Whether it can be released now. */
  public boolean canRelease() {
    return canRenew();
  }

  /** Whether its last owner can take it back now. */
  public boolean canTakeBack() {
    return state == State.QUARANTINED;
  }
}
