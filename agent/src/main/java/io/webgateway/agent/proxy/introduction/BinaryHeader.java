package io.webgateway.agent.proxy.introduction;

import io.netty.buffer.ByteBuf;
import io.webgateway.agent.proxy.introduction.HeaderReading.Complete;
import io.webgateway.agent.proxy.introduction.HeaderReading.Incomplete;
import io.webgateway.agent.proxy.introduction.HeaderReading.Refused;
import io.webgateway.agent.proxy.transport.ConnectionAddresses;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.zip.CRC32C;

/** A header of version 2, of which the signature was seen. */
final class BinaryHeader {
  private static final int VERSION_MASK = 0xf0;
  private static final int COMMAND_MASK = 0x0f;
  private static final int TYPE_CRC32C = 0x03;
  private static final int TYPE_UNIQUE_ID = 0x05;
  private static final int CRC32C_BYTES = 4;
  private static final int MAX_UNIQUE_ID_BYTES = 128;
  private static final int TLV_HEAD_BYTES = 3;

  private BinaryHeader() {}

  /** Refuses as early as it can; reads nothing from a header that has not come whole. */
  static HeaderReading read(ByteBuf in) {
    int at = in.readerIndex();
    int present = in.readableBytes();
    if (present < HeaderForm.FIXED_BYTES) {
      return new Incomplete();
    }
    int command = in.getUnsignedByte(at + 12);
    int family = in.getUnsignedByte(at + 13);
    int length = in.getUnsignedShort(at + 14);
    if ((command & VERSION_MASK) != HeaderForm.VERSION_2) {
      return new Refused("The header has another version than 1 and 2.");
    }
    if (HeaderForm.FIXED_BYTES + length > HeaderReading.MAX_BINARY_BYTES) {
      return new Refused("The header is longer than " + HeaderReading.MAX_BINARY_BYTES + " bytes.");
    }
    boolean local = (command & COMMAND_MASK) == HeaderForm.LOCAL;
    if (!local && (command & COMMAND_MASK) != HeaderForm.PROXY) {
      return new Refused("The header has an unknown command.");
    }
    int addressBytes = local ? 0 : addressBytes(family);
    if (addressBytes < 0 || addressBytes > length) {
      return new Refused("The header names no connection of TCP.");
    }
    int bytes = HeaderForm.FIXED_BYTES + length;
    return present < bytes ? new Incomplete() : read(in, bytes, local, addressBytes);
  }

  private static HeaderReading read(ByteBuf in, int bytes, boolean local, int addressBytes) {
    // What comes with LOCAL is to be ignored whole, family and all.
    String fault = local ? "" : tlvFault(in, HeaderForm.FIXED_BYTES + addressBytes, bytes);
    if (!fault.isEmpty()) {
      return new Refused(fault);
    }
    return new Complete(
        bytes, addressBytes == 0 ? Optional.empty() : Optional.of(addresses(in, addressBytes)));
  }

  /** Negative for families that cannot have come here: unix sockets, datagrams, unheard ones. */
  private static int addressBytes(int family) {
    return switch (family) {
      case HeaderForm.UNKNOWN_FAMILY -> 0;
      case HeaderForm.TCP_OVER_IPV4 -> 2 * (HeaderForm.IPV4_BYTES + HeaderForm.PORT_BYTES);
      case HeaderForm.TCP_OVER_IPV6 -> 2 * (HeaderForm.IPV6_BYTES + HeaderForm.PORT_BYTES);
      default -> -1;
    };
  }

  private static ConnectionAddresses addresses(ByteBuf in, int addressBytes) {
    int each = addressBytes / 2 - HeaderForm.PORT_BYTES;
    int from = in.readerIndex() + HeaderForm.FIXED_BYTES;
    int ports = from + 2 * each;
    return ConnectionAddresses.of(
        new InetSocketAddress(address(in, from, each), in.getUnsignedShort(ports)),
        new InetSocketAddress(
            address(in, from + each, each), in.getUnsignedShort(ports + HeaderForm.PORT_BYTES)));
  }

  private static InetAddress address(ByteBuf in, int from, int bytes) {
    byte[] address = new byte[bytes];
    in.getBytes(from, address);
    try {
      return InetAddress.getByAddress(address);
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException("an address has 4 or 16 bytes", e);
    }
  }

  /** Empty when the parts fill the header to its end and none of them is wrong. */
  private static String tlvFault(ByteBuf in, int from, int end) {
    boolean checked = false;
    int at = from;
    while (at < end) {
      int value = at + TLV_HEAD_BYTES;
      if (value > end) {
        return "The header ends within a TLV.";
      }
      int type = in.getUnsignedByte(in.readerIndex() + at);
      int bytes = in.getUnsignedShort(in.readerIndex() + at + 1);
      if (value + bytes > end) {
        return "A TLV is longer than the header.";
      }
      if (type == TYPE_UNIQUE_ID && bytes > MAX_UNIQUE_ID_BYTES) {
        return "The unique id is longer than 128 bytes.";
      }
      if (type == TYPE_CRC32C) {
        if (checked || bytes != CRC32C_BYTES || !isChecksum(in, value, end)) {
          return "The checksum is wrong.";
        }
        checked = true;
      }
      at = value + bytes;
    }
    return "";
  }

  /** Of the whole header, with zeros where the checksum itself stands. */
  private static boolean isChecksum(ByteBuf in, int valueAt, int end) {
    byte[] header = new byte[end];
    in.getBytes(in.readerIndex(), header);
    for (int i = 0; i < CRC32C_BYTES; i++) {
      header[valueAt + i] = 0;
    }
    CRC32C crc = new CRC32C();
    crc.update(header, 0, end);
    return crc.getValue() == in.getUnsignedInt(in.readerIndex() + valueAt);
  }
}
