package io.webgateway.client.screen;

import java.time.Instant;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * One backend of a workload, as an agent tells it.
 *
 * @param number from 1, in the order of the definition
 * @param address only its owner gets it
 * @param weight its share of traffic
 * @param state how it is
 * @param since when that began
 * @param why the last failure; only its owner gets it
 * @param lastChecked when the last active check ended, if there was one
 * @param underWay requests, connections or flows at it, where the node counts them
 * @param doubt what the last checks say against the state
 */
public record BackendRow(
    int number,
    Optional<String> address,
    int weight,
    State state,
    Optional<Instant> since,
    Optional<String> why,
    Optional<Instant> lastChecked,
    Optional<Integer> underWay,
    Optional<BackendDoubt> doubt) {

  /** How a backend is. */
  public enum State {
    HEALTHY,
    DOWN,
    LEFT_OUT,
    UNKNOWN
  }

  /** Reads one, as an agent tells it; it is called by its number when its address is not told. */
  public static BackendRow of(JsonNode item, int number) {
    return new BackendRow(
        number,
        Fields.text(item, "address"),
        item.path("weight").asInt(1),
        Fields.constant(item.path("state"), State.class).orElse(State.UNKNOWN),
        Fields.time(item, "since"),
        Fields.text(item, "why"),
        Fields.time(item, "lastChecked"),
        item.has("underWay") ? Optional.of(item.path("underWay").asInt(0)) : Optional.empty(),
        BackendDoubt.of(item));
  }

  /** How it is called. */
  public String title() {
    return address.orElseGet(() -> "Backend " + number);
  }

  /** Its state in a few words, and what the last checks say against it. */
  public String word() {
    String word = stateWord();
    return doubt.map(each -> word + ", " + each.phrase()).orElse(word);
  }

  private String stateWord() {
    return switch (state) {
      case HEALTHY -> "healthy";
      case DOWN -> "down";
      case LEFT_OUT -> "left out";
      case UNKNOWN -> "not checked";
    };
  }

  /** How that is meant. */
  public Tone tone() {
    return switch (state) {
      case HEALTHY -> doubt.isPresent() ? Tone.ATTENTION : Tone.GOOD;
      case DOWN -> Tone.BAD;
      case LEFT_OUT -> Tone.ATTENTION;
      case UNKNOWN -> Tone.NEUTRAL;
    };
  }

  /** Why it is so, in a sentence. */
  public String sentence() {
    return switch (state) {
      case HEALTHY -> doubt.flatMap(BackendDoubt::why).map(BackendRow::asSentence).orElse("");
      case DOWN -> why.map(BackendRow::asSentence).orElse("Checks fail.");
      case LEFT_OUT -> "Traffic failed. " + why.map(BackendRow::asSentence).orElse("");
      case UNKNOWN -> "Nothing has checked or used it yet; it gets traffic.";
    };
  }

  /** Checks say what the backend did, to be read after its address; traffic speaks in sentences. */
  private static String asSentence(String why) {
    if (Character.isUpperCase(why.charAt(0))) {
      return why;
    }
    String begun =
        why.startsWith("its ") || why.startsWith("the ") || why.startsWith("address ")
            ? Character.toUpperCase(why.charAt(0)) + why.substring(1)
            : "It " + why;
    return begun.endsWith(".") ? begun : begun + ".";
  }

  /** How long it has been so, and what is at it now. */
  public String detail(Instant now) {
    StringBuilder text = new StringBuilder();
    since.ifPresent(time -> text.append("for ").append(TimeText.length(time, now)));
    text.append(text.isEmpty() ? "" : " · ").append("weight ").append(weight);
    underWay.ifPresent(count -> text.append(" · ").append(count).append(" under way"));
    lastChecked.ifPresent(time -> text.append(" · checked ").append(TimeText.relative(time, now)));
    return text.toString();
  }
}
