package io.webgateway.agent.cli;

import io.webgateway.agent.cli.Listing.Column;
import io.webgateway.client.Drains;
import io.webgateway.client.screen.Amounts;
import io.webgateway.client.screen.TimeText;
import io.webgateway.model.workload.WorkloadKind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import tools.jackson.databind.JsonNode;

/** Everything that {@code get} can list. */
final class Listings {
  static final String USAGE = "/v1/usage";

  private static final List<Listing> ALL =
      List.of(
          new Listing(
              "reservations",
              "/v1/reservations",
              List.of(
                  Column.field("NAME", "namespace"),
                  Column.field("STATE", "state"),
                  Column.time("TERM ENDS", "until"),
                  new Column("NEXT", (item, now) -> next(item, now)),
                  Column.id("SPONSOR", "sponsor"),
                  new Column(
                      "OFFERED TO", (item, _) -> item.path("offer").path("to").asString("")))),
          new Listing(
              "workloads",
              "/v1/workloads",
              List.of(
                  new Column(
                      "WORKLOAD",
                      (item, _) ->
                          item.path("namespace").asString("") + "/" + item.path("id").asString("")),
                  Column.field("KIND", "kind"),
                  Column.list("POOLS", "pools"),
                  new Column("HOSTS", (item, _) -> hosts(item)),
                  Column.field("VERSION", "version"),
                  new Column("STATE", (item, _) -> WorkloadViews.summary(item)))),
          BackendTable.LISTING,
          new Listing(
              "certificates",
              "/v1/certificates",
              List.of(
                  Column.field("ID", "id"),
                  Column.list("NAMES", "names"),
                  Column.field("ISSUER", "issuer"),
                  Column.time("EXPIRES", "notAfter"),
                  Column.field("SOURCE", "source"),
                  Column.field("KEY", "keyAlgorithm"))),
          new Listing(
              "nodes",
              "/v1/nodes",
              List.of(
                  Column.field("NODE", "id"),
                  Column.field("POOL", "pool"),
                  Column.list("ENDPOINTS", "endpoints"),
                  new Column("STATE", (item, _) -> nodeState(item)),
                  new Column("TLS", (item, _) -> nodeTls(item)),
                  Column.id("PROVIDER", "provider"))),
          new Listing(
              "drains",
              "/v1/drains",
              List.of(
                  Column.field("WHAT", "what"),
                  Column.field("NAME", "name"),
                  Column.field("PHASE", "phase"),
                  Column.time("UNTIL", "until"),
                  new Column("LEFT", (item, _) -> Drains.Drain.of(item).left().text()),
                  new Column("CUT", (item, _) -> Drains.Drain.of(item).cut().text()))),
          new Listing(
              "pools",
              "/v1/pools",
              List.of(
                  Column.field("POOL", "domain"),
                  Column.field("ADMISSION", "admission"),
                  new Column("NODES", (item, _) -> String.valueOf(item.path("members").size())),
                  Column.field("PROVIDER", "provider"))),
          new Listing(
              "identities",
              "/v1/identities",
              List.of(
                  Column.field("IDENTITY", "id"),
                  Column.field("NAME", "displayName"),
                  new Column("KEYS", (item, _) -> String.valueOf(item.path("keys").size())),
                  Column.time("CHANGED", "acceptedAt"))),
          new Listing(
              "providers",
              "/v1/providers",
              List.of(
                  Column.field("PROVIDER", "id"),
                  Column.field("NAME", "displayName"),
                  Column.field("CONTACT", "contact"))),
          new Listing(
              "grants",
              "/v1/grants",
              List.of(
                  Column.id("PROVIDER", "provider"),
                  Column.field("IDENTITY", "identity"),
                  Column.field("NAMES", "maxNames"),
                  Column.field("PORTS", "maxPorts"),
                  new Column("ON ONE NODE", (item, _) -> ceiling(item)),
                  Column.list("POOLS", "pools"),
                  Column.time("ENDS", "notAfter"),
                  new Column(
                      "SUSPENDED", (item, _) -> String.valueOf(item.path("suspensions").size())))),
          new Listing(
              "usage",
              USAGE,
              List.of(
                  Column.field("FROM (UTC)", "from"),
                  Column.field("WORKLOAD", "workload"),
                  Column.id("TENANT", "tenant"),
                  Column.field("REQUESTS", "requests"),
                  new Column("IN", (item, _) -> bytes(item.path("bytesIn"))),
                  new Column("OUT", (item, _) -> bytes(item.path("bytesOut"))),
                  Column.field("CONNECTIONS", "connections"),
                  new Column("OPEN", (item, _) -> seconds(item.path("connectionSeconds"))),
                  new Column(
                      "DATAGRAMS IN/OUT",
                      (item, _) ->
                          item.path("datagramsIn").asString("")
                              + "/"
                              + item.path("datagramsOut").asString("")))));

