package io.webgateway.agent.routing;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Normalises paths (RFC 3986 section 6.2.2), so that what is routed on is what is forwarded.
 * Escaped letters, digits and {@code -._~} are unescaped, dot segments resolved, slashes in front
 * merged. A path that still hides a dot segment, behind another layer of escapes, an escaped slash
 * or path parameters, is refused.
 */
public final class RequestPaths {
  private static final int ESCAPE_LAYERS = 3;

  private RequestPaths() {}

  /**
   * Normalises.
   *
   * @param path begins with a slash, without query
   */
  public static PathDecision normalise(String path) {
    if (!path.startsWith("/")) {
      return new PathDecision.Refuse("The path does not begin with a slash.");
    }
    if (isPlain(path)) {
      return new PathDecision.Forward(path);
    }
    if (path.indexOf('\\') >= 0) {
      return new PathDecision.Refuse("The path has a backslash.");
    }
    StringBuilder unescaped = new StringBuilder(path.length());
    if (!unescapeUnreserved(path, unescaped)) {
      return new PathDecision.Refuse("The path has a bad escape.");
    }
    return resolve(unescaped.toString());
  }

  /** Whether nothing in the path needs a second look. */
  private static boolean isPlain(String path) {
    char before = 0;
    for (int i = 0; i < path.length(); i++) {
      char c = path.charAt(i);
      if (c == '%' || c == '\\' || c == ';' || (before == '/' && (c == '.' || c == '/'))) {
        return false;
      }
      before = c;
    }
    return true;
  }

  private static boolean unescapeUnreserved(String path, StringBuilder out) {
    for (int i = 0; i < path.length(); i++) {
      char c = path.charAt(i);
      if (c != '%') {
        out.append(c);
        continue;
      }
      int value = escapedByte(path, i);
      if (value <= 0) {
        return false;
      }
      if (isUnreserved(value)) {
        out.append((char) value);
      } else {
        out.append(path.substring(i, i + 3).toUpperCase(Locale.ROOT));
      }
      i += 2;
    }
    return true;
  }

  private static PathDecision resolve(String path) {
    int start = 1;
    while (start < path.length() && path.charAt(start) == '/') {
      start++;
    }
    List<String> kept = new ArrayList<>();
    String[] segments = path.substring(start).split("/", -1);
    for (int i = 0; i < segments.length; i++) {
      boolean last = i == segments.length - 1;
      switch (segments[i]) {
        case "." -> appendEmptyIf(last, kept);
        case ".." -> {
          if (kept.isEmpty()) {
            return new PathDecision.Refuse("The path leads above the root.");
          }
          kept.removeLast();
          appendEmptyIf(last, kept);
        }
        default -> kept.add(segments[i]);
      }
    }
    String normal = "/" + String.join("/", kept);
    return normal.startsWith("//") || hidesDotSegment(normal)
        ? new PathDecision.Refuse("The path hides a dot segment.")
        : new PathDecision.Forward(normal);
  }

  private static void appendEmptyIf(boolean last, List<String> kept) {
    if (last) {
      kept.add("");
    }
  }

  /** Reads the path as a careless backend might: all escapes undone, parameters cut off. */
  private static boolean hidesDotSegment(String path) {
    String seen = path;
    for (int layer = 0; layer < ESCAPE_LAYERS; layer++) {
      if (hasDotSegment(seen)) {
        return true;
      }
      seen = unescapeAll(seen);
    }
    return hasDotSegment(seen);
  }

  private static boolean hasDotSegment(String path) {
    for (String segment : path.replace('\\', '/').split("/", -1)) {
      int parameters = segment.indexOf(';');
      String name = parameters < 0 ? segment : segment.substring(0, parameters);
      if (name.equals(".") || name.equals("..") || name.indexOf('\0') >= 0) {
        return true;
      }
    }
    return false;
  }

  private static String unescapeAll(String path) {
    StringBuilder out = new StringBuilder(path.length());
    for (int i = 0; i < path.length(); i++) {
      int value = path.charAt(i) == '%' ? escapedByte(path, i) : -1;
      if (value < 0) {
        out.append(path.charAt(i));
      } else {
        out.append((char) value);
        i += 2;
      }
    }
    return out.toString();
  }

  /** The byte that an escape stands for, or -1 when it is not an escape. */
  private static int escapedByte(String path, int percent) {
    if (percent + 2 >= path.length()) {
      return -1;
    }
    int high = Character.digit(path.charAt(percent + 1), 16);
    int low = Character.digit(path.charAt(percent + 2), 16);
    return high < 0 || low < 0 ? -1 : high * 16 + low;
  }

  private static boolean isUnreserved(int c) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c >= '0' && c <= '9')
        || c == '-'
        || c == '.'
        || c == '_'
        || c == '~';
  }
}
