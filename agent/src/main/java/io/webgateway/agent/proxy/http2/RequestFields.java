package io.webgateway.agent.proxy.http2;

import io.webgateway.agent.proxy.http.Fault;
import io.webgateway.agent.proxy.http.HeaderBlock;
import io.webgateway.agent.proxy.http.HeaderBlockBuilder;
import io.webgateway.agent.proxy.http.MalformedMessageException;
import io.webgateway.agent.proxy.http.PseudoFields;
import org.jspecify.annotations.Nullable;

/**
 * Turns the fields of a section of HTTP/2 into the form that both versions share, by the rules of
 * RFC 9113 section 8.2 and 8.3. What a backend of HTTP/1.1 could read as something else is refused.
 *
 * @param pseudo the pseudo-header fields; all empty in trailers
 * @param fields the others; cookie crumbs are joined
 */
public record RequestFields(PseudoFields pseudo, HeaderBlock fields) {
  private static final String METHOD = ":method";
  private static final String SCHEME = ":scheme";
  private static final String AUTHORITY = ":authority";
  private static final String PATH = ":path";
  private static final String PROTOCOL = ":protocol";

  /**
   * Bounds of a section.
   *
   * @param maxFields crumbs of one cookie count once
   * @param maxBytes as lines
   */
  public record Bounds(int maxFields, int maxBytes) {}

  /**
   * Reads the head of a request.
   *
   * @param webSocketKey given to the backend of a WebSocket: HTTP/2 has none (RFC 8441 section 5)
   */
  public static RequestFields head(ReceivedFields received, Bounds bounds, String webSocketKey)
      throws MalformedMessageException {
    return new Reading(received, bounds).head(webSocketKey);
  }

  /** Reads a trailer section. */
  public static HeaderBlock trailers(ReceivedFields received, Bounds bounds)
      throws MalformedMessageException {
    return received.isEmpty() ? HeaderBlock.NONE : new Reading(received, bounds).rest(0).build();
  }

  /** One section being read. */
  private static final class Reading {
    private final ReceivedFields received;
    private final HeaderBlockBuilder builder;
    private @Nullable StringBuilder cookie;
    private boolean webSocket;

    Reading(ReceivedFields received, Bounds bounds) {
      this.received = received;
      this.builder = new HeaderBlockBuilder(bounds.maxFields(), bounds.maxBytes());
    }

    RequestFields head(String webSocketKey) throws MalformedMessageException {
      String[] found = {"", "", "", "", ""};
      int at = 0;
      while (at < received.size() && isPseudo(received.name(at))) {
        int which = which(received.name(at));
        String value = received.value(at).toString();
        if (which < 0 || !found[which].isEmpty() || value.isEmpty()) {
          throw new MalformedMessageException(Fault.PSEUDO_FIELD);
        }
        found[which] = value;
        at++;
      }
      PseudoFields pseudo = new PseudoFields(found[0], found[1], found[2], found[3], found[4]);
      webSocket = pseudo.protocol().equals("websocket");
      rest(at);
      if (webSocket) {
        builder.add("sec-websocket-key", webSocketKey);
      }
      return new RequestFields(pseudo, builder.build());
    }

    private static int which(CharSequence name) {
      return switch (name.toString()) {
        case METHOD -> 0;
        case SCHEME -> 1;
        case AUTHORITY -> 2;
        case PATH -> 3;
        case PROTOCOL -> 4;
        default -> -1;
      };
    }

    HeaderBlockBuilder rest(int from) throws MalformedMessageException {
      for (int i = from; i < received.size(); i++) {
        field(received.name(i), received.value(i));
      }
      if (cookie != null) {
        builder.add("cookie", cookie);
      }
      return builder;
    }

    private void field(CharSequence name, CharSequence value) throws MalformedMessageException {
      if (isPseudo(name)) {
        throw new MalformedMessageException(Fault.PSEUDO_FIELD);
      }
      requireLowerCase(name);
      requireNoBlanksAround(value);
      requireNotOfConnection(name, value);
      if (is(name, "cookie")) {
        crumb(value);
      } else if (!webSocket || !is(name, "sec-websocket-key")) {
        builder.add(name, value);
      }
    }

    /** RFC 9113 section 8.2.3: one field again before it goes where crumbs are not known. */
    private void crumb(CharSequence value) {
      StringBuilder joined = cookie;
      if (joined == null) {
        cookie = new StringBuilder(value);
      } else {
        joined.append("; ").append(value);
      }
    }

    private static boolean isPseudo(CharSequence name) {
      return !name.isEmpty() && name.charAt(0) == ':';
    }

    private static void requireLowerCase(CharSequence name) throws MalformedMessageException {
      for (int i = 0; i < name.length(); i++) {
        char c = name.charAt(i);
        if (c >= 'A' && c <= 'Z') {
          throw new MalformedMessageException(Fault.FIELD_NAME);
        }
      }
    }

    private static void requireNoBlanksAround(CharSequence value) throws MalformedMessageException {
      int length = value.length();
      if (length > 0 && (isBlank(value.charAt(0)) || isBlank(value.charAt(length - 1)))) {
        throw new MalformedMessageException(Fault.FIELD_VALUE);
      }
    }

    private static boolean isBlank(char c) {
      return c == ' ' || c == '\t';
    }

    /** RFC 9113 section 8.2.2. */
    private static void requireNotOfConnection(CharSequence name, CharSequence value)
        throws MalformedMessageException {
      boolean refused =
          switch (name.length()) {
            case 2 -> is(name, "te") && !is(value, "trailers");
            case 7 -> is(name, "upgrade");
            case 10 -> is(name, "connection") || is(name, "keep-alive");
            case 16 -> is(name, "proxy-connection");
            case 17 -> is(name, "transfer-encoding");
            default -> false;
          };
      if (refused) {
        throw new MalformedMessageException(Fault.CONNECTION_FIELD);
      }
    }

    private static boolean is(CharSequence text, String expected) {
      return CharSequence.compare(text, expected) == 0;
    }
  }
}
