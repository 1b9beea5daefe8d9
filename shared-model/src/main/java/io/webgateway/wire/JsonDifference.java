package io.webgateway.wire;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * Where two JSON values first differ. Signed texts are read, written again and compared with this:
 * whatever a lenient reader might have converted, dropped or filled in shows as a difference.
 */
final class JsonDifference {
  private JsonDifference() {}

  /**
   * JSON pointer to the first difference; empty when there is none.
   *
   * @param read what was read
   * @param written what our own writer makes of it
   */
  static Optional<String> find(JsonNode read, JsonNode written) {
    return find("", read, written);
  }

  private static Optional<String> find(String at, JsonNode read, JsonNode written) {
    if (read.isObject() && written.isObject()) {
      return inObject(at, read, written);
    }
    if (read.isArray() && written.isArray()) {
      return inArray(at, read, written);
    }
    boolean same =
        read.getNodeType() == written.getNodeType()
            && read.numberType() == written.numberType()
            && read.equals(written)
            && isText(read);
    return same ? Optional.empty() : Optional.of(at);
  }

  private static Optional<String> inObject(String at, JsonNode read, JsonNode written) {
    for (String member : read.propertyNames()) {
      String pointer = at + "/" + JsonFault.escaped(member);
      Optional<String> difference = find(pointer, read.get(member), written.path(member));
      if (difference.isPresent()) {
        return difference;
      }
    }
    return written.propertyNames().stream()
        .filter(member -> !read.has(member))
        .findFirst()
        .map(member -> at + "/" + JsonFault.escaped(member));
  }

  private static Optional<String> inArray(String at, JsonNode read, JsonNode written) {
    for (int i = 0; i < read.size(); i++) {
      Optional<String> difference = find(at + "/" + i, read.get(i), written.path(i));
      if (difference.isPresent()) {
        return difference;
      }
    }
    return read.size() == written.size() ? Optional.empty() : Optional.of(at);
  }

  /** Half a surrogate pair has no UTF-8 and could not be signed again. */
  private static boolean isText(JsonNode node) {
    return !node.isString() || StandardCharsets.UTF_8.newEncoder().canEncode(node.stringValue());
  }
}
