package io.webgateway.agent.management.resource;

import io.webgateway.model.ledger.AcceptedRecord;
import io.webgateway.wire.Json;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Records as flat JSON objects: the parts of the key by name, version, hash and time of acceptance,
 * then what the body says.
 */
final class RecordViews {
  private RecordViews() {}

  /**
   * A record's view.
   *
   * @param names one for each segment of the key after its kind
   */
  static ObjectNode of(AcceptedRecord record, String... names) {
    ObjectNode view = JsonNodeFactory.instance.objectNode();
    List<String> segments = record.signed().key().segments();
    for (int i = 0; i < names.length; i++) {
      view.put(names[i], segments.get(i));
    }
    view.put("version", record.signed().version());
    view.put("hash", record.signed().hash());
    view.put("acceptedAt", record.acceptedAt().toString());
    JsonNode body = Json.toTree(record.body());
    body.properties().forEach(member -> view.set(member.getKey(), member.getValue()));
    return view;
  }
}
