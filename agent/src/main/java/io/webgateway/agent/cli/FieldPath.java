package io.webgateway.agent.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Sets one field of a document, named like {@code backends[0].weight}. */
final class FieldPath {
  private static final Pattern STEP =
      Pattern.compile("\\.?([A-Za-z][A-Za-z0-9]*)|\\[([0-9]{1,4})\\]");

  private static final long MAX_FILE_BYTES = 64 * 1024;

  private FieldPath() {}

  /**
   * Sets what {@code FIELD=VALUE} says; the value is read as YAML. {@code FIELD=@FILE} takes the
   * file's text as it is, which is the only way for a private key: everybody on a machine can read
   * its command lines.
   */
  static void set(ObjectNode document, String assignment) throws IOException {
    int equals = assignment.indexOf('=');
    if (equals < 1) {
      throw wrong(assignment, "There is no value", "Write FIELD=VALUE");
    }
    String value = assignment.substring(equals + 1);
    if (value.contains("PRIVATE KEY")) {
      throw wrong(
          assignment.substring(0, equals),
          "A private key on a command line can be read by everybody on this machine",
          "Write the file's name: " + assignment.substring(0, equals) + "=@FILE");
    }
    List<String> steps = steps(assignment.substring(0, equals), assignment);
    JsonNode parent = document;
    for (String step : steps.subList(0, steps.size() - 1)) {
      parent = child(parent, step, assignment);
    }
    put(parent, steps.getLast(), value(value, assignment), assignment);
  }

  /** Sets several fields, one after the other. */
  static void setAll(ObjectNode document, List<String> assignments) throws IOException {
    for (String assignment : assignments) {
      set(document, assignment);
    }
  }

  private static JsonNode value(String text, String assignment) throws IOException {
    if (!text.startsWith("@")) {
      return Documents.value(text);
    }
    Path file = Path.of(text.substring(1));
    if (!Files.isRegularFile(file) || Files.size(file) > MAX_FILE_BYTES) {
      throw wrong(
          assignment,
          Files.exists(file) ? "That is no file of at most 64 KiB" : "There is no such file",
          "Write FIELD=@FILE with the name of a text file");
    }
    return JsonNodeFactory.instance.stringNode(Files.readString(file));
  }

  private static List<String> steps(String field, String assignment) {
    List<String> steps = new ArrayList<>();
    Matcher matcher = STEP.matcher(field);
    int end = 0;
    while (end < field.length()) {
      if (!matcher.find(end) || matcher.start() != end) {
        throw wrong(assignment, "'" + field + "' names no field", "Write it as backends[0].weight");
      }
      steps.add(matcher.group(1) == null ? matcher.group(2) : matcher.group(1));
      end = matcher.end();
    }
    return steps;
  }

  private static JsonNode child(JsonNode parent, String step, String assignment) {
    if (parent instanceof ArrayNode list) {
      return element(list, index(step, assignment), assignment);
    }
    if (parent instanceof ObjectNode mapping) {
      return mapping.has(step) && !isOff(mapping.path(step))
          ? mapping.path(step)
          : mapping.putObject(step);
    }
    throw wrong(assignment, "'" + step + "' is below a plain value", "See webgw get -o json");
  }

  // What is off becomes a mapping by the first field that is set in it.
  private static boolean isOff(JsonNode node) {
    return node.isNull() || (node.isString() && node.stringValue().equals("off"));
  }

  private static JsonNode element(ArrayNode list, int index, String assignment) {
    if (index >= list.size()) {
      throw wrong(assignment, "The list has " + list.size() + " entries", "Count from 0");
    }
    return list.get(index);
  }

  private static void put(JsonNode parent, String step, JsonNode value, String assignment) {
    switch (parent) {
      case ObjectNode mapping -> mapping.set(step, value);
      case ArrayNode list -> {
        int index = index(step, assignment);
        if (index == list.size()) {
          list.add(value);
        } else {
          element(list, index, assignment);
          list.set(index, value);
        }
      }
      default ->
          throw wrong(assignment, "'" + step + "' is below a plain value", "See webgw get -o json");
    }
  }

  private static int index(String step, String assignment) {
    if (!step.matches("[0-9]{1,4}")) {
      throw wrong(assignment, "'" + step + "' is no place in a list", "Write it as [0]");
    }
    return Integer.parseInt(step);
  }

  private static Usage wrong(String assignment, String fault, String cure) {
    return new Usage("--set " + assignment, fault, cure);
  }
}
