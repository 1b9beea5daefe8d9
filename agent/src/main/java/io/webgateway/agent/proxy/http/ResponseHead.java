package io.webgateway.agent.proxy.http;

/**
 * The head of a backend's answer that passed the guard.
 *
 * @param version that it came in
 * @param status 100 to 999
 * @param reason the reason phrase, maybe empty
 * @param keepsAlive whether the backend's connection may carry another request
 * @param framing how the body ends, given the request's method
 * @param announcedBytes what a bodyless answer says of its length, or -1
 * @param options what its Connection fields say
 * @param fields all of its fields
 */
public record ResponseHead(
    HttpVersion version,
    int status,
    String reason,
    boolean keepsAlive,
    BodyFraming framing,
    long announcedBytes,
    ConnectionOptions options,
    HeaderBlock fields) {
  private static final FieldName HSTS = FieldName.STRICT_TRANSPORT_SECURITY;

  /** The same with this field (RFC 6797) in the place of the backend's, if it had one. */
  public ResponseHead withStrictTransportSecurity(String value) {
    return with(fields.without(HSTS).with(HSTS, value));
  }

  /** The same without this field. */
  public ResponseHead withoutStrictTransportSecurity() {
    return fields.first(HSTS) < 0 ? this : with(fields.without(HSTS));
  }

  /** The same with one cookie more. */
  public ResponseHead withCookie(String setCookie) {
    return with(fields.with(FieldName.SET_COOKIE, setCookie));
  }

  private ResponseHead with(HeaderBlock other) {
    return new ResponseHead(
        version, status, reason, keepsAlive, framing, announcedBytes, options, other);
  }

  /** Whether another head follows for the same request. */
  public boolean isInterim() {
    return status < 200;
  }
}
