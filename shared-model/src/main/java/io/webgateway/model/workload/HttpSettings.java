package io.webgateway.model.workload;

/**
 * How an HttpService meets its visitors and its backends, besides where they are.
 *
 * @param plainHttp what port 80 does
 * @param tls with visitors
 * @param backend what is spoken with backends
 * @param minBodyBytesPerSecond that a visitor must send of a body, or take of an answer, on
 *     average, 1 to 1,000,000; 0 for no minimum
 */
public record HttpSettings(
    PlainHttpPolicy plainHttp,
    VisitorTls tls,
    BackendProtocol backend,
    long minBodyBytesPerSecond) {
  /** The slowest body that is waited for, where nothing is said; as peers have it. */
  public static final long DEFAULT_MIN_BODY_BYTES_PER_SECOND = 240;

  /** The largest minimum that can be asked for. */
  public static final long MAX_MIN_BODY_BYTES_PER_SECOND = 1_000_000;

  /** Visitors are sent to https; HTTP/1.1 in clear to backends. */
  public static final HttpSettings DEFAULT = of(PlainHttpPolicy.REDIRECT);

  /** The usual, but for port 80. */
  public static HttpSettings of(PlainHttpPolicy plainHttp) {
    return new HttpSettings(
        plainHttp, VisitorTls.DEFAULT, BackendProtocol.DEFAULT, DEFAULT_MIN_BODY_BYTES_PER_SECOND);
  }

  /** The same with another protocol to backends. */
  public HttpSettings with(BackendProtocol other) {
    return new HttpSettings(plainHttp, tls, other, minBodyBytesPerSecond);
  }

  /** The same with other TLS for visitors. */
  public HttpSettings with(VisitorTls other) {
    return new HttpSettings(plainHttp, other, backend, minBodyBytesPerSecond);
  }
}
