package io.webgateway.agent.proxy.stream;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.handler.ssl.SslCloseCompletionEvent;
import io.webgateway.agent.proxy.transport.BulkBuffers;
import io.webgateway.agent.proxy.transport.Departure;
import io.webgateway.agent.proxy.transport.DrainSignal;
import io.webgateway.agent.proxy.transport.HalfClose;
import io.webgateway.agent.proxy.transport.RollCall;
import io.webgateway.agent.routing.drain.DrainScope;
import io.webgateway.model.traffic.CompletionReason;
import org.jspecify.annotations.Nullable;

/** A connection as one end of a relay; its channel has no handler of ours any more. */
final class ChannelEnd extends ChannelInboundHandlerAdapter implements RelayEnd {
  private final Channel channel;
  private @Nullable Listener side;

  ChannelEnd(Channel channel) {
    this.channel = channel;
  }

  @Override
  public void open(Listener told) {
    side = told;
    channel.config().setOption(ChannelOption.ALLOW_HALF_CLOSURE, true);
    channel.pipeline().addLast("relay", this);
  }

  @Override
  public void write(ByteBuf data) {
    channel.write(data, channel.voidPromise());
  }

  /** Writes without sending; takes the buffer. The system has all of it when that is done. */
  ChannelFuture track(ByteBuf data) {
    return channel.write(data);
  }

  @Override
  public void flush() {
    channel.flush();
  }

  @Override
  public boolean isWritable() {
    return channel.isWritable();
  }

  @Override
  public long level() {
    return channel.bytesBeforeWritable() - channel.bytesBeforeUnwritable();
  }

  @Override
  public boolean isOpen() {
    return channel.isActive();
  }

  @Override
  public void readAtMost(int bytes) {
    BulkBuffers.readAtMost(channel, bytes);
  }

  @Override
  public void read(boolean wanted) {
    if (channel.config().isAutoRead() != wanted) {
      channel.config().setAutoRead(wanted);
    }
  }

  @Override
  public void endOutput(Runnable then) {
    HalfClose.send(channel, then);
  }

  @Override
  public void close() {
    if (channel.isActive()) {
      channel.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(ChannelFutureListener.CLOSE);
    }
  }

  /** Past the TLS engine, which would say goodbye as if all were well. */
  @Override
  public void reset() {
    if (channel.isActive()) {
      channel
          .writeAndFlush(Unpooled.EMPTY_BUFFER)
          .addListener(
              _ -> {
                channel.config().setOption(ChannelOption.SO_LINGER, 0);
                channel.pipeline().firstContext().close();
              });
    }
  }

  @Override
  public void cut() {
    channel.close();
  }

  private Listener side() {
    Listener present = side;
    if (present == null) {
      throw new IllegalStateException("the end was not opened");
    }
    return present;
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    side().came((ByteBuf) message);
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext ctx) {
    side().readComplete();
  }

  @Override
  public void channelWritabilityChanged(ChannelHandlerContext ctx) {
    side().writabilityChanged();
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
    if (event instanceof ChannelInputShutdownEvent) {
      side().inputHasEnded();
    } else if (event instanceof SslCloseCompletionEvent) {
      // The TLS engine ends both halves when the visitor ends its own: nothing can be sent to it.
      side().bothHaveEnded();
    } else if (event == DrainSignal.CUT) {
      side().end(CompletionReason.SHUTTING_DOWN);
    } else if (event instanceof RollCall call) {
      call.connection(scope -> scope.concerns(side().workload()));
      call.tunnel(side().workload());
    } else if (event instanceof Departure.Cut(DrainScope scope)
        && scope.concerns(side().workload())) {
      side().end(CompletionReason.DRAINED);
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    side().closed();
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    side().broken(cause);
  }
}
