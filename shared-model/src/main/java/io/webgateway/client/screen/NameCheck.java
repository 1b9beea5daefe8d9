package io.webgateway.client.screen;

import io.webgateway.client.GatewayException;
import io.webgateway.model.identity.IdentityId;
import io.webgateway.model.name.NamespaceName;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/**
 * Whether a name can be had, while somebody types it: the form is checked here at once, the rest is
 * asked of the agent when typing rests.
 */
public sealed interface NameCheck {

  /** Nothing was typed. */
  record Empty() implements NameCheck {}

  /**
   * No name can look like this.
   *
   * @param problem why
   */
  record Bad(String problem) implements NameCheck {}

  /** The form is good; whether it is free has not been asked yet. */
  record Wellformed() implements NameCheck {}

  /** It can be reserved. */
  record Free() implements NameCheck {}

  /** The asker holds it already. */
  record Own() implements NameCheck {}

  /** The asker held it last, and alone may take it back. */
  record OwnResting() implements NameCheck {}

  /** Somebody else holds it. */
  record Taken(Optional<Instant> until) implements NameCheck {}

  /** Somebody else held it last; it rests. */
  record Resting(Optional<Instant> freeAt) implements NameCheck {}

  /**
   * The agent could not be asked.
   *
   * @param reason why
   */
  record NotAsked(String reason) implements NameCheck {}

  /** Looks at the form alone; call it at every key stroke. */
  static NameCheck form(String text) {
    String name = clean(text);
    if (name.isEmpty()) {
      return new Empty();
    }
    return NamespaceName.problemOf(name).<NameCheck>map(Bad::new).orElseGet(Wellformed::new);
  }

  /** Looks at the form, then asks; blocking. */
  static NameCheck ask(String text, Inventory inventory, IdentityId asker) {
    NameCheck form = form(text);
    if (!(form instanceof Wellformed)) {
      return form;
    }
    try {
      return of(inventory.reservation(clean(text)), asker);
    } catch (GatewayException e) {
      return new NotAsked(ProblemText.of(e).title());
    }
  }

  /** What an answer means for the asker. */
  static NameCheck of(ReservationRow row, IdentityId asker) {
    boolean own = row.owner().equals(asker.value());
    return switch (row.state()) {
      case FREE -> new Free();
      case ACTIVE, GRACE -> own ? new Own() : new Taken(row.until());
      case QUARANTINED -> own ? new OwnResting() : new Resting(row.freeAt());
    };
  }

  /** What is typed as it will be reserved. */
  static String clean(String text) {
    return text.strip().toLowerCase(Locale.ROOT);
  }

  /** Whether the name can be reserved, as far as is known. */
  default boolean isGood() {
    return this instanceof Free || this instanceof OwnResting;
  }

  /** The check in a sentence. */
  default String sentence(Instant now) {
    return switch (this) {
      case Empty _ -> "";
      case Bad bad -> bad.problem();
      case Wellformed _ -> "checking…";
      case Free _ -> "free";
      case Own _ -> "you hold it already";
      case OwnResting _ -> "yours: it rests after its release, and you may take it back";
      case Taken taken ->
          "taken"
              + taken.until().map(t -> "; its term ends " + TimeText.relative(t, now)).orElse("");
      case Resting resting ->
          "it rests after its release; free for all"
              + resting.freeAt().map(t -> " " + TimeText.relative(t, now)).orElse(" later");
      case NotAsked not -> "not checked: " + not.reason();
    };
  }

  /** How that is meant. */
  default Tone tone() {
    return switch (this) {
      case Free _, OwnResting _ -> Tone.GOOD;
      case Bad _, Taken _, Resting _ -> Tone.BAD;
      case Own _, NotAsked _ -> Tone.ATTENTION;
      case Empty _, Wellformed _ -> Tone.NEUTRAL;
    };
  }
}
