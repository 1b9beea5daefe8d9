package io.webgateway.agent.proxy.http;

import io.webgateway.agent.routing.PathDecision;
import io.webgateway.agent.routing.RequestPaths;
import java.util.Locale;

/**
 * A request target taken apart (RFC 9112 section 3.2), its path already normalised.
 *
 * @param authority of an absolute URL, else empty
 * @param path what is routed on and forwarded; {@code *} for OPTIONS of the whole server
 * @param query with its question mark, or empty
 */
record RequestTarget(String authority, String path, String query) {

  static RequestTarget parse(String method, String target) throws MalformedMessageException {
    if (target.startsWith("/")) {
      return of("", target);
    }
    if (target.equals("*") && method.equals("OPTIONS")) {
      return new RequestTarget("", target, "");
    }
    int scheme = schemeLength(target);
    if (scheme == 0) {
      throw new MalformedMessageException(Fault.TARGET_FORM);
    }
    int end = scheme;
    while (end < target.length() && target.charAt(end) != '/' && target.charAt(end) != '?') {
      end++;
    }
    if (end == scheme) {
      throw new MalformedMessageException(Fault.HOST_INVALID);
    }
    String rest = target.substring(end);
    return of(target.substring(scheme, end), rest.startsWith("/") ? rest : "/" + rest);
  }

  private static RequestTarget of(String authority, String pathAndQuery)
      throws MalformedMessageException {
    int mark = pathAndQuery.indexOf('?');
    String path = mark < 0 ? pathAndQuery : pathAndQuery.substring(0, mark);
    String query = mark < 0 ? "" : pathAndQuery.substring(mark);
    return switch (RequestPaths.normalise(path)) {
      case PathDecision.Forward forward -> new RequestTarget(authority, forward.path(), query);
      case PathDecision.Refuse refuse -> throw new MalformedMessageException(Fault.PATH);
    };
  }

  private static int schemeLength(String target) {
    String start = target.substring(0, Math.min(8, target.length())).toLowerCase(Locale.ROOT);
    if (start.startsWith("https://")) {
      return 8;
    }
    return start.startsWith("http://") ? 7 : 0;
  }
}
