package io.webgateway.agent.proxy.introduction;

import io.netty.buffer.ByteBuf;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;

/** The header's two forms as they are written, and what both directions know of them. */
final class HeaderForm {
  /** What version 1 begins with. */
  static final byte[] LINE_START = "PROXY ".getBytes(StandardCharsets.US_ASCII);

  /** The longest line, its end included. */
  static final int MAX_LINE_BYTES = 107;

  /** What version 2 begins with. */
  static final byte[] SIGNATURE = {
    0x0d, 0x0a, 0x0d, 0x0a, 0x00, 0x0d, 0x0a, 0x51, 0x55, 0x49, 0x54, 0x0a
  };

  /** Signature, version and command, family, length. */
  static final int FIXED_BYTES = 16;

  static final int VERSION_2 = 0x20;
  static final int LOCAL = 0x0;
  static final int PROXY = 0x1;
  static final int UNKNOWN_FAMILY = 0x00;
  static final int TCP_OVER_IPV4 = 0x11;
  static final int TCP_OVER_IPV6 = 0x21;
  static final int IPV4_BYTES = 4;
  static final int IPV6_BYTES = 16;
  static final int PORT_BYTES = 2;

  private HeaderForm() {}

  static void writeLine(InetSocketAddress visitor, InetSocketAddress gateway, ByteBuf out) {
    boolean ipv4 = areIpv4(visitor, gateway);
    out.writeCharSequence(
        (ipv4 ? "PROXY TCP4 " : "PROXY TCP6 ")
            + text(visitor, ipv4)
            + " "
            + text(gateway, ipv4)
            + " "
            + visitor.getPort()
            + " "
            + gateway.getPort()
            + "\r\n",
        StandardCharsets.US_ASCII);
  }

  /** An address of IPv4 beside one of IPv6 is written as IPv6: a header has one family. */
  private static String text(InetSocketAddress address, boolean ipv4) {
    String text = address.getAddress().getHostAddress();
    int zone = text.indexOf('%');
    String bare = zone < 0 ? text : text.substring(0, zone);
    return ipv4 || bare.indexOf(':') >= 0 ? bare : "::ffff:" + bare;
  }

  static void writeBinary(InetSocketAddress visitor, InetSocketAddress gateway, ByteBuf out) {
    boolean ipv4 = areIpv4(visitor, gateway);
    int addressBytes = ipv4 ? IPV4_BYTES : IPV6_BYTES;
    out.writeBytes(SIGNATURE);
    out.writeByte(VERSION_2 | PROXY);
    out.writeByte(ipv4 ? TCP_OVER_IPV4 : TCP_OVER_IPV6);
    out.writeShort(2 * (addressBytes + PORT_BYTES));
    writeBytes(visitor, addressBytes, out);
    writeBytes(gateway, addressBytes, out);
    out.writeShort(visitor.getPort());
    out.writeShort(gateway.getPort());
  }

  /** One more part of a header, whose length is corrected afterwards. */
  static void writeTlv(int type, byte[] value, ByteBuf out) {
    out.writeByte(type);
    out.writeShort(value.length);
    out.writeBytes(value);
  }

  /** Of a header that begins there and ends where the buffer does. */
  static void correctLength(int start, ByteBuf out) {
    out.setShort(start + FIXED_BYTES - 2, out.writerIndex() - start - FIXED_BYTES);
  }

  private static void writeBytes(InetSocketAddress address, int wanted, ByteBuf out) {
    byte[] bytes = address.getAddress().getAddress();
    if (bytes.length < wanted) {
      out.writeZero(10);
      out.writeShort(0xffff);
    }
    out.writeBytes(bytes);
  }

  static void writeLocal(ByteBuf out) {
    out.writeBytes(SIGNATURE);
    out.writeByte(VERSION_2 | LOCAL);
    out.writeByte(UNKNOWN_FAMILY);
    out.writeShort(0);
  }

  private static boolean areIpv4(InetSocketAddress visitor, InetSocketAddress gateway) {
    return visitor.getAddress().getAddress().length == IPV4_BYTES
        && gateway.getAddress().getAddress().length == IPV4_BYTES;
  }
}
