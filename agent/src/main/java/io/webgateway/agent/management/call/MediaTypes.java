package io.webgateway.agent.management.call;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What a call sends and what it accepts (RFC 9110 sections 8.3 and 12.5.1). */
public final class MediaTypes {
  private MediaTypes() {}

  /** Refuses a body of a type that the route does not take. */
  public static void requireConsumed(CallHead head, Route route) {
    Optional<String> type = head.header("content-type").map(MediaTypes::bare);
    if (type.filter(route.consumes()::contains).isEmpty()) {
      throw Faults.unsupportedMediaType(route.consumes());
    }
  }

  /** Refuses a call that would not accept any good answer of the route. */
  public static void requireAccepted(CallHead head, Route route) {
    Optional<String> accept = head.header("accept");
    if (accept.isEmpty() || route.produces().isEmpty()) {
      return;
    }
    List<String> accepted =
        Arrays.stream(accept.get().split(",", -1))
            .filter(range -> !range.replace(" ", "").matches(".*;q=0(\\.0*)?(;.*)?"))
            .map(MediaTypes::bare)
            .toList();
    boolean fits =
        route.produces().stream()
            .anyMatch(type -> accepted.stream().anyMatch(range -> matches(range, type)));
    if (!fits) {
      throw Faults.notAcceptable(String.join(" or ", route.produces()));
    }
  }

  private static boolean matches(String range, String type) {
    return range.equals("*/*")
        || range.equals(type)
        || (range.endsWith("/*") && type.startsWith(range.substring(0, range.length() - 1)));
  }

  private static String bare(String type) {
    int semicolon = type.indexOf(';');
    String bare = semicolon < 0 ? type : type.substring(0, semicolon);
    return bare.strip().toLowerCase(Locale.ROOT);
  }
}
