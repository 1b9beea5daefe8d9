package io.webgateway.agent.cli;

import io.webgateway.client.screen.TimeText;
import java.time.Instant;
import java.util.List;
import java.util.function.BiFunction;
import tools.jackson.databind.JsonNode;

/**
 * How one sort of things is listed.
 *
 * @param word what they are called
 * @param path where the management API has them
 * @param columns what is shown of each
 */
record Listing(String word, String path, List<Column> columns) {

  /** Copies the list. */
  Listing {
    columns = List.copyOf(columns);
  }

  /**
   * A column.
   *
   * @param title its heading
   * @param cell what it shows of one thing
   */
  record Column(String title, BiFunction<JsonNode, Instant, String> cell) {

    /** Shows a field as it is. */
    static Column field(String title, String field) {
      return new Column(title, (item, _) -> item.path(field).asString(""));
    }

    /** Shows how far away a time is. */
    static Column time(String title, String field) {
      return new Column(
          title, (item, now) -> TimeText.relative(item.path(field).asString(""), now));
    }

    /** Shows the start of an id. */
    static Column id(String title, String field) {
      return new Column(title, (item, _) -> shortened(item.path(field).asString("")));
    }

    /** Shows a list in one cell. */
    static Column list(String title, String field) {
      return new Column(title, (item, _) -> joined(item.path(field)));
    }

    private static String shortened(String id) {
      return id.length() > 12 ? id.substring(0, 10) + "…" : id;
    }
  }

  /** The elements of a list with commas between them. */
  static String joined(JsonNode list) {
    StringBuilder text = new StringBuilder();
    for (JsonNode element : list) {
      text.append(text.isEmpty() ? "" : ", ").append(element.asString(""));
    }
    return text.toString();
  }

  List<String> titles() {
    return columns.stream().map(Column::title).toList();
  }

  List<String> row(JsonNode item, Instant now) {
    return columns.stream().map(column -> column.cell().apply(item, now)).toList();
  }
}
