package io.webgateway.wire;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.databind.exc.MismatchedInputException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;

/** The JSON library's complaints in our words: without class names, without the refused text. */
final class JsonFault {
  private JsonFault() {}

  static WireException of(JacksonException e) {
    return new WireException(pointer(e), message(e));
  }

  /** A member's name inside a JSON pointer (RFC 6901, section 4). */
  static String escaped(String member) {
    return member.replace("~", "~0").replace("/", "~1");
  }

  private static String pointer(JacksonException e) {
    StringBuilder pointer = new StringBuilder();
    for (JacksonException.Reference step : e.getPath()) {
      String member = step.getPropertyName();
      pointer.append('/').append(member == null ? step.getIndex() : escaped(member));
    }
    return pointer.toString();
  }

  private static String message(JacksonException e) {
    return switch (e) {
      case UnrecognizedPropertyException unknown ->
          "There is no such member here; there are "
              + unknown.getKnownPropertyIds().stream()
                  .map(String::valueOf)
                  .sorted()
                  .collect(Collectors.joining(", "));
      case MismatchedInputException mismatched -> mismatched(mismatched);
      case StreamReadException unreadable -> unreadable(unreadable);
      case StreamConstraintsException tooMuch -> "This is nested too deeply, or a part is too long";
      default -> ofValue(e);
    };
  }

  private static String unreadable(StreamReadException e) {
    return String.valueOf(e.getOriginalMessage()).startsWith("Duplicate")
        ? "A member is there twice"
        : "This is no JSON; the fault is at line "
            + e.getLocation().getLineNr()
            + ", column "
            + e.getLocation().getColumnNr();
  }

  private static String mismatched(MismatchedInputException e) {
    if (String.valueOf(e.getOriginalMessage()).startsWith("Trailing token")) {
      return "There is something after the end";
    }
    Class<?> type = e.getTargetType();
    if (type == null || e.getOriginalMessage().contains("null")) {
      return "A value is missing or null";
    }
    if (type.isEnum()) {
      return "One of "
          + Arrays.stream(type.getEnumConstants())
              .map(constant -> Json.toTree(constant).asString())
              .collect(Collectors.joining(", "))
          + " is needed";
    }
    return wanted(type) + " is needed";
  }

  private static String wanted(Class<?> type) {
    return switch (type.getSimpleName().toLowerCase(Locale.ROOT)) {
      case "int", "integer", "long" -> "A whole number in range";
      case "boolean" -> "true or false";
      case "string", "instant" -> "A text";
      case "list", "arraylist", "set" -> "A list";
      default -> "A value of the right form";
    };
  }

  /** A value of ours that refused its content says why; anything else is a value left out. */
  private static String ofValue(JacksonException e) {
    @Nullable String reason =
        switch (e.getCause()) {
          case IllegalArgumentException ours -> ours.getMessage();
          case WireException ours -> ours.getMessage();
          case null, default -> null;
        };
    return reason == null ? "A value is missing or not possible" : reason;
  }
}
