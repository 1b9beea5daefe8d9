package io.webgateway.wire.document;

import io.webgateway.model.name.Parsed;
import io.webgateway.wire.ProblemDocument;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** The fields of a document while it is read; every fault is kept and reading goes on. */
final class DocumentFields {
  /** Says that something is not wanted. */
  static final String OFF = "off";

  private static final int SHOWN_CHARS = 80;

  private final JsonNode tree;
  private final List<ProblemDocument.FieldError> problems = new ArrayList<>();

  DocumentFields(JsonNode tree) {
    this.tree = tree;
  }

  List<ProblemDocument.FieldError> problems() {
    return problems;
  }

  boolean isMapping() {
    return tree.isObject();
  }

  JsonNode child(String name) {
    return tree.path(name);
  }

  boolean isAbsent(String name) {
    return isAbsent(child(name));
  }

  boolean isEmptyList(String name) {
    return child(name).isArray() && child(name).isEmpty();
  }

  boolean isAbsent(JsonNode node) {
    return node.isMissingNode() || node.isNull();
  }

  /** A text that must be there. */
  Optional<String> text(String name, String cure) {
    if (isAbsent(name) || child(name).asString("").isEmpty()) {
      report("/" + name, "missing", "The field is missing", cure);
      return Optional.empty();
    }
    return optionalText(name);
  }

  /** A text that may be left out. */
  Optional<String> optionalText(String name) {
    return text("/" + name, child(name));
  }

  /** A text inside a mapping, which may be left out. */
  Optional<String> text(String pointer, JsonNode node) {
    if (isAbsent(node)) {
      return Optional.empty();
    }
    if (!node.isString()) {
      report(pointer, "bad-form", "This is not a text", "Put it in quotation marks");
      return Optional.empty();
    }
    return Optional.of(node.stringValue());
  }

  /** A list of texts inside a mapping, which may be left out. */
  Optional<List<String>> plainTexts(String pointer, JsonNode node) {
    if (isAbsent(node)) {
      return Optional.empty();
    }
    if (!node.isArray() || node.valueStream().anyMatch(text -> !text.isString())) {
      report(pointer, "bad-form", "This is not a list of texts", "Write a list, such as [a, b]");
      return Optional.of(List.of());
    }
    return Optional.of(node.valueStream().map(JsonNode::stringValue).toList());
  }

  /** True or false; false where nothing is said. */
  boolean flag(String pointer, JsonNode node) {
    if (!isAbsent(node) && !node.isBoolean()) {
      report(pointer, "bad-form", "This is neither true nor false", "Write true or false");
    }
    return node.asBoolean(false);
  }

  /**
   * An inner mapping, which may be left out; reports fields that it does not have.
   *
   * @param cure what to write where it is no mapping
   */
  Optional<JsonNode> mapping(String pointer, JsonNode node, List<String> known, String cure) {
    if (isAbsent(node)) {
      return Optional.empty();
    }
    if (!node.isObject()) {
      report(pointer, "bad-form", "This is not a mapping", cure);
      return Optional.empty();
    }
    reportUnknown(pointer, node, known);
    return Optional.of(node);
  }

  /** An inner mapping as a group; an empty one where there is none. */
  DocumentGroup group(String pointer, JsonNode node, List<String> known, String cure) {
    return new DocumentGroup(this, pointer, mapping(pointer, node, known, cure).orElse(none()));
  }

  /** One of a few words; empty where nothing is said, or nothing that is understood. */
  <T> Optional<T> word(String pointer, JsonNode node, Words<T> words, String code) {
    if (isAbsent(node)) {
      return Optional.empty();
    }
    // Without quotation marks 1.2 is a number.
    String text = isOff(node) ? OFF : node.asString("");
    Optional<T> found = words.of(text);
    if (found.isEmpty()) {
      report(
          pointer,
          code,
          "There is no such choice",
          "Write one of " + String.join(", ", words.all()));
    }
    return found;
  }

  /** Whether this says off; YAML 1.1 readers take one without quotation marks for false. */
  static boolean isOff(JsonNode node) {
    return (node.isString() && node.stringValue().equals(OFF))
        || (node.isBoolean() && !node.booleanValue());
  }

  /** A mapping that says nothing. */
  JsonNode none() {
    return JsonNodeFactory.instance.objectNode();
  }

