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

  /** Whether another head follows for the same request. */
  public boolean isInterim() {
    return status < 200;
  }
}
