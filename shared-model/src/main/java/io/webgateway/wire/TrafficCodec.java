package io.webgateway.wire;

import io.webgateway.model.traffic.TrafficEvent;
import io.webgateway.model.traffic.TrafficEvent.HttpExchange;
import io.webgateway.model.traffic.TrafficEvent.StreamConnection;
import io.webgateway.model.traffic.TrafficEvent.TlsRejection;
import io.webgateway.model.traffic.TrafficEvent.UdpFlow;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Traffic events as JSON: the fields of the record, and {@code kind}. Times in nanoseconds, sizes
 * in bytes. Not signed and never stored, so that newer nodes may add fields, kinds and reasons: a
 * reader passes over fields that it does not know, and over events that it cannot understand.
 */
public final class TrafficCodec {
  private static final String KIND = "kind";
  private static final List<Form<?>> FORMS =
      List.of(
          Form.of("http", HttpExchange.class),
          Form.of("stream", StreamConnection.class),
          Form.of("udp", UdpFlow.class),
          Form.of("tls-rejection", TlsRejection.class));

  private TrafficCodec() {}

  private record Form<T extends TrafficEvent>(String kind, Class<T> type, List<String> fields) {
    static <T extends TrafficEvent> Form<T> of(String kind, Class<T> type) {
      return new Form<>(
          kind,
          type,
          Arrays.stream(type.getRecordComponents()).map(RecordComponent::getName).toList());
    }

    T read(JsonNode tree) {
      ObjectNode known = JsonNodeFactory.instance.objectNode();
      for (String field : fields) {
        JsonNode value = tree.get(field);
        if (value != null) {
          known.set(field, value);
        }
      }
      return Json.convert(known, type);
    }
  }

  /** Writes an event. */
  public static ObjectNode write(TrafficEvent event) {
    String kind =
        switch (event) {
          case HttpExchange _ -> "http";
          case StreamConnection _ -> "stream";
          case UdpFlow _ -> "udp";
          case TlsRejection _ -> "tls-rejection";
        };
    ObjectNode tree = JsonNodeFactory.instance.objectNode().put(KIND, kind);
    Json.toTree(event).properties().forEach(field -> tree.set(field.getKey(), field.getValue()));
    return tree;
  }

  /**
   * Reads an event.
   *
   * @return empty when it is of a kind, or ended for a reason, that is not known here
   * @throws WireException when the text is no JSON
   */
  public static Optional<TrafficEvent> read(String text) {
    JsonNode tree = Json.readTree(text);
    String kind = tree.path(KIND).asString("");
    try {
      return FORMS.stream()
          .filter(form -> form.kind().equals(kind))
          .findFirst()
          .map(form -> form.read(tree));
    } catch (WireException e) {
      return Optional.empty();
    }
  }
}
