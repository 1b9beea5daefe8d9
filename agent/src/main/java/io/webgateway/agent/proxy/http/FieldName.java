package io.webgateway.agent.proxy.http;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The header fields that the gateway treats in a special way, and how. */
enum FieldName {
  HOST(Care.FRAMING),
  CONTENT_LENGTH(Care.FRAMING),
  TRANSFER_ENCODING(Care.FRAMING),
  CONNECTION(Care.HOP),
  KEEP_ALIVE(Care.HOP),
  PROXY_CONNECTION(Care.HOP),
  PROXY_AUTHENTICATE(Care.HOP),
  PROXY_AUTHORIZATION(Care.HOP),
  TE(Care.HOP),
  UPGRADE(Care.HOP),
  HTTP2_SETTINGS(Care.HOP),
  EXPECT(Care.FRAMING),
  X_REAL_IP(Care.FORWARDING),
  FORWARDED(Care.FORWARDING),
  X_FORWARDED_FOR(Care.FORWARDING),
  X_FORWARDED_PROTO(Care.FORWARDING),
  X_FORWARDED_HOST(Care.FORWARDING),
  X_FORWARDED_PORT(Care.FORWARDING),
  X_FORWARDED_OTHER(Care.FORWARDING),
  WEBGW_RESUMED(Care.FORWARDING),
  CLIENT_CERT(Care.FORWARDING),
  CLIENT_CERT_CHAIN(Care.FORWARDING),
  VIA(Care.PROTECTED),
  TRAILER(Care.PROTECTED),
  AUTHORIZATION(Care.PROTECTED),
  COOKIE(Care.PROTECTED),
  SET_COOKIE(Care.PROTECTED),
  ORIGIN(Care.PROTECTED),
  CACHE_CONTROL(Care.PROTECTED),
  SEC_WEBSOCKET_KEY(Care.PROTECTED),
  SEC_WEBSOCKET_ACCEPT(Care.PROTECTED),
  SEC_WEBSOCKET_VERSION(Care.PROTECTED),
  SEC_WEBSOCKET_PROTOCOL(Care.PROTECTED),
  SEC_WEBSOCKET_EXTENSIONS(Care.PROTECTED),
  CONTENT_TYPE(Care.PROTECTED),
  CONTENT_ENCODING(Care.PROTECTED),
  CONTENT_RANGE(Care.PROTECTED),
  RANGE(Care.PROTECTED),
  ACCEPT(Care.PROTECTED),
  STRICT_TRANSPORT_SECURITY(Care.PROTECTED),
  /** Anything else. */
  OTHER(Care.NONE),
  /** A name that a backend may fold to one of the above because it has underscores for hyphens. */
  TWIN(Care.HOP);

  /** How a field is treated. */
  private enum Care {
    /** Passed through; the sender may declare it hop-by-hop. */
    NONE,
    /** Passed through; nobody may have it removed (RFC 9110 section 7.6.1). */
    PROTECTED,
    /** Written by the gateway from what it decided, never copied. */
    FRAMING,
    /** Meant for one connection, never copied. */
    HOP,
    /** Says where a request came from, or from whom: a visitor's is never believed. */
    FORWARDING
  }

  private static final byte[] X_FORWARDED_PREFIX = {
    'x', '-', 'f', 'o', 'r', 'w', 'a', 'r', 'd', 'e', 'd', '-'
  };
  private static final FieldName[][] BY_LENGTH = byLength();

  private final Care care;
  private final String wireName;

  FieldName(Care care) {
    this.care = care;
    this.wireName = name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** In lower case. */
  String wireName() {
    return wireName;
  }

  /** Whether a request's field of this name is left out, whatever it says. */
  boolean droppedFromRequests() {
    return care == Care.FRAMING || care == Care.HOP || care == Care.FORWARDING;
  }

  /** Whether an answer's field of this name is left out. */
  boolean droppedFromResponses() {
    return care == Care.HOP || this == CONTENT_LENGTH || this == TRANSFER_ENCODING;
  }

  /** Whether it belongs to connections of HTTP/1 alone (RFC 9113 section 8.2.2). */
  boolean isForbiddenInHttp2() {
    return switch (this) {
      case CONNECTION, KEEP_ALIVE, PROXY_CONNECTION, TRANSFER_ENCODING, UPGRADE -> true;
      default -> false;
    };
  }

  /** Whether the Connection field may name it for removal. */
  boolean mayBeNominated() {
    return care == Care.NONE;
  }

  /** Which one a name is; letters of either case. */
  static FieldName of(byte[] bytes, int start, int end) {
    boolean underscores = false;
    for (int i = start; i < end; i++) {
      underscores |= bytes[i] == '_';
    }
    FieldName known = known(bytes, start, end);
    return underscores && known != OTHER ? TWIN : known;
  }

  private static FieldName known(byte[] bytes, int start, int end) {
    int length = end - start;
    if (length < BY_LENGTH.length) {
      for (FieldName candidate : BY_LENGTH[length]) {
        if (folds(bytes, start, candidate.wireName)) {
          return candidate;
        }
      }
    }
    return isXForwarded(bytes, start, length) ? X_FORWARDED_OTHER : OTHER;
  }

  private static boolean folds(byte[] bytes, int start, String wireName) {
    for (int i = 0; i < wireName.length(); i++) {
      if (fold(bytes[start + i]) != wireName.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  private static boolean isXForwarded(byte[] bytes, int start, int length) {
    if (length < X_FORWARDED_PREFIX.length) {
      return false;
    }
    for (int i = 0; i < X_FORWARDED_PREFIX.length; i++) {
      if (fold(bytes[start + i]) != X_FORWARDED_PREFIX[i]) {
        return false;
      }
    }
    return true;
  }

  private static byte fold(byte b) {
    return b == '_' ? (byte) '-' : Octets.lower(b);
  }

  private static FieldName[][] byLength() {
    List<List<FieldName>> lists = new ArrayList<>();
    for (FieldName field : values()) {
      if (field == OTHER || field == TWIN || field == X_FORWARDED_OTHER) {
        continue;
      }
      while (lists.size() <= field.wireName.length()) {
        lists.add(new ArrayList<>());
      }
      lists.get(field.wireName.length()).add(field);
    }
    return lists.stream().map(list -> list.toArray(FieldName[]::new)).toArray(FieldName[][]::new);
  }
}
