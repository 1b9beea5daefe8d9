package io.webgateway.client.screen;

import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * What the last checks of a backend say against its state, until they are enough to change it.
 *
 * @param failed whether they failed, or passed
 * @param checks how many in a row
 * @param needed how many in a row change the state
 * @param why what the last one said; only its owner gets it
 */
public record BackendDoubt(boolean failed, int checks, int needed, Optional<String> why) {

  /** Reads the field {@code doubt} of a backend, as an agent tells it. */
  public static Optional<BackendDoubt> of(JsonNode backend) {
    JsonNode item = backend.path("doubt");
    String last = item.path("lastCheck").asString("");
    if (!last.equals("failed") && !last.equals("passed")) {
      return Optional.empty();
    }
    return Optional.of(
        new BackendDoubt(
            last.equals("failed"),
            item.path("checks").asInt(1),
            item.path("needed").asInt(1),
            Fields.text(item, "why")));
  }

  /** In a few words, to be read after the state. */
  public String phrase() {
    return "last check " + (failed ? "failed " : "passed ") + checks + " of " + needed;
  }
}
