package io.webgateway.client.screen;

import io.webgateway.model.ledger.GrantBody;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/**
 * A grant as an agent lists it.
 *
 * @param provider the identity id of who gave it
 * @param identity the identity id of who has it
 * @param maxNames how many names it lets hold
 * @param maxPorts how many ports it lets take
 * @param bandwidthBitsPerSecond what its workloads may take on one node, in each direction; 0 for
 *     any
 * @param ceiling what else they may take there; 0 for any
 * @param pools the pools that it is for; empty for all of the provider's
 * @param view whether its holder may see everybody's status
 * @param notAfter when it ends
 */
public record GrantRow(
    String provider,
    String identity,
    int maxNames,
    int maxPorts,
    long bandwidthBitsPerSecond,
    GrantBody.Ceiling ceiling,
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
        item.path("bandwidthBitsPerSecond").asLong(0),
        new GrantBody.Ceiling(
            item.path("ceiling").path("maxConnections").asInt(0),
            item.path("ceiling").path("connectionsPerSecond").asInt(0),
            item.path("ceiling").path("requestsPerSecond").asInt(0)),
        Fields.texts(item, "pools"),
        item.path("view").asBoolean(false),
        Fields.time(item, "notAfter").orElse(Instant.EPOCH));
  }

  /** Which pools it is for, in a line. */
  public String poolsInWords() {
    return pools.isEmpty() ? "all of the provider's" : String.join(", ", pools);
  }

  /** What its workloads may take on one node, in a line. */
  public String ceilingInWords() {
    List<String> parts = new ArrayList<>();
    if (ceiling.maxConnections() > 0) {
      parts.add(Amounts.count(ceiling.maxConnections(), "connection", "connections"));
    }
    if (ceiling.connectionsPerSecond() > 0) {
      parts.add(
          Amounts.count(ceiling.connectionsPerSecond(), "new connection", "new connections")
              + "/s");
    }
    if (ceiling.requestsPerSecond() > 0) {
      parts.add(Amounts.count(ceiling.requestsPerSecond(), "request", "requests") + "/s");
    }
    if (bandwidthBitsPerSecond > 0) {
      parts.add(Amounts.bits(bandwidthBitsPerSecond) + "/s each way");
    }
    return parts.isEmpty() ? "no limit" : String.join(", ", parts);
  }

  /** Whether it still counts. */
  public boolean isInForce(Instant now) {
    return now.isBefore(notAfter);
  }
}
