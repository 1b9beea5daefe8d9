package io.webgateway.agent.proxy.http;

import io.webgateway.model.workload.policy.Balancing;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * Cookies of requests (RFC 6265 section 4.2), which may come in several fields (RFC 9113 section
 * 8.2.3), and the one that the gateway sets itself.
 */
public final class Cookies {
  private Cookies() {}

  /**
   * The first value of a cookie that is asked for, or empty.
   *
   * @param name as it is written; a browser may send several of one name, for several paths
   */
  public static String find(HeaderBlock fields, String name, Predicate<String> among) {
    for (int i = fields.first(FieldName.COOKIE); i >= 0; i = fields.next(FieldName.COOKIE, i + 1)) {
      for (String pair : pairs(fields.value(i))) {
        if (isCalled(pair, name)) {
          String value = pair.substring(name.length() + 1);
          if (among.test(value)) {
            return value;
          }
        }
      }
    }
    return "";
  }

  /** The same fields without a cookie; the same block when it is not there. */
  static HeaderBlock without(HeaderBlock fields, String name) {
    if (!has(fields, name)) {
      return fields;
    }
    HeaderBlock kept = fields.without(FieldName.COOKIE);
    for (int i = fields.first(FieldName.COOKIE); i >= 0; i = fields.next(FieldName.COOKIE, i + 1)) {
      List<String> others = new ArrayList<>(pairs(fields.value(i)));
      others.removeIf(pair -> isCalled(pair, name));
      if (!others.isEmpty()) {
        kept = kept.with(FieldName.COOKIE, String.join("; ", others));
      }
    }
    return kept;
  }

  private static boolean has(HeaderBlock fields, String name) {
    for (int i = fields.first(FieldName.COOKIE); i >= 0; i = fields.next(FieldName.COOKIE, i + 1)) {
      if (pairs(fields.value(i)).stream().anyMatch(pair -> isCalled(pair, name))) {
        return true;
      }
    }
    return false;
  }

  private static List<String> pairs(String value) {
    List<String> pairs = new ArrayList<>();
    for (String pair : value.split(";", -1)) {
      if (!pair.isBlank()) {
        pairs.add(pair.strip());
      }
    }
    return pairs;
  }

  private static boolean isCalled(String pair, String name) {
    return pair.length() > name.length()
        && pair.charAt(name.length()) == '='
        && pair.startsWith(name);
  }

  /**
   * The Set-Cookie field that keeps a visitor at a backend.
   *
   * @param id what the backend is called
   * @param path of the route: a cookie of another route of the same host is another one
   * @param secure whether the visitor came by TLS
   */
  public static String sticky(
      Balancing.Stickiness.Cookie cookie, String id, String path, boolean secure) {
    StringBuilder field = new StringBuilder(128);
    field.append(cookie.name()).append('=').append(id).append("; Path=").append(path);
    if (cookie.maxAgeSeconds() > 0) {
      field.append("; Max-Age=").append(cookie.maxAgeSeconds());
    }
    field.append("; HttpOnly; SameSite=Lax");
    if (secure) {
      field.append("; Secure");
    }
    return field.toString();
  }
}
