package io.webgateway.agent.routing.limit;

import io.webgateway.model.name.IpText;
import io.webgateway.model.name.Parsed;
import java.net.InetAddress;
import java.nio.ByteBuffer;

/**
 * Who counts as one client, as a number: an IPv4 address, or the first 64 bits of an IPv6 address,
 * which is what one household or machine gets.
 */
public final class ClientKey {
  /** Everybody whose address is not known. */
  public static final long UNKNOWN = 0;

  /** In 0:1::/32, which is nobody's, so no IPv6 address has the same number. */
  private static final long IPV4 = 1L << 32;

  private static final int IPV4_BYTES = 4;

  private ClientKey() {}

  /** Of an address as events name it. */
  public static long of(String address) {
    return switch (IpText.parse(address)) {
      case Parsed.Valid<InetAddress> valid -> of(valid.value().getAddress());
      case Parsed.Invalid<InetAddress> _ -> UNKNOWN;
    };
  }

  /** Of the bytes of an address, in network order. */
  public static long of(byte[] address) {
    return address.length == IPV4_BYTES
        ? ofIpv4(ByteBuffer.wrap(address).getInt())
        : ByteBuffer.wrap(address).getLong();
  }

  /** Of an IPv4 address as a number; an IPv6 address has its first 64 bits for a key. */
  public static long ofIpv4(int address) {
    return IPV4 | Integer.toUnsignedLong(address);
  }
}
