package io.webgateway.agent.proxy.http;

/**
 * The head of a request that passed the guard.
 *
 * @param method upper case
 * @param host canonical, without port: what is routed on
 * @param authority canonical host with the port that was sent: what is forwarded
 * @param path normalised: what is routed on and forwarded
 * @param query with its question mark, or empty
 * @param version that it came in
 * @param framing how its body ends
 * @param expectsContinue the visitor waits for an interim answer before it sends the body
 * @param webSocket it asks for a WebSocket, as it must be asked for
 * @param options what its Connection fields say
 * @param fields all of its fields
 */
public record RequestHead(
    String method,
    String host,
    String authority,
    String path,
    String query,
    HttpVersion version,
    BodyFraming framing,
    boolean expectsContinue,
    boolean webSocket,
    ConnectionOptions options,
    HeaderBlock fields) {
  private static final int LINE_BYTES = "  HTTP/1.1\r\n".length();
  private static final int EMPTY_LINE_BYTES = 2;

  /**
   * Whether the visitor's connection of HTTP/1 may carry another request. After a WebSocket that
   * was not opened it may not: what the visitor has sent meanwhile may be frames or a request, and
   * nobody can tell which.
   */
  public boolean keepsAlive() {
    return version == HttpVersion.HTTP_1_1 && !options.close() && !webSocket;
  }

  /** How long it is, in whatever version it came, as HTTP/1 would write it. */
  public int lengthBytes() {
    int line = method.length() + path.length() + query.length() + LINE_BYTES;
    return line + fields.lengthBytes() + EMPTY_LINE_BYTES;
  }

  /** Whether it may be sent again without asking the visitor (RFC 9110 section 9.2.2). */
  public boolean isRepeatable() {
    return framing.isEmpty() && isIdempotent();
  }

  /** Whether the visitor would rather read a problem document than text. */
  public boolean acceptsProblemJson() {
    int accept = fields.first(FieldName.ACCEPT);
    return accept >= 0 && fields.value(accept).contains("json");
  }

  /** Whether the visitor says that it reads HTML: a browser that shows a page to people. */
  public boolean acceptsHtml() {
    int accept = fields.first(FieldName.ACCEPT);
    return accept >= 0 && fields.value(accept).contains("text/html");
  }

  /** Whether the visitor says that it reads trailers (RFC 9110 section 10.1.4). */
  public boolean offersTrailers() {
    int te = fields.first(FieldName.TE);
    return te >= 0 && fields.valueIs(te, "trailers");
  }

  /**
   * The value of a field; empty when there is none.
   *
   * @param name lower case
   */
  public String header(String name) {
    if (name.equals("host")) {
      return host;
    }
    int index = fields.first(name);
    return index < 0 ? "" : fields.value(index);
  }

  /** The same without a cookie. */
  public RequestHead withoutCookie(String name) {
    return withFields(Cookies.without(fields, name));
  }

  /** The same, asking for no extension of WebSockets: their frames must mean what they say. */
  public RequestHead withoutExtensions() {
    return withFields(
        fields.first(FieldName.SEC_WEBSOCKET_EXTENSIONS) < 0
            ? fields
            : fields.without(FieldName.SEC_WEBSOCKET_EXTENSIONS));
  }

  private RequestHead withFields(HeaderBlock kept) {
    return kept == fields
        ? this
        : new RequestHead(
            method,
            host,
            authority,
            path,
            query,
            version,
            framing,
            expectsContinue,
            webSocket,
            options,
            kept);
  }

  /** Whether its sender may pause as it likes while it sends: a stream of messages (gRPC). */
  public boolean isStreamed() {
    int type = fields.first(FieldName.CONTENT_TYPE);
    return type >= 0 && fields.value(type).startsWith("application/grpc");
  }

  /** Whether sending it twice means the same as sending it once (RFC 9110 section 9.2.2). */
  public boolean isIdempotent() {
    return switch (method) {
      case "GET", "HEAD", "OPTIONS", "PUT", "DELETE" -> true;
      default -> false;
    };
  }
}
