package io.webgateway.agent.cli;

import io.webgateway.client.screen.TimeText;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;

/** Prints one thing in full: its plain fields first, then its lists of things as tables. */
final class Details {
  private static final Set<String> TIMES =
      Set.of(
          "until",
          "graceEnds",
          "freeAt",
          "notAfter",
          "notBefore",
          "acceptedAt",
          "createdAt",
          "since",
          "startedAt");

  private Details() {}

  static void print(Cli cli, JsonNode thing) {
    int width = thing.propertyNames().stream().mapToInt(String::length).max().orElse(0);
    for (Map.Entry<String, JsonNode> field : thing.properties()) {
      if (!isTable(field.getValue()) && !isDocument(field.getKey())) {
        String text = text(cli, field.getKey(), field.getValue());
        cli.out().println(field.getKey() + " ".repeat(width - field.getKey().length() + 2) + text);
      }
    }
    for (Map.Entry<String, JsonNode> field : thing.properties()) {
      if (isTable(field.getValue())) {
        cli.out().println();
        cli.out().println(field.getKey() + ":");
        table(cli, field.getValue());
      }
    }
    for (Map.Entry<String, JsonNode> field : thing.properties()) {
      if (isDocument(field.getKey())) {
        cli.out().println();
        cli.out().println(field.getKey() + ":");
        Documents.yaml(field.getValue())
            .lines()
            .forEach(line -> cli.out().println("  " + Printable.of(line)));
      }
    }
  }

  /** What people write down as a whole is shown as they write it. */
  private static boolean isDocument(String name) {
    return name.equals("definition");
  }

  private static boolean isTable(JsonNode value) {
    return value.isArray() && !value.isEmpty() && value.get(0).isObject();
  }

  private static String text(Cli cli, String name, JsonNode value) {
    if (value.isArray()) {
      String joined = Listing.joined(value);
      return joined.isEmpty() ? "-" : Printable.of(joined);
    }
    if (value.isObject()) {
      return Printable.of(value.toString());
    }
    String text = Printable.of(value.asString(""));
    return TIMES.contains(name) ? text + " (" + TimeText.relative(text, cli.now()) + ")" : text;
  }

  private static void table(Cli cli, JsonNode list) {
    Map<String, Integer> names = new TreeMap<>();
    List<String> titles =
        list.valueStream()
            .flatMap(item -> item.propertyNames().stream())
            .filter(name -> names.put(name, 1) == null)
            .toList();
    Table table = new Table(titles.stream().map(Details::title).toList());
    for (JsonNode item : list) {
      table.add(titles.stream().map(name -> cell(cli, name, item.path(name))).toList());
    }
    table.print(cli.out());
  }

  private static String cell(Cli cli, String name, JsonNode value) {
    if (value.isMissingNode()) {
      return "";
    }
    if (TIMES.contains(name)) {
      return TimeText.relative(value.asString(""), cli.now());
    }
    return value.isContainer()
        ? (value.isArray() ? Listing.joined(value) : value.toString())
        : value.asString("");
  }

  private static String title(String name) {
    return name.replaceAll("([a-z])([A-Z])", "$1 $2").toUpperCase(Locale.ROOT);
  }
}
