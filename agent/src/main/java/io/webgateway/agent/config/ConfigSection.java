package io.webgateway.agent.config;

import io.webgateway.model.name.NearestWord;
import io.webgateway.model.name.Parsed;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;

/**
 * One mapping of a configuration file while it is read. Fields that are absent or empty have their
 * defaults; every fault is added to the list of problems and reading goes on.
 */
final class ConfigSection {
  private static final String OFF = "off";

  private final String path;
  private final JsonNode node;
  private final List<ConfigProblem> problems;
  private final Set<String> known = new LinkedHashSet<>();

  ConfigSection(String path, JsonNode node, List<ConfigProblem> problems) {
    this.path = path;
    this.node = node;
    this.problems = problems;
  }

  /** A mapping inside this one; empty when absent. */
  ConfigSection section(String name) {
    JsonNode child = child(name);
    if (isPresent(child) && !child.isObject()) {
      report(name, "This is not a mapping.", "Write its fields indented below it.");
      child = child.path("none");
    }
    return new ConfigSection(at(name), child, problems);
  }

  /** A text that means something. */
  <T> T value(String name, T fallback, Function<String, Parsed<T>> parser) {
    return optional(name, parser).orElse(fallback);
  }

  /** A text that means something, or nothing. */
  <T> Optional<T> optional(String name, Function<String, Parsed<T>> parser) {
    JsonNode child = child(name);
    return isPresent(child) ? scalar(at(name), child, parser) : Optional.empty();
  }

  /** An address and port to listen on; {@code off} for none. */
  Optional<BindAddress> bind(String name, Optional<BindAddress> fallback) {
    return switched(name, fallback, BindAddress::parse);
  }

  /** A text that means something; {@code off} for nothing. */
  <T> Optional<T> switched(String name, Optional<T> fallback, Function<String, Parsed<T>> parser) {
    JsonNode child = child(name);
    if (!isPresent(child)) {
      return fallback;
    }
    boolean off = child.isBoolean() ? !child.booleanValue() : child.asString("").equals(OFF);
    return off ? Optional.empty() : scalar(at(name), child, parser);
  }

  /** True or false. */
  boolean flag(String name, boolean fallback) {
    JsonNode child = child(name);
    if (isPresent(child) && !child.isBoolean()) {
      report(name, "This is neither true nor false.", "Write true or false.");
      return fallback;
    }
    return child.isBoolean() ? child.booleanValue() : fallback;
  }

  /** A whole number in a range. */
  int whole(String name, int fallback, int least, int most) {
    JsonNode child = child(name);
    if (!isPresent(child)) {
      return fallback;
    }
    if (!child.isInt() || child.intValue() < least || child.intValue() > most) {
      report(
          name,
          "This is not a whole number from " + least + " to " + most + ".",
          "Write one, or leave the field out for " + fallback + ".");
      return fallback;
    }
    return child.intValue();
  }

  /** A list of texts that mean something. */
  <T> List<T> list(String name, Function<String, Parsed<T>> parser) {
    JsonNode child = child(name);
    List<T> found = new ArrayList<>();
    if (isPresent(child) && !child.isArray()) {
      report(name, "This is not a list.", "Write [a, b], or one entry per line after a dash.");
      return found;
    }
    for (int i = 0; i < child.size(); i++) {
      scalar(at(name) + "[" + i + "]", child.get(i), parser).ifPresent(found::add);
    }
    return found;
  }

  private <T> Optional<T> scalar(String at, JsonNode child, Function<String, Parsed<T>> parser) {
    if (!child.isValueNode() || child.isNull()) {
      problems.add(new ConfigProblem(at, "This is not one plain value.", "Write one value."));
      return Optional.empty();
    }
    Parsed<T> parsed = parser.apply(child.asString());
    parsed.toProblem().ifPresent(text -> problems.add(ConfigProblem.ofSentence(at, text)));
    return parsed.toOptional();
  }

  /** Adds a problem of one field. */
  void report(String name, String fault, String cure) {
    problems.add(new ConfigProblem(at(name), fault, cure));
  }

  /** Adds a problem for each field that nobody asked for; call it after all fields were read. */
  void reportUnknown() {
    for (String name : node.propertyNames()) {
      if (!known.contains(name)) {
        String cure =
            NearestWord.to(name, known)
                .map(near -> "Did you mean \"" + near + "\"?")
                .orElse("The fields here are " + String.join(", ", known) + ".");
        report(name, "There is no such field.", cure);
      }
    }
  }

  /** The full path of a field. */
  String at(String name) {
    return path.isEmpty() ? name : path + "." + name;
  }

  private JsonNode child(String name) {
    known.add(name);
    return node.path(name);
  }

  private static boolean isPresent(JsonNode child) {
    return !child.isMissingNode() && !child.isNull();
  }
}
