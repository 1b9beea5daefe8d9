package io.webgateway.agent.proxy.transport;

import io.netty.channel.ChannelFactory;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollDatagramChannel;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.DatagramChannel;
import io.netty.channel.socket.ServerSocketChannel;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.SocketProtocolFamily;
import io.netty.channel.socket.nio.NioDatagramChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.net.Inet4Address;
import java.net.InetAddress;

/**
 * The event loops and the kinds of sockets that go with them: epoll where the system has it, else
 * the JDK's selectors. A socket of epoll is of the family of its address: one of IPv6 has to be
 * told that it carries IPv4 too, and would take IPv6 where it listens at {@code 0.0.0.0}.
 *
 * @param group the event loops
 * @param isNative whether it is epoll, which reads and writes datagrams in batches
 */
public record Transport(MultiThreadIoEventLoopGroup group, boolean isNative) {
  /** Makes sockets that listen at an address. */
  public ChannelFactory<? extends ServerSocketChannel> serversAt(InetAddress address) {
    if (!isNative) {
      return NioServerSocketChannel::new;
    }
    return address instanceof Inet4Address
        ? () -> new EpollServerSocketChannel(SocketProtocolFamily.INET)
        : EpollServerSocketChannel::new;
  }

  /**
   * Makes the socket that listens already under a number of this process; asked once.
   *
   * @throws IllegalStateException when it is not epoll
   */
  public ChannelFactory<? extends ServerSocketChannel> serverOf(int descriptor) {
    requireNative();
    return () -> new EpollServerSocketChannel(descriptor);
  }

  /**
   * Makes the datagram socket that is bound already under a number of this process; asked once.
   *
   * @throws IllegalStateException when it is not epoll
   */
  public ChannelFactory<? extends DatagramChannel> datagramsOf(int descriptor) {
    requireNative();
    return () -> new EpollDatagramChannel(descriptor);
  }

  private void requireNative() {
    if (!isNative) {
      throw new IllegalStateException("the JDK's sockets cannot be passed between processes");
    }
  }

  /** Makes datagram sockets of an address, or to one. */
  public ChannelFactory<? extends DatagramChannel> datagramsAt(InetAddress address) {
    if (!isNative) {
      return NioDatagramChannel::new;
    }
    return address instanceof Inet4Address
        ? () -> new EpollDatagramChannel(SocketProtocolFamily.INET)
        : EpollDatagramChannel::new;
  }

  /** The class of datagram sockets. */
  public Class<? extends DatagramChannel> datagrams() {
    return isNative ? EpollDatagramChannel.class : NioDatagramChannel.class;
  }

  /**
   * Makes sockets for connections to an address. They send small writes at once, which is Netty's
   * default.
   */
  public ChannelFactory<? extends SocketChannel> socketsTo(InetAddress address) {
    if (!isNative) {
      return NioSocketChannel::new;
    }
    return address instanceof Inet4Address
        ? () -> new EpollSocketChannel(SocketProtocolFamily.INET)
        : EpollSocketChannel::new;
  }

  /**
   * Starts event loops.
   *
   * @param preferNative false forces the JDK's selectors
   */
  public static Transport open(int eventLoops, boolean preferNative) {
    DefaultThreadFactory threads = new DefaultThreadFactory("gateway-loop", true);
    boolean isNative = preferNative && Epoll.isAvailable();
    IoHandlerFactory handlers = isNative ? LastingEpoll.newFactory() : NioIoHandler.newFactory();
    return new Transport(new MultiThreadIoEventLoopGroup(eventLoops, threads, handlers), isNative);
  }
}
