package io.webgateway.agent.proxy.stream;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.handler.ssl.SslCloseCompletionEvent;
import io.webgateway.agent.proxy.transport.DrainSignal;
import io.webgateway.agent.proxy.transport.HalfClose;
import io.webgateway.model.traffic.CompletionReason;

/**
 * One of the two channels of a relay: passes on what it reads, and reads no more while the other
 * cannot take it. Owns no bytes between calls.
 */
final class RelaySide extends ChannelInboundHandlerAdapter {
  private final Relay relay;
  private final Channel channel;
  private final CompletionReason whenBroken;
  private long bytes;
  private long levelSeen;
  private boolean inputEnded;
  private boolean outputEnded;

  RelaySide(Relay relay, Channel channel, CompletionReason whenBroken) {
    this.relay = relay;
    this.channel = channel;
    this.whenBroken = whenBroken;
    this.levelSeen = level();
  }

  /** Joins the pipeline, and passes on what has been read of this channel before. */
  void open(ByteBuf readBefore) {
    channel.config().setOption(ChannelOption.ALLOW_HALF_CLOSURE, true);
    channel.pipeline().addLast("relay", this);
    if (readBefore.isReadable()) {
      bytes += readBefore.readableBytes();
      peer().take(readBefore);
      peer().channel.flush();
    } else {
      readBefore.release();
    }
  }

  long bytes() {
    return bytes;
  }

  boolean inputEnded() {
    return inputEnded;
  }

  boolean outputEnded() {
    return outputEnded;
  }

  boolean isOpen() {
    return channel.isActive();
  }

  /** Whether the channel took bytes since this was asked last. */
  boolean drained() {
    long level = level();
    boolean moved = level != levelSeen;
    levelSeen = level;
    return moved;
  }

  private long level() {
    return channel.bytesBeforeWritable() - channel.bytesBeforeUnwritable();
  }

  /** Reads, or leaves the sender waiting. */
  void readWhile(boolean peerTakes) {
    if (channel.config().isAutoRead() != peerTakes) {
      channel.config().setAutoRead(peerTakes);
    }
  }

  boolean takesMore() {
    return channel.isWritable();
  }

  private RelaySide peer() {
    return relay.peerOf(this);
  }

  private void take(ByteBuf in) {
    if (outputEnded) {
      in.release();
      return;
    }
    channel.write(in, channel.voidPromise());
    if (!channel.isWritable()) {
      peer().readWhile(false);
    }
  }

  /** Sends what is written, then our end. */
  void endOutput() {
    HalfClose.send(
        channel,
        () -> {
          outputEnded = true;
          relay.outputEnded();
        });
  }

  /** Sends what is written, then closes. */
  void close() {
    if (channel.isActive()) {
      channel.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(ChannelFutureListener.CLOSE);
    }
  }

  /** Closes without waiting for anybody. */
  void cut() {
    channel.close();
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    ByteBuf in = (ByteBuf) message;
    if (relay.isOver()) {
      in.release();
      return;
    }
    bytes += in.readableBytes();
    peer().take(in);
    relay.touched();
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext ctx) {
    peer().channel.flush();
  }

  @Override
  public void channelWritabilityChanged(ChannelHandlerContext ctx) {
    peer().readWhile(channel.isWritable());
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
    if (event instanceof ChannelInputShutdownEvent) {
      endInput();
    } else if (event instanceof SslCloseCompletionEvent) {
      // The TLS engine ends both halves when the visitor ends its own: nothing can be sent to it.
      outputEnded = true;
      endInput();
    } else if (event == DrainSignal.CUT) {
      relay.end(CompletionReason.SHUTTING_DOWN);
    }
  }

  private void endInput() {
    if (!inputEnded) {
      inputEnded = true;
      relay.inputEnded(this);
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    relay.closed(this, whenBroken);
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    relay.broken(cause, whenBroken);
  }
}
