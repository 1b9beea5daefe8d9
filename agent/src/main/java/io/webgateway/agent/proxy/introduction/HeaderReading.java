package io.webgateway.agent.proxy.introduction;

import io.netty.buffer.ByteBuf;
import io.webgateway.agent.proxy.transport.ConnectionAddresses;
import io.webgateway.model.name.IpText;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * What the first bytes of a trusted peer's connection are. Strict: whatever the specification does
 * not allow, and kinds of connections that cannot have come here, are refused, because the only
 * other reading would be a visitor's bytes taken for a header or a header for a visitor's bytes.
 * Reads without moving the buffer.
 */
public sealed interface HeaderReading {
  /** All of a header of version 2; longer ones are refused. Real ones have some hundred bytes. */
  int MAX_BINARY_BYTES = 2048;

  /** The bytes so far may begin a header. */
  record Incomplete() implements HeaderReading {}

  /**
   * A whole header.
   *
   * @param bytes its length; what follows is the connection's own
   * @param addresses that it names; empty when it says that the peer's own ones count
   */
  record Complete(int bytes, Optional<ConnectionAddresses> addresses) implements HeaderReading {}

  /**
   * No header that is taken here.
   *
   * @param fault for people who look after the peer
   */
  record Refused(String fault) implements HeaderReading {}

  /** Reads. */
  static HeaderReading of(ByteBuf in) {
    if (!in.isReadable()) {
      return new Incomplete();
    }
    boolean isLine = in.getByte(in.readerIndex()) == HeaderForm.LINE_START[0];
    byte[] start = isLine ? HeaderForm.LINE_START : HeaderForm.SIGNATURE;
    int known = Math.min(start.length, in.readableBytes());
    for (int i = 0; i < known; i++) {
      if (in.getByte(in.readerIndex() + i) != start[i]) {
        return new Refused("The connection does not begin with a PROXY header.");
      }
    }
    return isLine ? line(in) : BinaryHeader.read(in);
  }

  private static HeaderReading line(ByteBuf in) {
    int limit = Math.min(in.readableBytes(), HeaderForm.MAX_LINE_BYTES);
    for (int i = 0; i < limit; i++) {
      byte each = in.getByte(in.readerIndex() + i);
      if (each == '\n') {
        return new Refused("A line feed stands alone in the header of version 1.");
      }
      if (each == '\r') {
        return lineEndingAt(in, i, limit);
      }
      if (each < ' ' || each > '~') {
        return new Refused("The header of version 1 is not text.");
      }
    }
    return limit == HeaderForm.MAX_LINE_BYTES
        ? new Refused("The header of version 1 is longer than 107 bytes.")
        : new Incomplete();
  }

  private static HeaderReading lineEndingAt(ByteBuf in, int end, int limit) {
    if (end + 1 == limit) {
      return limit == HeaderForm.MAX_LINE_BYTES
          ? new Refused("The header of version 1 is longer than 107 bytes.")
          : new Incomplete();
    }
    if (in.getByte(in.readerIndex() + end + 1) != '\n') {
      return new Refused("A carriage return stands alone in the header of version 1.");
    }
    String text = in.toString(in.readerIndex(), end, StandardCharsets.US_ASCII);
    int bytes = end + 2;
    if (text.equals("PROXY UNKNOWN") || text.startsWith("PROXY UNKNOWN ")) {
      return new Complete(bytes, Optional.empty());
    }
    return addresses(text)
        .<HeaderReading>map(found -> new Complete(bytes, Optional.of(found)))
        .orElseGet(() -> new Refused("The header of version 1 has not two addresses and ports."));
  }

  private static Optional<ConnectionAddresses> addresses(String text) {
    String[] words = text.split(" ", -1);
    if (words.length != 6 || !(words[1].equals("TCP4") || words[1].equals("TCP6"))) {
      return Optional.empty();
    }
    boolean ipv6 = words[1].equals("TCP6");
    Optional<InetSocketAddress> visitor = address(words[2], words[4], ipv6);
    Optional<InetSocketAddress> gateway = address(words[3], words[5], ipv6);
    return visitor.flatMap(from -> gateway.map(to -> ConnectionAddresses.of(from, to)));
  }

  private static Optional<InetSocketAddress> address(String host, String port, boolean ipv6) {
    if ((host.indexOf(':') >= 0) != ipv6 || !port.matches("0|[1-9][0-9]{0,4}")) {
      return Optional.empty();
    }
    int number = Integer.parseInt(port);
    Optional<InetAddress> address = IpText.parse(host).toOptional();
    return number > 0xffff
        ? Optional.empty()
        : address.map(found -> new InetSocketAddress(found, number));
  }
}
