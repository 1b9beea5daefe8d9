package io.webgateway.agent.proxy.http;

/**
 * A request line, read strictly (RFC 9112 section 3).
 *
 * @param method upper case
 * @param target as it was sent
 * @param http11 false for HTTP/1.0
 * @param length bytes with the line end
 */
record RequestLine(String method, String target, boolean http11, int length) {
  private static final int MAX_METHOD_BYTES = 24;
  private static final String VERSION_11 = "HTTP/1.1";
  private static final String VERSION_10 = "HTTP/1.0";

  static RequestLine parse(byte[] head) throws MalformedMessageException {
    int methodEnd = methodEnd(head);
    int targetEnd = methodEnd + 1;
    while (Octets.isTarget(head[targetEnd])) {
      targetEnd++;
    }
    if (targetEnd == methodEnd + 1) {
      throw new MalformedMessageException(Fault.REQUEST_LINE);
    }
    if (head[targetEnd] != Octets.SPACE) {
      throw new MalformedMessageException(Fault.TARGET);
    }
    int versionStart = targetEnd + 1;
    int lineEnd = versionStart + VERSION_11.length();
    boolean http11 = startsWith(head, versionStart, VERSION_11);
    if (!http11 && !startsWith(head, versionStart, VERSION_10)) {
      throw new MalformedMessageException(Fault.VERSION);
    }
    if (head[lineEnd] != Octets.CR || head[lineEnd + 1] != Octets.LF) {
      throw new MalformedMessageException(Fault.VERSION);
    }
    String target = Octets.text(head, methodEnd + 1, targetEnd);
    return new RequestLine(method(head, methodEnd), target, http11, lineEnd + 2);
  }

  private static int methodEnd(byte[] head) throws MalformedMessageException {
    int end = 0;
    while (Octets.isMethod(head[end])) {
      end++;
    }
    if (end == 0 || end > MAX_METHOD_BYTES) {
      throw new MalformedMessageException(Fault.METHOD);
    }
    if (head[end] != Octets.SPACE) {
      throw new MalformedMessageException(head[end] >= '!' ? Fault.METHOD : Fault.REQUEST_LINE);
    }
    return end;
  }

  private static String method(byte[] head, int end) {
    if (startsWith(head, 0, "GET ")) {
      return "GET";
    }
    return startsWith(head, 0, "POST ") ? "POST" : Octets.text(head, 0, end);
  }

  /** Every head ends in CRLFCRLF, so a comparison that fails stops before the array does. */
  private static boolean startsWith(byte[] head, int from, String expected) {
    if (from + expected.length() > head.length) {
      return false;
    }
    for (int i = 0; i < expected.length(); i++) {
      if (head[from + i] != expected.charAt(i)) {
        return false;
      }
    }
    return true;
  }
}
