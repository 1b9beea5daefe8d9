package io.webgateway.agent.proxy.http;

/**
 * The pseudo-header fields of a request of HTTP/2 (RFC 9113 section 8.3.1, RFC 8441 section 4), as
 * they came; empty where one is absent.
 *
 * @param method maybe in characters that no method has
 * @param scheme maybe unknown
 * @param authority maybe no host name
 * @param path maybe in characters that no path has
 * @param protocol of an extended CONNECT
 */
public record PseudoFields(
    String method, String scheme, String authority, String path, String protocol) {
  private static final int MAX_METHOD_BYTES = 24;
  private static final String CONNECT = "CONNECT";

  /** Whether this is an extended CONNECT for a WebSocket; every other CONNECT is refused. */
  boolean asksForWebSocket() throws MalformedMessageException {
    requireMethod();
    if (protocol.isEmpty()) {
      RequestGuard.requireServedMethod(method);
      return false;
    }
    if (!method.equals(CONNECT)) {
      throw new MalformedMessageException(Fault.PSEUDO_FIELD);
    }
    if (!protocol.equals("websocket")) {
      throw new MalformedMessageException(Fault.PROTOCOL_REFUSED);
    }
    return true;
  }

  private void requireMethod() throws MalformedMessageException {
    if (method.isEmpty()) {
      throw new MalformedMessageException(Fault.PSEUDO_FIELD);
    }
    boolean good = method.length() <= MAX_METHOD_BYTES;
    for (int i = 0; i < method.length(); i++) {
      good &= method.charAt(i) <= 0x7f && Octets.isMethod((byte) method.charAt(i));
    }
    if (!good) {
      throw new MalformedMessageException(Fault.METHOD);
    }
  }

  /** The path, normalised. */
  RequestTarget target(boolean webSocket) throws MalformedMessageException {
    if (scheme.isEmpty() || path.isEmpty()) {
      throw new MalformedMessageException(Fault.PSEUDO_FIELD);
    }
    if (!scheme.equals("https") && !scheme.equals("http")) {
      throw new MalformedMessageException(Fault.SCHEME);
    }
    for (int i = 0; i < path.length(); i++) {
      if (path.charAt(i) > 0x7f || !Octets.isTarget((byte) path.charAt(i))) {
        throw new MalformedMessageException(Fault.TARGET);
      }
    }
    if (path.charAt(0) != '/' && (webSocket || !path.equals("*"))) {
      throw new MalformedMessageException(Fault.TARGET_FORM);
    }
    return RequestTarget.parse(method, path);
  }
}
