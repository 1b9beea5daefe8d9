package io.webgateway.client;

import io.webgateway.wire.Json;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** Drains of an agent's node, of its listeners, and of workloads on it. */
public final class Drains {
  private static final String PATH = "/v1/drains";
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss 'UTC'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  private final GatewayClient client;

  /** Those of one agent. */
  public Drains(GatewayClient client) {
    this.client = client;
  }

  /**
   * What is drained.
   *
   * @param path of the resource
   * @param text for people
   */
  public record Target(String path, String text) {
    /** Everything that the node serves. */
    public static Target node() {
      return new Target(PATH + "/node", "the node");
    }

    /** What comes in by one listener. */
    public static Target listener(String name) {
      String encoded =
          Stream.of(name.split("/")).map(GatewayClient::encoded).collect(Collectors.joining("/"));
      return new Target(PATH + "/listeners/" + encoded, "the listener " + name);
    }

    /** One workload on the node. */
    public static Target workload(String namespace, String id) {
      return new Target(
          PATH + "/workloads/" + GatewayClient.encoded(namespace) + "/" + GatewayClient.encoded(id),
          "the workload " + namespace + "/" + id);
    }
  }

  /**
   * How many there are.
   *
   * @param connections of visitors, idle ones and those of the tunnels included
   * @param exchanges requests that are being answered
   * @param tunnels connections and streams that are relayed
   * @param flows of datagrams
   */
  public record Present(long connections, long exchanges, long tunnels, long flows) {
    /** For people, such as {@code 2 connections, 1 exchange}. */
    public String text() {
      String text =
          Stream.of(
                  count(connections, "connection"),
                  count(exchanges, "exchange"),
                  count(tunnels, "tunnel"),
                  count(flows, "flow"))
              .filter(each -> !each.isEmpty())
              .collect(Collectors.joining(", "));
      return text.isEmpty() ? "nothing" : text;
    }

    private static String count(long number, String what) {
      return number == 0 ? "" : number + " " + what + (number == 1 ? "" : "s");
    }
  }

  /**
   * A drain as the agent tells of it.
   *
   * @param what {@code node}, {@code listener} or {@code workload}
   * @param name the listener's, or {@code <label>/<id>}
   * @param number tells it from others
   * @param startedAt when it began
   * @param until when what is left is cut, or was
   * @param phase asking, waiting, empty or cut
   * @param over whether nothing more will be done
   * @param left what was there a moment ago
   * @param cut what the limit has cut
   */
  public record Drain(
      String what,
      Optional<String> name,
      long number,
      Instant startedAt,
      Instant until,
      String phase,
      boolean over,
      Present left,
      Present cut) {
    /** Reads one as it came in an answer. */
    public static Drain of(JsonNode tree) {
      return Json.read(Json.write(tree), Drain.class);
    }

    /** How it goes, for people; what is drained is said beside it. */
    public String course() {
      return switch (phase) {
        case "empty" -> "nothing is left";
        case "cut" -> "the limit has cut " + cut.text();
        default -> left.text() + " left; cut at " + TIME.format(until);
      };
    }

    /** What is drained, and how it goes, for people. */
    public String sentence() {
      String subject = name.map(each -> "the " + what + " " + each).orElse("the " + what);
      return switch (phase) {
        case "empty" -> subject + " is drained: nothing is left";
        case "cut" -> subject + " is drained: the limit has cut " + cut.text();
        default ->
            String.format(
                Locale.ROOT,
                "%s is drained: %s left; what is left at %s is cut",
                subject,
                left.text(),
                TIME.format(until));
      };
    }
  }

  /** All that the caller may see. */
  public List<Drain> all() {
    List<Drain> all = new ArrayList<>();
    client.get(PATH).path("items").forEach(item -> all.add(Drain.of(item)));
    return all;
  }

  /** How one goes; empty when there is none. */
  public Optional<Drain> find(Target target) {
    return client.find(target.path()).map(Drain::of);
  }

  /**
   * Begins one; what is not said is as the agent thinks right.
   *
   * @param limit after which what is left is cut
   * @param jitter over which those who are there are asked to leave
   * @param idempotencyKey a fresh random word; the same call sent twice begins one drain
   */
  public Drain begin(
      Target target, Optional<Duration> limit, Optional<Duration> jitter, String idempotencyKey) {
    Map<String, Long> wish = new HashMap<>();
    limit.ifPresent(length -> wish.put("limitMillis", length.toMillis()));
    jitter.ifPresent(length -> wish.put("jitterMillis", length.toMillis()));
    Map<String, String> once = Map.of("idempotency-key", idempotencyKey);
    return Json.read(
        client.change("POST", target.path(), Json.write(wish), once).body(), Drain.class);
  }

  /** Ends one. */
  public void end(Target target) {
    String etag =
        client
            .getAnswer(target.path())
            .header("etag")
            .orElseThrow(() -> new UntrustedException("The agent's answer has no ETag"));
    client.change("DELETE", target.path(), "", Map.of("if-match", etag));
  }
}
