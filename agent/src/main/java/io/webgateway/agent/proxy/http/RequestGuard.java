package io.webgateway.agent.proxy.http;

import io.webgateway.agent.routing.HostNames;

/**
 * Decides whether a request's head may enter: framing (RFC 9112 section 6), one Host (section 3.2),
 * path, loops. What a lenient parser would accept and a backend might read otherwise is refused.
 * Immutable; used by all event loops.
 */
public final class RequestGuard {
  private final int maxFields;
  private final String viaName;

  /**
   * Makes a guard.
   *
   * @param maxFields header fields per request
   * @param viaName this gateway's pseudonym in Via; a request that carries it is looping
   */
  public RequestGuard(int maxFields, String viaName) {
    this.maxFields = maxFields;
    this.viaName = viaName;
  }

  /**
   * Reads and checks a head.
   *
   * @param head all bytes up to and with the empty line
   */
  public RequestHead check(byte[] head) throws MalformedMessageException {
    RequestLine line = RequestLine.parse(head);
    HeaderBlock fields = FieldParser.parse(head, line.length(), head.length - 2, maxFields);
    BodyFraming framing = framing(line, fields);
    RequestTarget target = RequestTarget.parse(line.method(), line.target());
    String sent = host(fields);
    String host = canonical(sent);
    if (!target.authority().isEmpty()) {
      requireSameHost(target.authority(), host, sent);
    }
    requireServedMethod(line.method());
    requireNoLoop(fields);
    ConnectionOptions options = ConnectionOptions.of(fields);
    return new RequestHead(
        line.method(),
        host,
        host + HostNames.portSuffix(sent),
        target.path(),
        target.query(),
        line.http11() ? HttpVersion.HTTP_1_1 : HttpVersion.HTTP_1_0,
        framing,
        expectsContinue(line.http11(), fields, framing),
        options.upgrade()
            && line.http11()
            && WebSocketHandshake.isAskedFor(line.method(), framing, fields),
        options,
        fields);
  }

  /**
   * Checks a head of HTTP/2, by the same rules.
   *
   * @param ended whether no body follows
   */
  public RequestHead check(PseudoFields pseudo, HeaderBlock fields, boolean ended)
      throws MalformedMessageException {
    boolean webSocket = pseudo.asksForWebSocket();
    RequestTarget target = pseudo.target(webSocket);
    String sent = pseudo.authority().isEmpty() ? host(fields) : pseudo.authority();
    String host = canonical(sent);
    requireSameHost(fields, host, sent);
    requireNoLoop(fields);
    BodyFraming framing = webSocket ? noBody(fields) : streamFraming(fields, ended);
    return new RequestHead(
        webSocket ? "GET" : pseudo.method(),
        host,
        host + HostNames.portSuffix(sent),
        target.path(),
        target.query(),
        HttpVersion.HTTP_2,
        framing,
        expectsContinue(true, fields, framing),
        webSocket && WebSocketHandshake.isWellAskedFor(fields),
        ConnectionOptions.of(fields),
        fields);
  }

  private static BodyFraming noBody(HeaderBlock fields) throws MalformedMessageException {
    if (fields.first(FieldName.CONTENT_LENGTH) >= 0) {
      throw new MalformedMessageException(Fault.WEBSOCKET_BODY);
    }
    return BodyFraming.Ending.NONE;
  }

  /** What the end of the stream says, and what Content-Length says of it. */
  private static BodyFraming streamFraming(HeaderBlock fields, boolean ended)
      throws MalformedMessageException {
    int length = fields.first(FieldName.CONTENT_LENGTH);
    if (length < 0) {
      return ended ? BodyFraming.Ending.NONE : BodyFraming.Ending.CHUNKED;
    }
    BodyFraming declared = Framings.length(fields, length);
    if (ended && !declared.isEmpty()) {
      throw new MalformedMessageException(Fault.LENGTH_INVALID);
    }
    return declared;
  }

  /** A Host field beside the authority must say the same (RFC 9113 section 8.3.1). */
  private static void requireSameHost(HeaderBlock fields, String host, String sent)
      throws MalformedMessageException {
    if (fields.repeats(FieldName.HOST)) {
      throw new MalformedMessageException(Fault.HOST_REPEATED);
    }
    int index = fields.first(FieldName.HOST);
    if (index >= 0) {
      requireSameHost(fields.value(index), host, sent);
    }
  }

  private static BodyFraming framing(RequestLine line, HeaderBlock fields)
      throws MalformedMessageException {
    int encoding = fields.first(FieldName.TRANSFER_ENCODING);
    int length = fields.first(FieldName.CONTENT_LENGTH);
    if (encoding < 0) {
      return length < 0 ? BodyFraming.Ending.NONE : Framings.length(fields, length);
    }
    if (length >= 0) {
      throw new MalformedMessageException(Fault.LENGTH_AND_ENCODING);
    }
    if (!line.http11()) {
      throw new MalformedMessageException(Fault.ENCODING_VERSION);
    }
    return Framings.chunked(fields, encoding);
  }

  private static String host(HeaderBlock fields) throws MalformedMessageException {
    int index = fields.first(FieldName.HOST);
    if (index < 0) {
      throw new MalformedMessageException(Fault.HOST_MISSING);
    }
    if (fields.repeats(FieldName.HOST)) {
      throw new MalformedMessageException(Fault.HOST_REPEATED);
    }
    return fields.value(index);
  }

  private static String canonical(String authority) throws MalformedMessageException {
    return HostNames.ofAuthority(authority)
        .orElseThrow(() -> new MalformedMessageException(Fault.HOST_INVALID));
  }

  private static void requireSameHost(String other, String host, String sent)
      throws MalformedMessageException {
    boolean same =
        canonical(other).equals(host)
            && HostNames.portSuffix(other).equals(HostNames.portSuffix(sent));
    if (!same) {
      throw new MalformedMessageException(Fault.HOST_CONFLICT);
    }
  }

  static void requireServedMethod(String method) throws MalformedMessageException {
    if (method.equals("CONNECT") || method.equals("TRACE")) {
      throw new MalformedMessageException(Fault.METHOD_REFUSED);
    }
  }

  private void requireNoLoop(HeaderBlock fields) throws MalformedMessageException {
    for (int i = fields.first(FieldName.VIA); i >= 0; i = fields.next(FieldName.VIA, i + 1)) {
      if (fields.value(i).contains(viaName)) {
        throw new MalformedMessageException(Fault.LOOP);
      }
    }
  }

  private static boolean expectsContinue(boolean known, HeaderBlock fields, BodyFraming framing)
      throws MalformedMessageException {
    int expect = fields.first(FieldName.EXPECT);
    if (expect < 0 || !known) {
      return false;
    }
    if (fields.repeats(FieldName.EXPECT) || !fields.valueIs(expect, "100-continue")) {
      throw new MalformedMessageException(Fault.EXPECTATION);
    }
    return !framing.isEmpty();
  }
}
