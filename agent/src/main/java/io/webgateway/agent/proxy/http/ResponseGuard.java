package io.webgateway.agent.proxy.http;

/**
 * Decides whether a backend's head may pass: a status line, fields and a framing with one meaning
 * (RFC 9112 sections 4 and 6.3). Immutable; used by all event loops.
 */
public final class ResponseGuard {
  private static final int STATUS_START = 9;

  private final int maxFields;

  /** With a limit on header fields per answer. */
  public ResponseGuard(int maxFields) {
    this.maxFields = maxFields;
  }

  /**
   * Reads and checks a head.
   *
   * @param head all bytes up to and with the empty line
   * @param requestMethod what was asked; an answer to HEAD has no body
   */
  public ResponseHead check(byte[] head, String requestMethod) throws MalformedMessageException {
    boolean http11 = version(head);
    int status = status(head);
    int lineEnd = STATUS_START + 3;
    while (Octets.isFieldValue(head[lineEnd])) {
      lineEnd++;
    }
    if (head[lineEnd] != Octets.CR || head[lineEnd + 1] != Octets.LF) {
      throw new MalformedMessageException(Fault.STATUS_LINE);
    }
    String reason = Octets.text(head, Math.min(STATUS_START + 4, lineEnd), lineEnd);
    HeaderBlock fields = FieldParser.parse(head, lineEnd + 2, head.length - 2, maxFields);
    ConnectionOptions options = ConnectionOptions.of(fields);
    BodyFraming declared = declared(fields, http11);
    BodyFraming framing = isBodyless(status, requestMethod) ? BodyFraming.Ending.NONE : declared;
    boolean keepsAlive = http11 && !options.close() && framing != BodyFraming.Ending.UNTIL_CLOSE;
    return new ResponseHead(
        http11 ? HttpVersion.HTTP_1_1 : HttpVersion.HTTP_1_0,
        status,
        reason,
        keepsAlive,
        framing,
        announced(declared, status),
        options,
        fields);
  }

  /**
   * Checks a head of HTTP/2 (RFC 9113 section 8). Its body ends with the stream; a length that it
   * announces must be kept to.
   *
   * @param status the value of its pseudo-header field
   * @param fields the others
   * @param endsStream whether the stream ends with it
   * @param requestMethod what was asked; an answer to HEAD has no body
   */
  public ResponseHead checkHttp2(
      CharSequence status, HeaderBlock fields, boolean endsStream, String requestMethod)
      throws MalformedMessageException {
    int code = plainStatus(status);
    if (code < 200 && endsStream) {
      throw new MalformedMessageException(Fault.INTERIM_END);
    }
    for (int i = 0; i < fields.size(); i++) {
      if (fields.known(i).isForbiddenInHttp2()) {
        throw new MalformedMessageException(Fault.CONNECTION_FIELD);
      }
    }
    int length = fields.first(FieldName.CONTENT_LENGTH);
    BodyFraming declared =
        length < 0 ? BodyFraming.Ending.CHUNKED : Framings.length(fields, length);
    BodyFraming framing = http2Framing(code, declared, endsStream, requestMethod);
    return new ResponseHead(
        HttpVersion.HTTP_2,
        code,
        "",
        true,
        framing,
        announced(declared, code),
        ConnectionOptions.NOTHING,
        fields);
  }

  private static BodyFraming http2Framing(
      int status, BodyFraming declared, boolean endsStream, String requestMethod)
      throws MalformedMessageException {
    if (isBodyless(status, requestMethod)) {
      return BodyFraming.Ending.NONE;
    }
    if (endsStream && declared instanceof BodyFraming.Length length && length.bytes() > 0) {
      throw new MalformedMessageException(Fault.LENGTH_WRONG);
    }
    return endsStream ? new BodyFraming.Length(0) : declared;
  }

  private static boolean isBodyless(int status, String requestMethod) {
    return requestMethod.equals("HEAD") || status < 200 || status == 204 || status == 304;
  }

  private static int plainStatus(CharSequence status) throws MalformedMessageException {
    int code = 0;
    for (int i = 0; i < status.length(); i++) {
      int digit = status.charAt(i) - '0';
      if (digit < 0 || digit > 9) {
        throw new MalformedMessageException(Fault.STATUS_LINE);
      }
      code = code * 10 + digit;
    }
    // Nothing is switched in HTTP/2 (RFC 9113 section 8.6).
    if (status.length() != 3 || code < 100 || code == 101) {
      throw new MalformedMessageException(Fault.STATUS_LINE);
    }
    return code;
  }

  private static boolean version(byte[] head) throws MalformedMessageException {
    boolean http1 =
        head.length > STATUS_START + 4
            && Octets.text(head, 0, 7).equals("HTTP/1.")
            && (head[7] == '1' || head[7] == '0')
            && head[8] == Octets.SPACE;
    if (!http1) {
      throw new MalformedMessageException(Fault.STATUS_LINE);
    }
    return head[7] == '1';
  }

  private static int status(byte[] head) throws MalformedMessageException {
    int status = 0;
    for (int i = STATUS_START; i < STATUS_START + 3; i++) {
      int digit = head[i] - '0';
      if (digit < 0 || digit > 9) {
        throw new MalformedMessageException(Fault.STATUS_LINE);
      }
      status = status * 10 + digit;
    }
    byte after = head[STATUS_START + 3];
    if (status < 100 || (after != Octets.SPACE && after != Octets.CR)) {
      throw new MalformedMessageException(Fault.STATUS_LINE);
    }
    return status;
  }

  private static BodyFraming declared(HeaderBlock fields, boolean http11)
      throws MalformedMessageException {
    int encoding = fields.first(FieldName.TRANSFER_ENCODING);
    int length = fields.first(FieldName.CONTENT_LENGTH);
    if (encoding < 0) {
      return length < 0 ? BodyFraming.Ending.UNTIL_CLOSE : Framings.length(fields, length);
    }
    if (length >= 0) {
      throw new MalformedMessageException(Fault.LENGTH_AND_ENCODING);
    }
    if (!http11) {
      throw new MalformedMessageException(Fault.ENCODING_VERSION);
    }
    return Framings.chunked(fields, encoding);
  }

  private static long announced(BodyFraming declared, int status) {
    return declared instanceof BodyFraming.Length length && status != 204 && status >= 200
        ? length.bytes()
        : -1;
  }
}
