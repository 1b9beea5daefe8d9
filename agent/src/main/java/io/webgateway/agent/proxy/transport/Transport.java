package io.webgateway.agent.proxy.transport;

import io.netty.channel.ChannelFactory;
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
 * the JDK's selectors.
 *
 * @param group the event loops
 * @param servers the class of listening sockets
 * @param datagrams the class of datagram sockets
 */
public record Transport(
    MultiThreadIoEventLoopGroup group,
    Class<? extends ServerSocketChannel> servers,
    Class<? extends DatagramChannel> datagrams) {

  /** Whether it is the system's own, which reads and writes datagrams in batches. */
  public boolean isNative() {
    return datagrams.equals(EpollDatagramChannel.class);
  }

  /**
   * Makes sockets for connections to an address: of its own family, since one of IPv6 that carries
   * IPv4 has to be told so first. They send small writes at once, which is Netty's default.
   */
  public ChannelFactory<? extends SocketChannel> socketsTo(InetAddress address) {
    if (!isNative()) {
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
    if (preferNative && Epoll.isAvailable()) {
      return new Transport(
          new MultiThreadIoEventLoopGroup(eventLoops, threads, LastingEpoll.newFactory()),
          EpollServerSocketChannel.class,
          EpollDatagramChannel.class);
    }
    return new Transport(
        new MultiThreadIoEventLoopGroup(eventLoops, threads, NioIoHandler.newFactory()),
        NioServerSocketChannel.class,
        NioDatagramChannel.class);
  }
}
