package io.webgateway.model.name;

import io.webgateway.model.name.Parsed.Invalid;
import io.webgateway.model.name.Parsed.Valid;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.Locale;
import java.util.StringJoiner;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Addresses as text: read strictly, written in one way. Never asks a resolver. */
public final class IpText {
  private static final Pattern DOTTED_QUAD =
      Pattern.compile("([0-9]{1,3})\\.([0-9]{1,3})\\.([0-9]{1,3})\\.([0-9]{1,3})");
  private static final Pattern NUMBER = Pattern.compile("[0-9]+|0[xX][0-9a-fA-F]*");
  private static final String V4_RULE =
      "; write IPv4 as four decimal numbers from 0 to 255 without leading zeros,"
          + " such as 192.0.2.1.";

  private IpText() {}

  /**
   * Whether a text is meant as an address: it has a colon, or its last label is a number in any
   * notation that some resolver takes for IPv4 ({@code 2130706433}, {@code 0x7f.1}, {@code 127.1},
   * {@code 0177.0.0.1}).
   */
  public static boolean looksLikeAddress(String text) {
    if (text.indexOf(':') >= 0) {
      return true;
    }
    String bare = text.endsWith(".") ? text.substring(0, text.length() - 1) : text;
    return NUMBER.matcher(bare.substring(bare.lastIndexOf('.') + 1)).matches();
  }

  /**
   * Reads IPv4 as exactly four decimal numbers, or IPv6 (RFC 4291 2.2) without brackets and zone.
   * IPv4 inside IPv6 ({@code ::ffff:192.0.2.1}) becomes IPv4.
   */
  public static Parsed<InetAddress> parse(String text) {
    return text.indexOf(':') >= 0 ? parseIpv6(text) : parseIpv4(text);
  }

  private static Parsed<InetAddress> parseIpv4(String text) {
    Matcher quad = DOTTED_QUAD.matcher(text);
    if (!quad.matches()) {
      return new Invalid<>(Quoted.of(text) + " is not an address" + V4_RULE);
    }
    for (int i = 1; i <= 4; i++) {
      String part = quad.group(i);
      if (part == null
          || Integer.parseInt(part) > 255
          || (part.length() > 1 && part.startsWith("0"))) {
        return new Invalid<>(Quoted.of(text) + " is not an address" + V4_RULE);
      }
    }
    return new Valid<>(Inet4Address.ofLiteral(text));
  }

  private static Parsed<InetAddress> parseIpv6(String text) {
    if (text.indexOf('%') >= 0) {
      return new Invalid<>(
          Quoted.of(text)
              + " has a zone, which means something on one machine only; leave out the % part.");
    }
    if (!text.chars().allMatch(IpText::isIpv6Char)) {
      return new Invalid<>(notIpv6(text));
    }
    int lastColon = text.lastIndexOf(':');
    String tail = text.substring(lastColon + 1);
    if (tail.contains(".") && parseIpv4(tail) instanceof Invalid<InetAddress>) {
      return new Invalid<>(notIpv6(text));
    }
    try {
      return new Valid<>(InetAddress.ofLiteral(text));
    } catch (IllegalArgumentException _) {
      return new Invalid<>(notIpv6(text));
    }
  }

  private static boolean isIpv6Char(int c) {
    return (c < 0x80 && Character.digit(c, 16) >= 0) || c == ':' || c == '.';
  }

  private static String notIpv6(String text) {
    return Quoted.of(text) + " is not an IPv6 address; write one such as 2001:db8::1.";
  }

  /** The address in its one written form: dotted decimal, or RFC 5952 without zone. */
  public static String format(InetAddress address) {
    byte[] bytes = address.getAddress();
    return bytes.length == 4 ? formatIpv4(bytes) : formatIpv6(bytes);
  }

  private static String formatIpv4(byte[] bytes) {
    StringJoiner text = new StringJoiner(".");
    for (byte b : bytes) {
      text.add(Integer.toString(b & 0xff));
    }
    return text.toString();
  }

  private static String formatIpv6(byte[] bytes) {
    int[] groups = new int[8];
    for (int i = 0; i < 8; i++) {
      groups[i] = ((bytes[2 * i] & 0xff) << 8) | (bytes[2 * i + 1] & 0xff);
    }
    int start = -1;
    int length = 1;
    for (int i = 0; i < 8; i++) {
      int run = zeroRun(groups, i);
      if (run > length) {
        start = i;
        length = run;
      }
    }
    return start < 0
        ? join(groups, 0, 8)
        : join(groups, 0, start) + "::" + join(groups, start + length, 8);
  }

  private static int zeroRun(int[] groups, int from) {
    int end = from;
    while (end < 8 && groups[end] == 0) {
      end++;
    }
    return end - from;
  }

  private static String join(int[] groups, int from, int to) {
    StringJoiner text = new StringJoiner(":");
    for (int i = from; i < to; i++) {
      text.add(Integer.toHexString(groups[i]).toLowerCase(Locale.ROOT));
    }
    return text.toString();
  }
}
