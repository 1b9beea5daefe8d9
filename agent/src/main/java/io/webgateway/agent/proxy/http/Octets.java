package io.webgateway.agent.proxy.http;

import java.nio.charset.StandardCharsets;

/** Character classes of RFC 9110 section 5.6 over single bytes. */
final class Octets {
  static final byte CR = '\r';
  static final byte LF = '\n';
  static final byte SPACE = ' ';
  static final byte TAB = '\t';

  private static final boolean[] TOKEN = new boolean[256];
  private static final boolean[] METHOD = new boolean[256];
  private static final boolean[] TARGET = new boolean[256];

  static {
    mark(TOKEN, "!#$%&'*+-.^_`|~0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ");
    mark(METHOD, "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-");
    for (int c = 0x21; c < 0x7f; c++) {
      TARGET[c] = c != '#';
    }
  }

  private Octets() {}

  /** A character of field names and tokens. */
  static boolean isToken(byte b) {
    return TOKEN[b & 0xff];
  }

  /** A character of methods: the tokens without lower case, for methods are case-sensitive. */
  static boolean isMethod(byte b) {
    return METHOD[b & 0xff];
  }

  /** A visible character that may stand in a request target; a fragment may not. */
  static boolean isTarget(byte b) {
    return TARGET[b & 0xff];
  }

  /** A byte that may stand in a field value: no control but the tab. */
  static boolean isFieldValue(byte b) {
    int c = b & 0xff;
    return (c >= 0x20 && c != 0x7f) || c == TAB;
  }

  /** The value of a hexadecimal digit, or -1. */
  static int hexDigit(byte b) {
    return Character.digit(b & 0xff, 16);
  }

  static byte lower(byte b) {
    return b >= 'A' && b <= 'Z' ? (byte) (b | 0x20) : b;
  }

  static String text(byte[] bytes, int start, int end) {
    return new String(bytes, start, end - start, StandardCharsets.ISO_8859_1);
  }

  private static void mark(boolean[] set, String members) {
    for (int i = 0; i < members.length(); i++) {
      set[members.charAt(i)] = true;
    }
  }
}
