package io.webgateway.agent.proxy.succession;

import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.epoll.EpollDomainSocketChannel;
import io.netty.channel.epoll.EpollServerDomainSocketChannel;
import io.netty.channel.socket.DatagramPacket;
import io.netty.channel.unix.DomainSocketAddress;
import io.netty.handler.codec.LengthFieldBasedFrameDecoder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The connection on which the newer process sends the older one the datagrams of its flows, and the
 * older one says which have ended. What the other does not take fast enough is dropped: datagrams
 * may be. Any thread.
 */
public final class FlowCrossing implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(FlowCrossing.class);
  private static final WriteBufferWaterMark WATER_MARK = new WriteBufferWaterMark(1 << 20, 4 << 20);

  private final Channel waiting;
  private final AtomicReference<Channel> peer = new AtomicReference<>();

  /** What the other process says. */
  public interface Receiver {
    /** A datagram came; released by whoever takes it. */
    void datagram(SocketName socket, DatagramPacket packet);

    /** A flow has ended there. */
    void ended(FlowName flow);

    /** The other process is gone. */
    void gone();
  }

  private FlowCrossing(Channel waiting) {
    this.waiting = waiting;
    this.peer.set(waiting);
  }

  /**
   * The older process's side: waits at a path.
   *
   * @throws IOException when there can be no socket at the path
   */
  public static FlowCrossing listen(EventLoopGroup loops, Path path, Receiver receiver)
      throws IOException {
    AtomicReference<Consumer<Channel>> joined = new AtomicReference<>(channel -> {});
    ChannelFuture bound =
        new ServerBootstrap()
            .group(loops)
            .channel(EpollServerDomainSocketChannel.class)
            .childOption(ChannelOption.WRITE_BUFFER_WATER_MARK, WATER_MARK)
            .childHandler(new Frames(receiver, channel -> joined.get().accept(channel)))
            .bind(new DomainSocketAddress(path.toString()))
            .awaitUninterruptibly();
    FlowCrossing crossing = new FlowCrossing(channelOf(bound));
    joined.set(crossing.peer::set);
    return crossing;
  }

  /**
   * The newer process's side.
   *
   * @throws IOException when nobody waits there
   */
  public static FlowCrossing connect(EventLoopGroup loops, Path path, Receiver receiver)
      throws IOException {
    ChannelFuture connected =
        new Bootstrap()
            .group(loops)
            .channel(EpollDomainSocketChannel.class)
            .option(ChannelOption.WRITE_BUFFER_WATER_MARK, WATER_MARK)
            .handler(new Frames(receiver, channel -> {}))
            .connect(new DomainSocketAddress(path.toString()))
            .awaitUninterruptibly();
    return new FlowCrossing(channelOf(connected));
  }

  private static Channel channelOf(ChannelFuture future) throws IOException {
    if (!future.isSuccess()) {
      throw new IOException("flows cannot be passed on: " + future.cause().getMessage());
    }
    return future.channel();
  }

  /** Sends a datagram to the process that serves its flow, or drops it; keeps no hold on it. */
  public void send(SocketName socket, DatagramPacket packet) {
    write(new FlowFrame.Datagram(socket, packet));
  }

  /** Says that a flow has ended. */
  public void ended(FlowName flow) {
    write(new FlowFrame.Ended(flow));
  }

  private void write(FlowFrame frame) {
    Channel to = peer.get();
    if (to.isWritable() && to instanceof EpollDomainSocketChannel) {
      to.writeAndFlush(FlowFrame.write(to.alloc(), frame), to.voidPromise());
    }
  }

  @Override
  public void close() {
    waiting.close();
    peer.get().close();
  }

  /** Cuts frames out of the stream and reads them. */
  private static final class Frames extends ChannelInitializer<Channel> {
    private final Receiver receiver;
    private final Consumer<Channel> joined;

    Frames(Receiver receiver, Consumer<Channel> joined) {
      this.receiver = receiver;
      this.joined = joined;
    }

    @Override
    protected void initChannel(Channel channel) {
      channel
          .pipeline()
          .addLast(
              new LengthFieldBasedFrameDecoder(
                  FlowFrame.MAX_BYTES, 0, FlowFrame.LENGTH_BYTES, 0, FlowFrame.LENGTH_BYTES))
          .addLast(new Reader(receiver));
      joined.accept(channel);
    }

    @Override
    public boolean isSharable() {
      return true;
    }
  }

  private static final class Reader extends SimpleChannelInboundHandler<ByteBuf> {
    private final Receiver receiver;

    Reader(Receiver receiver) {
      this.receiver = receiver;
    }

    @Override
    protected void channelRead0(ChannelHandlerContext ctx, ByteBuf in) {
      switch (FlowFrame.read(in)) {
        case FlowFrame.Datagram(SocketName socket, DatagramPacket packet) ->
            receiver.datagram(socket, packet);
        case FlowFrame.Ended(FlowName flow) -> receiver.ended(flow);
      }
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
      receiver.gone();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
      LOG.warn("The other process of this node said something that cannot be read", cause);
      ctx.close();
    }
  }
}
