package io.webgateway.agent.management.call;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/** The query of a URI, each parameter once. */
public final class QueryText {
  private static final int MAX_LENGTH = 8 * 1024;
  private static final int MAX_PARAMETERS = 32;

  private QueryText() {}

  /**
   * Reads a query.
   *
   * @param raw as sent, without the question mark
   * @throws CallRefused when it is too long, badly escaped, or names a parameter twice
   */
  public static Map<String, String> parse(String raw) {
    if (raw.length() > MAX_LENGTH) {
      throw Faults.badRequest("bad-query", "The query is too long", "Send a shorter one");
    }
    Map<String, String> parameters = new HashMap<>();
    for (String pair : raw.isEmpty() ? new String[0] : raw.split("&", -1)) {
      int equals = pair.indexOf('=');
      String name = decoded(equals < 0 ? pair : pair.substring(0, equals));
      String value = equals < 0 ? "" : decoded(pair.substring(equals + 1));
      if (parameters.put(name, value) != null || parameters.size() > MAX_PARAMETERS) {
        throw Faults.badRequest(
            "bad-query", "The query names a parameter twice, or too many", "Name each once");
      }
    }
    return parameters;
  }

  private static String decoded(String text) {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw Faults.badRequest("bad-query", "The query has a bad escape", "Escape it as UTF-8");
    }
  }
}
