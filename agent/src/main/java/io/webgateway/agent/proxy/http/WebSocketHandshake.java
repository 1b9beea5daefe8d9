package io.webgateway.agent.proxy.http;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/**
 * The two heads that open a WebSocket (RFC 6455 section 4, RFC 9110 section 7.8), read strictly:
 * the gateway gives a connection away by what they say. Pure.
 */
public final class WebSocketHandshake {
  /** What a backend adds to the key (RFC 6455 section 1.3). */
  private static final String ANSWER_SUFFIX = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";

  private static final String PROTOCOL = "websocket";
  private static final String VERSION = "13";
  private static final int KEY_BYTES = 16;
  private static final int KEY_CHARACTERS = 24;
  private static final int SWITCHING_PROTOCOLS = 101;

  private WebSocketHandshake() {}

  /**
   * Decides whether a request of HTTP/1.1 with the connection option {@code upgrade} asks for a
   * WebSocket. Every other upgrade is not served: its fields belong to one hop and end here.
   *
   * @throws MalformedMessageException when it asks for a WebSocket, but not as it must be asked for
   *     (section 4.2.1); such a request is never passed on as if it had not asked
   */
  static boolean isAskedFor(String method, BodyFraming framing, HeaderBlock fields)
      throws MalformedMessageException {
    if (!method.equals("GET") || !names(fields)) {
      return false;
    }
    if (!framing.isEmpty()) {
      throw new MalformedMessageException(Fault.WEBSOCKET_BODY);
    }
    return isWellAskedFor(fields);
  }

  /** Requires what a request that asks for a WebSocket must have, of whatever version it is. */
  static boolean isWellAskedFor(HeaderBlock fields) throws MalformedMessageException {
    int version = fields.first(FieldName.SEC_WEBSOCKET_VERSION);
    if (version < 0
        || fields.repeats(FieldName.SEC_WEBSOCKET_VERSION)
        || !fields.valueIs(version, VERSION)) {
      throw new MalformedMessageException(Fault.WEBSOCKET_VERSION);
    }
    int key = fields.first(FieldName.SEC_WEBSOCKET_KEY);
    if (key < 0 || fields.repeats(FieldName.SEC_WEBSOCKET_KEY) || !isKey(fields.value(key))) {
      throw new MalformedMessageException(Fault.WEBSOCKET_KEY);
    }
    return true;
  }

  /**
   * Decides whether a backend has agreed. The answer to the key is compared too, although only the
   * client must do it: a backend that can be made to answer 101 by accident (by passing on
   * somebody's status, say) cannot be made to answer the key, so nobody gets a tunnel into one that
   * goes on reading HTTP.
   */
  public static boolean isAgreed(RequestHead request, ResponseHead answer) {
    HeaderBlock fields = answer.fields();
    int accept = fields.first(FieldName.SEC_WEBSOCKET_ACCEPT);
    return request.webSocket()
        && answer.status() == SWITCHING_PROTOCOLS
        && answer.options().upgrade()
        && names(fields)
        && accept >= 0
        && !fields.repeats(FieldName.SEC_WEBSOCKET_ACCEPT)
        && fields.value(accept).equals(answerTo(key(request)));
  }

  /** What is spoken over a WebSocket that was agreed on; empty when nothing was said. */
  public static String subprotocol(ResponseHead answer) {
    int index = answer.fields().first(FieldName.SEC_WEBSOCKET_PROTOCOL);
    return index < 0 ? "" : answer.fields().value(index);
  }

  /** Whether a backend has chosen an extension. */
  public static boolean hasExtension(ResponseHead answer) {
    return answer.fields().first(FieldName.SEC_WEBSOCKET_EXTENSIONS) >= 0;
  }

  private static boolean names(HeaderBlock fields) {
    int upgrade = fields.first(FieldName.UPGRADE);
    return upgrade >= 0 && !fields.repeats(FieldName.UPGRADE) && fields.valueIs(upgrade, PROTOCOL);
  }

  private static String key(RequestHead request) {
    HeaderBlock fields = request.fields();
    return fields.value(fields.first(FieldName.SEC_WEBSOCKET_KEY));
  }

  private static boolean isKey(String value) {
    if (value.length() != KEY_CHARACTERS) {
      return false;
    }
    try {
      return Base64.getDecoder().decode(value).length == KEY_BYTES;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  /** SHA-1 is what the protocol says; nothing here rests on its strength. */
  private static String answerTo(String key) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-1");
      byte[] hash = digest.digest((key + ANSWER_SUFFIX).getBytes(StandardCharsets.US_ASCII));
      return Base64.getEncoder().encodeToString(hash);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-1", e);
    }
  }
}
