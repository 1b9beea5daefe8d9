package io.webgateway.agent.proxy.succession;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.socket.DatagramPacket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;

/**
 * What two processes of a node tell each other of flows, each in a frame that begins with its
 * length in four bytes. Both are the same program or nearly so: a frame that cannot be read is a
 * fault, and ends the connection.
 */
sealed interface FlowFrame {
  /** Longest frame: a whole datagram and its names. */
  int MAX_BYTES = 128 * 1024;

  /** Bytes of a frame's length. */
  int LENGTH_BYTES = 4;

  int DATAGRAM = 'D';
  int ENDED = 'E';

  /**
   * A datagram of a flow that the other process serves.
   *
   * @param socket that it came to
   * @param packet its reader releases it
   */
  record Datagram(SocketName socket, DatagramPacket packet) implements FlowFrame {}

  /**
   * A flow has ended.
   *
   * @param flow which one
   */
  record Ended(FlowName flow) implements FlowFrame {}

  /** The bytes of a frame; the packet is left as it is. */
  static ByteBuf write(ByteBufAllocator memory, FlowFrame frame) {
    ByteBuf out = memory.ioBuffer().writeInt(0);
    switch (frame) {
      case Datagram(SocketName socket, DatagramPacket packet) -> {
        out.writeByte(DATAGRAM);
        text(out, socket.listener());
        out.writeInt(socket.slot());
        text(out, socket.local());
        address(out, packet.sender());
        address(out, packet.recipient());
        ByteBuf content = packet.content();
        out.writeBytes(content, content.readerIndex(), content.readableBytes());
      }
      case Ended(FlowName flow) -> {
        out.writeByte(ENDED);
        text(out, flow.listener());
        address(out, flow.client());
        address(out, new InetSocketAddress(flow.local(), 0));
      }
    }
    return out.setInt(0, out.readableBytes() - LENGTH_BYTES);
  }

  /**
   * Reads a frame without its length; a datagram keeps its part of the buffer.
   *
   * @throws IllegalArgumentException when it is none
   */
  static FlowFrame read(ByteBuf in) {
    int kind = in.readByte();
    return switch (kind) {
      case DATAGRAM -> {
        SocketName socket = new SocketName(text(in), in.readInt(), text(in));
        InetSocketAddress client = address(in);
        InetSocketAddress local = address(in);
        yield new Datagram(
            socket, new DatagramPacket(in.readRetainedSlice(in.readableBytes()), local, client));
      }
      case ENDED -> new Ended(new FlowName(text(in), address(in), address(in).getAddress()));
      default -> throw new IllegalArgumentException("a frame of kind " + kind);
    };
  }

  private static void text(ByteBuf out, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    out.writeShort(bytes.length).writeBytes(bytes);
  }

  private static String text(ByteBuf in) {
    return in.readCharSequence(in.readUnsignedShort(), StandardCharsets.UTF_8).toString();
  }

  private static void address(ByteBuf out, InetSocketAddress address) {
    byte[] bytes = address.getAddress().getAddress();
    out.writeByte(bytes.length).writeBytes(bytes).writeShort(address.getPort());
  }

  private static InetSocketAddress address(ByteBuf in) {
    byte[] bytes = new byte[in.readByte()];
    in.readBytes(bytes);
    try {
      return new InetSocketAddress(InetAddress.getByAddress(bytes), in.readUnsignedShort());
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException("an address of " + bytes.length + " bytes", e);
    }
  }
}