  /** A list of texts that mean something. */
  List<String> texts(String name, String code, Function<String, Parsed<String>> parser) {
    return texts(name, code, parser, "Write a list, such as [a, b]");
  }

  List<String> texts(
      String name, String code, Function<String, Parsed<String>> parser, String cure) {
    JsonNode node = child(name);
    List<String> found = new ArrayList<>();
    if (isAbsent(node)) {
      return found;
    }
    if (!node.isArray()) {
      report("/" + name, "bad-form", "This is not a list", cure);
      return found;
    }
    for (int i = 0; i < node.size(); i++) {
      Parsed<String> parsed = parser.apply(node.get(i).asString(""));
      reportSentence("/" + name + "/" + i, code, parsed.toProblem());
      parsed.toOptional().ifPresent(found::add);
    }
    if (found.stream().distinct().count() != found.size()) {
      report("/" + name, "double", "Something is named twice", "Name each once");
    }
    return found;
  }

  /** A whole number in a range. */
  long whole(String pointer, JsonNode node, long fallback, long least, long most) {
    if (isAbsent(node)) {
      return fallback;
    }
    if (!node.isIntegralNumber()
        || !node.canConvertToLong()
        || node.longValue() < least
        || node.longValue() > most) {
      report(
          pointer,
          "out-of-range",
          shown(node.toString()) + " is not a whole number from " + least + " to " + most,
          "Write one from " + least + " to " + most);
      return fallback;
    }
    return node.longValue();
  }

  /** Reports fields that no workload, or not this kind, has. */
  void reportUnknown(String kind, Collection<String> fitting, Collection<String> known) {
    for (String name : tree.propertyNames()) {
      if (fitting.contains(name)) {
        continue;
      }
      boolean ofAnother = known.contains(name);
      report(
          "/" + escaped(name),
          ofAnother ? "wrong-kind" : "unknown-field",
          ofAnother ? "A " + kind + " has no " + name : "There is no such field",
          ofAnother
              ? "Leave it out, or choose a kind that has it"
              : "The fields here are " + String.join(", ", fitting));
    }
  }

  /** Reports fields of an inner mapping that this kind does not have, though another one has. */
  void reportForeign(String kind, DocumentGroup group, List<String> fitting, List<String> known) {
    for (String name : known) {
      if (group.has(name) && !fitting.contains(name)) {
        group.report(
            name,
            "wrong-kind",
            "A " + kind + " has no " + name,
            "Leave it out, or choose a kind that has it");
      }
    }
  }

  /** Reports fields of an inner mapping that it does not have. */
  void reportUnknown(String pointer, JsonNode node, List<String> known) {
    for (String name : node.propertyNames()) {
      if (!known.contains(name)) {
        report(
            pointer + "/" + escaped(name),
            "unknown-field",
            "There is no such field",
            "The fields here are " + String.join(", ", known));
      }
    }
  }

  /** Reports a sentence of the form "fault; cure.". */
  void reportSentence(String pointer, String code, Optional<String> sentence) {
    sentence.map(text -> ofSentence(pointer, code, text)).ifPresent(problems::add);
  }

  /** A problem from a sentence of the form "fault; cure.". */
  static ProblemDocument.FieldError ofSentence(String pointer, String code, String text) {
    int cut = text.lastIndexOf("; ");
    if (cut < 0) {
      return new ProblemDocument.FieldError(pointer, code, withoutDot(text), "Correct it");
    }
    String cure = withoutDot(text.substring(cut + 2));
    return new ProblemDocument.FieldError(
        pointer,
        code,
        text.substring(0, cut),
        cure.substring(0, 1).toUpperCase(Locale.ROOT) + cure.substring(1));
  }

  void report(String pointer, String code, String fault, String cure) {
    report(new ProblemDocument.FieldError(pointer, code, fault, cure));
  }

  void report(ProblemDocument.FieldError problem) {
    problems.add(problem);
  }

  private static String withoutDot(String text) {
    return text.endsWith(".") ? text.substring(0, text.length() - 1) : text;
  }

  private static String shown(String text) {
    return text.length() > SHOWN_CHARS ? text.substring(0, SHOWN_CHARS) + "…" : text;
  }

  // RFC 6901 section 3
  private static String escaped(String name) {
    return shown(name).replace("~", "~0").replace("/", "~1");
  }
}
