package io.webgateway.client.screen;

import java.time.Instant;
import java.util.List;
import tools.jackson.databind.JsonNode;

/**
 * A grant as an agent lists it.
 *
 * @param provider the identity id of who gave it
 * @param identity the identity id of who has it
 * @param maxNames how many names it lets hold
 * @param maxPorts how many ports it lets take
 * @param pools the pools that it is for; empty for all of the provider's
 * @param view whether its holder may see everybody's status
 * @param notAfter when it ends
 */
public record GrantRow(
    String provider,
    String identity,
    int maxNames,
    int maxPorts,
    List<String> pools,
    boolean view,
    Instant notAfter) {

  /** Copies the list. */
  public GrantRow {
    pools = List.copyOf(pools);
  }

  static GrantRow of(JsonNode item) {
    return new GrantRow(
        item.path("provider").asString(""),
        item.path("identity").asString(""),
        item.path("maxNames").asInt(0),
        item.path("maxPorts").asInt(0),
        Fields.texts(item, "pools"),
        item.path("view").asBoolean(false),
        Fields.time(item, "notAfter").orElse(Instant.EPOCH));
  }

  /** Whether it still counts. */
  public boolean isInForce(Instant now) {
    return now.isBefore(notAfter);
  }
}
