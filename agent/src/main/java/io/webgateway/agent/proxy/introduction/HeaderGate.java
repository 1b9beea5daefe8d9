package io.webgateway.agent.proxy.introduction;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.ByteToMessageDecoder;
import io.webgateway.agent.proxy.transport.ConnectionAddresses;
import io.webgateway.agent.proxy.transport.Deadline;
import io.webgateway.agent.proxy.transport.DeadlineWheel;
import io.webgateway.agent.proxy.transport.DrainSignal;
import org.jspecify.annotations.Nullable;

/**
 * The first handler of a trusted peer's connection, until its PROXY header has come; then it
 * leaves, and what came behind the header goes on. Event loop of its channel; owns the bytes it
 * holds back: at most a header and one more read.
 */
public final class HeaderGate extends ChannelInboundHandlerAdapter {
  /** Told once. */
  public interface Opening {
    /** Equips the channel, behind this handler. */
    void introduced(ConnectionAddresses addresses);

    /** The channel will be closed. */
    void refused(String fault);
  }

  private final ConnectionAddresses peer;
  private final DeadlineWheel wheel;
  private final long timeoutMillis;
  private final Opening opening;
  private @Nullable Deadline deadline;
  private @Nullable ByteBuf held;
  private boolean over;

  /**
   * For one connection.
   *
   * @param peer the connection as the system has it
   * @param timeoutMillis for the whole header
   */
  public HeaderGate(
      ConnectionAddresses peer, DeadlineWheel wheel, long timeoutMillis, Opening opening) {
    this.peer = peer;
    this.wheel = wheel;
    this.timeoutMillis = timeoutMillis;
    this.opening = opening;
  }

  @Override
  public void handlerAdded(ChannelHandlerContext ctx) {
    Deadline armed = wheel.deadline(() -> refuse(ctx, "The PROXY header did not come in time."));
    armed.inMillis(wheel.nowNanos(), timeoutMillis);
    deadline = armed;
  }

  @Override
  public void handlerRemoved(ChannelHandlerContext ctx) {
    release();
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    ByteBuf in = (ByteBuf) message;
    if (over) {
      in.release();
      return;
    }
    ByteBuf all =
        held == null ? in : ByteToMessageDecoder.MERGE_CUMULATOR.cumulate(ctx.alloc(), held, in);
    held = all;
    switch (HeaderReading.of(all)) {
      case HeaderReading.Incomplete _ -> {}
      case HeaderReading.Refused refused -> refuse(ctx, refused.fault());
      case HeaderReading.Complete complete -> open(ctx, all, complete);
    }
  }

  private void open(ChannelHandlerContext ctx, ByteBuf all, HeaderReading.Complete header) {
    over = true;
    held = null;
    all.skipBytes(header.bytes());
    opening.introduced(header.addresses().orElse(peer));
    if (all.isReadable()) {
      ctx.fireChannelRead(all);
    } else {
      all.release();
    }
    ctx.pipeline().remove(this);
  }

  private void refuse(ChannelHandlerContext ctx, String fault) {
    if (!over) {
      over = true;
      release();
      opening.refused(fault);
      ctx.close();
    }
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
    if (event instanceof DrainSignal) {
      over = true;
      ctx.close();
    } else {
      ctx.fireUserEventTriggered(event);
    }
  }

  /** A peer that connects and leaves without a word looks whether we are there; no refusal. */
  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    if (held != null) {
      refuse(ctx, "The connection ended within the PROXY header.");
    }
    over = true;
    release();
    ctx.fireChannelInactive();
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    ctx.close();
  }

  private void release() {
    if (deadline != null) {
      deadline.discard();
    }
    if (held != null) {
      held.release();
      held = null;
    }
  }
}
