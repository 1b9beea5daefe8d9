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
    boolean bodyless =
        requestMethod.equals("HEAD") || status < 200 || status == 204 || status == 304;
    BodyFraming framing = bodyless ? BodyFraming.Ending.NONE : declared;
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
