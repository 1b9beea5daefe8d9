package io.webgateway.client.screen;

import java.util.List;
import tools.jackson.databind.JsonNode;

/**
 * A pool as an agent lists it.
 *
 * @param domain the pool's domain
 * @param provider the identity id of who runs it
 * @param admission invited, approval or open
 * @param members the ids of its nodes
 */
public record PoolRow(String domain, String provider, String admission, List<String> members) {

  /** Copies the list. */
  public PoolRow {
    members = List.copyOf(members);
  }

  static PoolRow of(JsonNode item) {
    return new PoolRow(
        item.path("domain").asString(""),
        item.path("provider").asString(""),
        item.path("admission").asString(""),
        Fields.texts(item, "members"));
  }
}
