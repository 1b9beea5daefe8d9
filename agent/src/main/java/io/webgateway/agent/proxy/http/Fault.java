package io.webgateway.agent.proxy.http;

import io.webgateway.model.traffic.CompletionReason;

/**
 * Every way in which a message is refused. For requests the status is the answer; a backend's
 * malformed answer always becomes 502.
 */
public enum Fault {
  BARE_LINE_FEED("A line does not end in CRLF."),
  BARE_CARRIAGE_RETURN("A carriage return stands alone."),
  EMPTY_LINES("More than one empty line precedes the request."),
  REQUEST_LINE("The request line is not method, target and version with single spaces."),
  METHOD("The method is not upper-case letters, digits and hyphens."),
  TARGET("The request target has a character that must be escaped."),
  TARGET_FORM("The request target is neither a path nor an http or https URL."),
  VERSION("The version is neither HTTP/1.1 nor HTTP/1.0."),
  STATUS_LINE("The status line is not version, three digits and reason."),
  FIELD_NAME("A header field name is empty or has a character that is not allowed."),
  FIELD_VALUE("A header field value has a control character."),
  FOLDED_FIELD("A header field is folded over several lines."),
  HOST_MISSING("There is no Host header field."),
  HOST_REPEATED("There are several Host header fields."),
  HOST_INVALID("The host is not a host name with an optional port."),
  HOST_CONFLICT("The request target names another host than the Host header field."),
  LENGTH_INVALID("Content-Length is repeated or not a plain number."),
  LENGTH_AND_ENCODING("Content-Length and Transfer-Encoding are both present."),
  ENCODING("Transfer-Encoding is not exactly 'chunked'."),
  ENCODING_VERSION("Transfer-Encoding is not part of HTTP/1.0."),
  CHUNK("The chunked body is malformed."),
  TRAILER("The trailer section is malformed or too large."),
  PATH("The path is ambiguous."),
  TOO_MANY_INTERIM("There are too many interim answers."),
  UNREQUESTED_SWITCH("The backend switched protocols without being asked."),
  INTERIM_END("An interim answer ends the stream."),
  CONNECTION_FIELD("A header field that belongs to one connection of HTTP/1 came over HTTP/2."),
  LENGTH_WRONG("The body is not as long as Content-Length says."),
  BYTES_AFTER_END("There are bytes after the end of the message."),
  PSEUDO_FIELD("A pseudo-header field is missing, repeated, unknown or late."),
  SCHEME("The scheme is neither http nor https."),
  WEBSOCKET_BODY("A request for a WebSocket has a body."),
  WEBSOCKET_KEY("Sec-WebSocket-Key is not one key of 16 bytes in Base64."),
  WEBSOCKET_VERSION(426, CompletionReason.REQUEST_REFUSED, "Sec-WebSocket-Version is not 13."),
  METHOD_REFUSED(405, CompletionReason.REQUEST_REFUSED, "This method is not served here."),
  PROTOCOL_REFUSED(
      501, CompletionReason.REQUEST_REFUSED, "Nothing but a WebSocket is opened by CONNECT here."),
  EXPECTATION(417, CompletionReason.REQUEST_REFUSED, "The expectation is not '100-continue'."),
  TARGET_TOO_LONG(414, CompletionReason.TARGET_TOO_LONG, "The request line is too long."),
  HEAD_TOO_LARGE(431, CompletionReason.HEAD_TOO_LARGE, "The header section is too large."),
  TOO_MANY_FIELDS(431, CompletionReason.HEAD_TOO_LARGE, "There are too many header fields."),
  LOOP(508, CompletionReason.LOOP_DETECTED, "The request came through this gateway before.");

  private final int status;
  private final CompletionReason reason;
  private final String detail;

  Fault(String detail) {
    this(400, CompletionReason.FRAMING_REJECTED, detail);
  }

  Fault(int status, CompletionReason reason, String detail) {
    this.status = status;
    this.reason = reason;
    this.detail = detail;
  }

  /**
   * Whether HTTP itself forbids such a message: HTTP/2 resets its stream rather than answers (RFC
   * 9113 section 8.1.1).
   */
  public boolean isMalformed() {
    return reason == CompletionReason.FRAMING_REJECTED && this != PATH;
  }

  /** The answer to a request with this fault. */
  public int status() {
    return status;
  }

  /** How the exchange's event names it. */
  public CompletionReason reason() {
    return reason;
  }

  /** A sentence for people. */
  public String detail() {
    return detail;
  }
}
