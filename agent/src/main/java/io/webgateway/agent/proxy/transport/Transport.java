package io.webgateway.agent.proxy.transport;

import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollDatagramChannel;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.DatagramChannel;
import io.netty.channel.socket.ServerSocketChannel;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioDatagramChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.util.concurrent.DefaultThreadFactory;

/**
 * The event loops and the kinds of sockets that go with them: epoll where the system has it, else
 * the JDK's selectors.
 *
 * @param group the event loops
 * @param servers the class of listening sockets
 * @param sockets the class of connections
 * @param datagrams the class of datagram sockets
 */
public record Transport(
    MultiThreadIoEventLoopGroup group,
    Class<? extends ServerSocketChannel> servers,
    Class<? extends SocketChannel> sockets,
    Class<? extends DatagramChannel> datagrams) {

  /** Whether it is the system's own, which reads and writes datagrams in batches. */
  public boolean isNative() {
    return datagrams.equals(EpollDatagramChannel.class);
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
          EpollSocketChannel.class,
          EpollDatagramChannel.class);
    }
    return new Transport(
        new MultiThreadIoEventLoopGroup(eventLoops, threads, NioIoHandler.newFactory()),
        NioServerSocketChannel.class,
        NioSocketChannel.class,
        NioDatagramChannel.class);
  }
}
