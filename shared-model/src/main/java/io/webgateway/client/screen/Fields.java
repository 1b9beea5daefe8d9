package io.webgateway.client.screen;

import io.webgateway.wire.Json;
import io.webgateway.wire.WireException;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** Reads the fields of what an agent lists; what a newer agent says in another way is absent. */
final class Fields {
  private Fields() {}

  static Optional<String> text(JsonNode item, String name) {
    return Optional.of(item.path(name).asString("")).filter(text -> !text.isEmpty());
  }

  static Optional<Instant> time(JsonNode item, String name) {
    try {
      return text(item, name).map(Instant::parse);
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }

  static List<String> texts(JsonNode item, String name) {
    List<String> texts = new ArrayList<>();
    item.path(name).forEach(element -> texts.add(element.asString("")));
    return List.copyOf(texts);
  }

  static <E extends Enum<E>> Optional<E> constant(JsonNode node, Class<E> type) {
    try {
      return node.isString() ? Optional.of(Json.convert(node, type)) : Optional.empty();
    } catch (WireException e) {
      return Optional.empty();
    }
  }
}
