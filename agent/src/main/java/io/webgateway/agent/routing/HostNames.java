package io.webgateway.agent.routing;

import java.util.Locale;
import java.util.Optional;

/**
 * The one reading of a host name. Server names of TLS, Host fields, certificate names and routes
 * all pass here, so that two parts of the gateway can never disagree about which host was meant.
 */
public final class HostNames {
  private static final int MAX_LENGTH = 253;
  private static final int MAX_LABEL_LENGTH = 63;

  private HostNames() {}

  /**
   * The canonical form: lower case, no trailing dot, labels of letters, digits, hyphens and
   * underscores. International names must arrive as A-labels. IPv6 literals keep their brackets.
   *
   * @param name without a port
   * @return empty when it is not a host name
   */
  public static Optional<String> canonical(String name) {
    if (name.startsWith("[")) {
      return isBracketedLiteral(name)
          ? Optional.of(name.toLowerCase(Locale.ROOT))
          : Optional.empty();
    }
    String bare = name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
    if (bare.isEmpty() || bare.length() > MAX_LENGTH || !hasOnlyLabels(bare)) {
      return Optional.empty();
    }
    return Optional.of(bare.toLowerCase(Locale.ROOT));
  }

  /**
   * The canonical host of an authority such as {@code Example.com.:8443}.
   *
   * @return empty when host or port is not well formed, or when there is user information
   */
  public static Optional<String> ofAuthority(String authority) {
    int end = hostEnd(authority);
    if (end < authority.length() && !isPort(authority, end + 1)) {
      return Optional.empty();
    }
    return canonical(authority.substring(0, end));
  }

  /** The port part of an authority with its colon, or an empty string. */
  public static String portSuffix(String authority) {
    String suffix = authority.substring(hostEnd(authority));
    return suffix.length() > 1 ? suffix : "";
  }

  /**
   * The wildcard that would cover a host: its first label replaced by {@code *}.
   *
   * @param canonicalHost a canonical host
   * @return empty when it has one label only
   */
  static Optional<String> wildcardFor(String canonicalHost) {
    int dot = canonicalHost.indexOf('.');
    return dot < 1 ? Optional.empty() : Optional.of("*" + canonicalHost.substring(dot));
  }

  /**
   * Whether a pattern stands for a host.
   *
   * @param pattern canonical, a host or {@code *.} and a host
   * @param canonicalHost a canonical host
   */
  public static boolean covers(String pattern, String canonicalHost) {
    return pattern.equals(canonicalHost)
        || wildcardFor(canonicalHost).filter(pattern::equals).isPresent();
  }

  /** Canonical form of a pattern: a host, or {@code *.} and a host. */
  static Optional<String> canonicalPattern(String pattern) {
    return pattern.startsWith("*.")
        ? canonical(pattern.substring(2)).map(rest -> "*." + rest)
        : canonical(pattern);
  }

  private static int hostEnd(String authority) {
    int from = authority.startsWith("[") ? Math.max(authority.indexOf(']'), 0) : 0;
    int colon = authority.indexOf(':', from);
    return colon < 0 ? authority.length() : colon;
  }

  private static boolean isPort(String authority, int from) {
    if (authority.length() - from > 5) {
      return false;
    }
    int port = 0;
    for (int i = from; i < authority.length(); i++) {
      char c = authority.charAt(i);
      if (c < '0' || c > '9') {
        return false;
      }
      port = port * 10 + (c - '0');
    }
    return port <= 65_535;
  }

  private static boolean hasOnlyLabels(String name) {
    int labelStart = 0;
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      if (c == '.') {
        if (i == labelStart) {
          return false;
        }
        labelStart = i + 1;
      } else if (!isLabelCharacter(c) || i - labelStart >= MAX_LABEL_LENGTH) {
        return false;
      }
    }
    return labelStart < name.length();
  }

  private static boolean isLabelCharacter(char c) {
    return (c >= 'a' && c <= 'z')
        || (c >= '0' && c <= '9')
        || (c >= 'A' && c <= 'Z')
        || c == '-'
        || c == '_';
  }

  private static boolean isBracketedLiteral(String name) {
    if (!name.endsWith("]") || name.length() < 4 || name.length() > 48) {
      return false;
    }
    for (int i = 1; i < name.length() - 1; i++) {
      char c = name.charAt(i);
      if (c != ':' && c != '.' && Character.digit(c, 16) < 0) {
        return false;
      }
    }
    return true;
  }
}