  private Listings() {}

  /** The words for shell completion and help. */
  static final class Words implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return ALL.stream().map(Listing::word).iterator();
    }
  }

  /** The listing for a word, also in the singular. */
  static Listing of(String word) {
    String lower = word.toLowerCase(Locale.ROOT);
    return ALL.stream()
        .filter(listing -> listing.word().equals(lower) || singular(listing.word()).equals(lower))
        .findFirst()
        .orElseThrow(
            () ->
                new Usage(
                    "WHAT",
                    "There is nothing called '" + word + "' to get",
                    "Write one of " + String.join(", ", new Words())));
  }

  private static String singular(String word) {
    return word.endsWith("ies")
        ? word.substring(0, word.length() - "ies".length()) + "y"
        : word.substring(0, word.length() - 1);
  }

  private static String next(JsonNode item, Instant now) {
    String graceEnds = item.path("graceEnds").asString("");
    String freeAt = item.path("freeAt").asString("");
    if (!graceEnds.isEmpty()) {
      return "stops being served " + TimeText.relative(graceEnds, now);
    }
    return freeAt.isEmpty() ? "" : "free for all " + TimeText.relative(freeAt, now);
  }

  private static String bytes(JsonNode count) {
    return Amounts.bytes(count.asLong(0));
  }

  private static String seconds(JsonNode count) {
    return String.format(Locale.ROOT, "%,.0f s", count.asDouble(0));
  }

  private static String hosts(JsonNode item) {
    String named = Listing.joined(item.path("hosts"));
    if (!named.isEmpty()) {
      return named;
    }
    String port = item.path("port").asString("");
    if (port.isEmpty()) {
      return item.path("namespace").asString("") + ".<pool>";
    }
    String kind = item.path("kind").asString("");
    return (kind.equals(WorkloadKind.UDP_FORWARD.word()) ? "udp/" : "tcp/") + port;
  }

  /** What all workloads of an identity may take on one node, where there is a limit. */
  private static String ceiling(JsonNode item) {
    List<String> words = new ArrayList<>();
    JsonNode ceiling = item.path("ceiling");
    addLimit(words, ceiling.path("maxConnections"), " connections");
    addLimit(words, ceiling.path("connectionsPerSecond"), " connections/s");
    addLimit(words, ceiling.path("requestsPerSecond"), " requests/s");
    long bits = item.path("bandwidthBitsPerSecond").asLong(0);
    if (bits > 0) {
      words.add(Amounts.bits(bits) + "/s");
    }
    return String.join(", ", words);
  }

  private static void addLimit(List<String> words, JsonNode number, String unit) {
    if (number.asLong(0) > 0) {
      words.add(number.asLong(0) + unit);
    }
  }

  private static String nodeState(JsonNode item) {
    if (item.path("retired").asBoolean(false)) {
      return "retired";
    }
    JsonNode live = item.path("live");
    if (!live.isObject()) {
      return "";
    }
    return live.path("drain").isObject() ? "answers here, draining" : "answers here";
  }

  /** The versions, and the group that is preferred, of the node that answers. */
  private static String nodeTls(JsonNode item) {
    JsonNode tls = item.path("live").path("tls");
    List<String> words = new ArrayList<>();
    tls.path("versions").forEach(version -> words.add(version.asString("")));
    tls.path("groups").path(0).asStringOpt().ifPresent(words::add);
    return String.join(" ", words);
  }
}
