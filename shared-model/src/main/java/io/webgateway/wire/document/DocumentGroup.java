package io.webgateway.wire.document;

import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * An inner mapping of a document while it is read; what is wrong is reported at its place.
 *
 * @param fields the document's
 * @param pointer where the mapping is
 * @param node the mapping; an empty one where there is none
 */
record DocumentGroup(DocumentFields fields, String pointer, JsonNode node) {

  boolean has(String name) {
    return !fields.isAbsent(node.path(name));
  }

  String at(String name) {
    return pointer + "/" + name;
  }

  long whole(String name, long usual, long least, long most) {
    return fields.whole(at(name), node.path(name), usual, least, most);
  }

  int count(String name, int usual, int least, int most) {
    return (int) whole(name, usual, least, most);
  }

  Optional<String> text(String name) {
    return fields.text(at(name), node.path(name));
  }

  boolean flag(String name) {
    return fields.flag(at(name), node.path(name));
  }

  <T> T word(String name, Words<T> words, T usual, String code) {
    return fields.word(at(name), node.path(name), words, code).orElse(usual);
  }

  /** A mapping inside this one; an empty one where there is none. */
  DocumentGroup inner(String name, List<String> known, String cure) {
    return fields.group(at(name), node.path(name), known, cure);
  }

  void report(String name, String code, String fault, String cure) {
    fields.report(at(name), code, fault, cure);
  }
}
