package io.webgateway.agent.proxy.datagram;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.socket.DatagramPacket;
import io.netty.channel.unix.Socket;
import io.netty.channel.unix.UnixChannel;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes the datagrams of a port, and sends them in batches: those to backends when all that was
 * there to be read of clients was read, those to clients, which share a socket, at the end of a
 * turn of the event loop. What a socket may not keep is not taken. Confined to the event loop.
 */
final class FlowSender {
  private static final ByteBuffer NOTHING = ByteBuffer.allocateDirect(1);

  private final DatagramLoop loop;
  private final Runnable flushClients = this::flushClients;
  private final List<Channel> toBackends = new ArrayList<>();
  private final List<Channel> toClients = new ArrayList<>();

  FlowSender(DatagramLoop loop) {
    this.loop = loop;
  }

  /** Whether it was taken; the caller keeps its own hold on the buffer. */
  boolean toBackend(FlowPeer peer, ByteBuf content) {
    Channel channel = peer.backendSocket();
    if (channel == null || !hasRoom(channel)) {
      return false;
    }
    if (content.isReadable()) {
      channel.write(kept(content), channel.voidPromise());
    } else {
      return channel.remoteAddress() instanceof InetSocketAddress backend
          && sendEmpty(channel, backend);
    }
    if (toBackends.isEmpty() || !toBackends.getLast().equals(channel)) {
      toBackends.add(channel);
    }
    return true;
  }

  /** Whether it was taken; the caller keeps its own hold on the buffer. */
  boolean toClient(FlowPeer peer, ByteBuf content) {
    Channel channel = peer.clientSocket();
    if (!hasRoom(channel)) {
      return false;
    }
    if (content.isReadable()) {
      channel.write(new DatagramPacket(kept(content), peer.client()), channel.voidPromise());
    } else {
      return sendEmpty(channel, peer.client());
    }
    if (toClients.isEmpty()) {
      loop.shared().loop().execute(flushClients);
    }
    if (!toClients.contains(channel)) {
      toClients.add(channel);
    }
    return true;
  }

  /**
   * Netty takes an empty datagram for one that was sent already, so it is sent behind its back,
   * after all that was written before. With the JDK's sockets there is no way.
   */
  private static boolean sendEmpty(Channel channel, InetSocketAddress to) {
    if (!(channel instanceof UnixChannel unix) || !channel.isOpen()) {
      return false;
    }
    channel.flush();
    try {
      new Socket(unix.fd().intValue()).sendTo(NOTHING, 0, 0, to.getAddress(), to.getPort());
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  private ByteBuf kept(ByteBuf content) {
    return loop.buffers().hasRoom() ? content.retain() : copy(content);
  }

  static ByteBuf copy(ByteBuf content) {
    return ByteBufAllocator.DEFAULT
        .directBuffer(content.readableBytes())
        .writeBytes(content, content.readerIndex(), content.readableBytes());
  }

  private static boolean hasRoom(Channel channel) {
    if (!channel.isWritable()) {
      channel.flush();
    }
    return channel.isWritable();
  }

  /** Sends what backends are to get. */
  void flush() {
    toBackends.forEach(Channel::flush);
    toBackends.clear();
  }

  private void flushClients() {
    toClients.forEach(Channel::flush);
    toClients.clear();
  }
}
