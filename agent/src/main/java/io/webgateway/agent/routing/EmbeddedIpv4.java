package io.webgateway.agent.routing;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;

/**
 * An IPv4 address that travels inside an IPv6 address, so that a rule about the one also binds the
 * other.
 *
 * @param form how it is carried, for people
 * @param address an IPv4 address
 */
record EmbeddedIpv4(String form, InetAddress address) {

  /** Turns IPv4-mapped IPv6 ({@code ::ffff:a.b.c.d}, RFC 4291 2.5.5.2) into the IPv4 it means. */
  static byte[] unmapped(byte[] address) {
    return address.length == 16 && isZero(address, 0, 10) && word(address, 10) == 0xffff
        ? Arrays.copyOfRange(address, 12, 16)
        : address;
  }

  /** Every IPv4 address that an address carries inside; empty for IPv4 itself. */
  static List<EmbeddedIpv4> in(byte[] address) {
    if (address.length != 16) {
      return List.of();
    }
    if (isZero(address, 0, 12) && !isZero(address, 12, 15)) {
      return List.of(at("IPv4-compatible IPv6", address, 12));
    }
    if (isZero(address, 0, 8) && word(address, 8) == 0xffff && word(address, 10) == 0) {
      return List.of(at("IPv4-translated IPv6", address, 12));
    }
    if (word(address, 0) == 0x2002) {
      return List.of(at("6to4", address, 2));
    }
    if (word(address, 0) == 0x64 && word(address, 2) == 0xff9b && isZero(address, 4, 12)) {
      return List.of(at("NAT64", address, 12));
    }
    if (word(address, 0) == 0x2001 && word(address, 2) == 0) {
      return List.of(at("Teredo", address, 4), teredoClient(address));
    }
    return isIsatap(address) ? List.of(at("ISATAP", address, 12)) : List.of();
  }

  // RFC 5214 6.1: 00-00-5E-FE or 02-00-5E-FE; the group bit is ignored to be on the safe side.
  private static boolean isIsatap(byte[] address) {
    return (address[8] & 0xfc) == 0 && address[9] == 0 && word(address, 10) == 0x5efe;
  }

  // RFC 4380 4: the client's address is stored with every bit inverted.
  private static EmbeddedIpv4 teredoClient(byte[] address) {
    byte[] client = Arrays.copyOfRange(address, 12, 16);
    for (int i = 0; i < client.length; i++) {
      client[i] = (byte) ~client[i];
    }
    return new EmbeddedIpv4("Teredo", toAddress(client));
  }

  private static EmbeddedIpv4 at(String form, byte[] address, int from) {
    return new EmbeddedIpv4(form, toAddress(Arrays.copyOfRange(address, from, from + 4)));
  }

  /** The address of 4 or 16 bytes in network order. */
  static InetAddress toAddress(byte[] bytes) {
    try {
      return InetAddress.getByAddress(bytes);
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException("an address has 4 or 16 bytes", e);
    }
  }

  private static int word(byte[] address, int from) {
    return ((address[from] & 0xff) << 8) | (address[from + 1] & 0xff);
  }

  private static boolean isZero(byte[] address, int from, int to) {
    for (int i = from; i < to; i++) {
      if (address[i] != 0) {
        return false;
      }
    }
    return true;
  }
}
