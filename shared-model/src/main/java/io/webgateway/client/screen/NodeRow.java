package io.webgateway.client.screen;

import io.webgateway.client.Drains;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * A node as an agent lists it.
 *
 * @param id the node's id
 * @param pool the domain of its pool
 * @param provider the identity id of who runs it
 * @param endpoints URLs of its management API
 * @param retired whether its provider took it out of service
 * @param live what the asked node says of itself; empty for the others
 */
public record NodeRow(
    String id,
    String pool,
    String provider,
    List<String> endpoints,
    boolean retired,
    Optional<Live> live) {

  /** Copies the list. */
  public NodeRow {
    endpoints = List.copyOf(endpoints);
  }

  /**
   * A node's word about itself.
   *
   * @param version the program's version
   * @param startedAt when it started
   * @param listeners its listeners; empty where the caller may not see them
   * @param ledgerDiverged keys at which the ledger contradicts what the node had verified
   * @param drain how the node's drain goes, while it is drained and the caller may know
   */
  public record Live(
      String version,
      Instant startedAt,
      List<ListenerRow> listeners,
      List<String> ledgerDiverged,
      Optional<String> drain) {

    /** Copies the lists. */
    public Live {
      listeners = List.copyOf(listeners);
      ledgerDiverged = List.copyOf(ledgerDiverged);
    }
  }

  /**
   * A listener.
   *
   * @param name how it is called
   * @param address address and port
   * @param bound whether it accepts connections
   * @param problem why it does not
   */
  public record ListenerRow(String name, String address, boolean bound, Optional<String> problem) {}

  static NodeRow of(JsonNode item) {
    JsonNode live = item.path("live");
    return new NodeRow(
        item.path("id").asString(""),
        item.path("pool").asString(""),
        item.path("provider").asString(""),
        Fields.texts(item, "endpoints"),
        item.path("retired").asBoolean(false),
        live.isObject() ? Optional.of(live(live)) : Optional.empty());
  }

  private static Live live(JsonNode item) {
    List<ListenerRow> listeners = new ArrayList<>();
    for (JsonNode listener : item.path("listeners")) {
      listeners.add(
          new ListenerRow(
              listener.path("name").asString(""),
              listener.path("address").asString(""),
              listener.path("state").asString("").equals("bound"),
              Fields.text(listener, "problem")));
    }
    return new Live(
        item.path("version").asString(""),
        Fields.time(item, "startedAt").orElse(Instant.EPOCH),
        listeners,
        Fields.texts(item, "ledgerDiverged"),
        item.path("drain").isObject()
            ? Optional.of(Drains.Drain.of(item.path("drain")).course())
            : Optional.empty());
  }

  /** The node's state in words. */
  public String word() {
    if (retired) {
      return "retired";
    }
    return live.map(NodeRow::word).orElse("not asked");
  }

  private static String word(Live live) {
    if (failed(live)) {
      return "a listener failed";
    }
    return live.drain().isPresent() ? "draining" : "answers";
  }

  /** How that is meant. */
  public Tone tone() {
    if (retired || live.isEmpty()) {
      return Tone.NEUTRAL;
    }
    if (live.map(l -> failed(l) || !l.ledgerDiverged().isEmpty()).orElse(false)) {
      return Tone.BAD;
    }
    return live.flatMap(Live::drain).isPresent() ? Tone.ATTENTION : Tone.GOOD;
  }

  private static boolean failed(Live live) {
    return live.listeners().stream().anyMatch(listener -> !listener.bound());
  }
}
