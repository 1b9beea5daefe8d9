package io.webgateway.agent.proxy.visitor;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.handler.codec.ByteToMessageDecoder;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.ssl.SslCloseCompletionEvent;
import io.webgateway.agent.proxy.exchange.ConnectionFacts;
import io.webgateway.agent.proxy.exchange.ExchangeLifecycle;
import io.webgateway.agent.proxy.exchange.GatewayAnswer;
import io.webgateway.agent.proxy.exchange.LoopContext;
import io.webgateway.agent.proxy.http.Fault;
import io.webgateway.agent.proxy.http.HeadFinder;
import io.webgateway.agent.proxy.http.HttpVersion;
import io.webgateway.agent.proxy.http.MalformedMessageException;
import io.webgateway.agent.proxy.http.RequestHead;
import io.webgateway.agent.proxy.stream.Relay;
import io.webgateway.agent.proxy.transport.Deadline;
import io.webgateway.agent.proxy.transport.Departure;
import io.webgateway.agent.proxy.transport.DrainSignal;
import io.webgateway.agent.proxy.transport.HalfClose;
import io.webgateway.agent.proxy.transport.RollCall;
import io.webgateway.agent.routing.RouteTable;
import io.webgateway.agent.routing.drain.DrainScope;
import io.webgateway.model.traffic.CompletionReason;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A visitor's HTTP/1.1 connection: cuts requests out of its bytes, one exchange at a time, and
 * decides when it reads, idles and ends. Event loop of its channel; owns the bytes it holds back.
 */
public final class ClientConnection extends ChannelInboundHandlerAdapter {
  private static final int EMPTY_LINE_BYTES = 2;

  /** Who was refused is not listened to for a moment, so that asking again costs others little. */
  private static final long REST_MILLIS = 200;

  /**
   * A visitor that is asked to leave while it asks for nothing may have a request on its way: it
   * gets so long to send one, whose answer then tells it that the connection ends.
   */
  private static final long LEAVE_MILLIS = 1_000;

  private static final Logger LOG = LoggerFactory.getLogger(ClientConnection.class);

  private final LoopContext loop;
  private final ConnectionFacts facts;
  private final HeadFinder finder;
  private final Deadline deadline;
  private @Nullable ChannelHandlerContext context;
  private @Nullable ByteBuf held;
  private @Nullable Http1Visitor visitor;
  private boolean headArmed;
  private boolean skippedLine;
  private boolean advancing;
  private boolean draining;
  private boolean lingering;
  private boolean restsNext;
  private boolean resting;

  /** A connection on its event loop. */
  public ClientConnection(LoopContext loop, ConnectionFacts facts) {
    this.loop = loop;
    this.facts = facts;
    this.finder = new HeadFinder(loop.limits().maxRequestLineBytes(), loop.limits().maxHeadBytes());
    this.deadline = loop.wheel().deadline(this::deadlinePassed);
  }

  @Override
  public void handlerAdded(ChannelHandlerContext ctx) {
    context = ctx;
    armIdle();
  }

  @Override
  public void handlerRemoved(ChannelHandlerContext ctx) {
    deadline.discard();
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    ByteBuf in = (ByteBuf) message;
    if (lingering || !ctx.channel().isActive()) {
      in.release();
      return;
    }
    held = held == null ? in : ByteToMessageDecoder.MERGE_CUMULATOR.cumulate(ctx.alloc(), held, in);
    advance();
  }

  /** Uses what is held; called when bytes or room for them have come. Not re-entered. */
  void advance() {
    if (advancing) {
      return;
    }
    advancing = true;
    while (held != null && held.isReadable() && !lingering && !resting) {
      Http1Visitor current = visitor;
      boolean moved = current == null ? beginExchange(held) : current.takeBody(held);
      if (!moved) {
        break;
      }
    }
    advancing = false;
    if (held != null && (lingering || !held.isReadable())) {
      releaseHeld();
    }
    updateReading();
  }

  /** Answers false when the head is not complete. */
  private boolean beginExchange(ByteBuf in) {
    try {
      if (!skipEmptyLine(in)) {
        return false;
      }
      int length = finder.find(in);
      if (length < 0) {
        armHeader();
        return false;
      }
      if (length == EMPTY_LINE_BYTES) {
        throw new MalformedMessageException(Fault.EMPTY_LINES);
      }
      byte[] head = new byte[length];
      in.readBytes(head);
      finder.reset();
      headArmed = false;
      ExchangeLifecycle lifecycle = newLifecycle();
      deadline.clear();
      begin(head, lifecycle);
    } catch (MalformedMessageException e) {
      refuse(GatewayAnswer.of(e.fault()), newLifecycle());
    }
    return true;
  }

  private void begin(byte[] head, ExchangeLifecycle lifecycle) {
    try {
      RequestHead request = loop.requestGuard().check(head);
      lifecycle.requested(request);
      Http1Visitor next = new Http1Visitor(this, loop, facts, request, lifecycle);
      visitor = next;
      next.exchange().start();
    } catch (MalformedMessageException e) {
      refuse(GatewayAnswer.of(e.fault()), lifecycle);
    }
  }

  /** One empty line before a request is forgiven (RFC 9112 section 2.2), a second is not. */
  private boolean skipEmptyLine(ByteBuf in) {
    if (headArmed || skippedLine) {
      return true;
    }
    if (in.getByte(in.readerIndex()) != '\r') {
      return true;
    }
    if (in.readableBytes() < 2) {
      return false;
    }
    if (in.getByte(in.readerIndex() + 1) == '\n') {
      in.skipBytes(2);
      skippedLine = true;
    }
    return in.isReadable();
  }

  private ExchangeLifecycle newLifecycle() {
    return loop.newLifecycle(facts.clientAddress(), HttpVersion.HTTP_1_1);
  }

  private void armHeader() {
    if (!headArmed) {
      headArmed = true;
      deadline.inMillis(loop.wheel().nowNanos(), loop.limits().headerTimeoutMillis());
    }
  }

  private void armLeave() {
    deadline.inMillis(loop.wheel().nowNanos(), LEAVE_MILLIS);
  }

  private void armIdle() {
    deadline.inMillis(loop.wheel().nowNanos(), loop.limits().keepAliveTimeoutMillis());
  }

  private void refuse(GatewayAnswer answer, ExchangeLifecycle lifecycle) {
    ByteBuf out = ctx().alloc().buffer(512);
    AnswerWriter.write(answer, lifecycle.exchangeId(), AnswerForm.TEXT, true, true, out);
    lifecycle.answered(answer.status());
    lifecycle.complete(answer.reason());
    ctx().writeAndFlush(out);
    linger();
  }

  boolean isDraining() {
    return draining || facts.visits().isLeaving();
  }

  Deadline deadline() {
    return deadline;
  }

  boolean isWritable() {
    return ctx().channel().isWritable();
  }

  /** Bytes that were written and not taken by the system. */
  long pendingBytes() {
    Channel channel = ctx().channel();
    WriteBufferWaterMark marks = channel.config().getWriteBufferWaterMark();
    return channel.isWritable()
        ? marks.high() - channel.bytesBeforeUnwritable()
        : marks.low() + channel.bytesBeforeWritable();
  }

  ByteBuf newBuffer(int capacity) {
    return ctx().alloc().buffer(capacity);
  }

  void write(ByteBuf bytes) {
    ctx().write(bytes, ctx().voidPromise());
  }

  void flush() {
    ctx().flush();
  }

  /**
   * Sends all that was written, and goes on when the system has taken the last byte.
   *
   * @param sent runs then, before anything else
   */
  void endExchange(boolean keepAlive, Runnable sent) {
    Http1Visitor ending = visitor;
    ctx()
        .writeAndFlush(Unpooled.EMPTY_BUFFER)
        .addListener(
            flushed -> {
              if (flushed.isSuccess() && ending == visitor) {
                sent.run();
                exchangeEnded(keepAlive);
              }
            });
  }

  private void exchangeEnded(boolean keepAlive) {
    visitor = null;
    skippedLine = false;
    if (!keepAlive || draining) {
      linger();
      return;
    }
    if (facts.visits().isLeaving()) {
      armLeave();
      advance();
      return;
    }
    if (restsNext) {
      restsNext = false;
      resting = true;
      deadline.inMillis(loop.wheel().nowNanos(), REST_MILLIS);
      updateReading();
    } else {
      armIdle();
      advance();
    }
  }

  /** The visitor asked for more than it may have: the next request must wait a little. */
  void restAfterAnswer() {
    restsNext = true;
  }

  private void restEnded() {
    resting = false;
    armIdle();
    advance();
  }

  /**
   * The exchange has become a tunnel: gives the channel away, and what the visitor has sent after
   * its request.
   */
  void becomeTunnel(
      Channel backend, ByteBuf fromBackend, Relay.Terms terms, Relay.Outcome outcome) {
    ByteBuf fromClient = held == null ? Unpooled.EMPTY_BUFFER : held;
    held = null;
    visitor = null;
    Channel channel = ctx().channel();
    channel.pipeline().remove(this);
    loop.relays().join(channel, fromClient, backend, fromBackend, terms, outcome);
    channel.flush();
  }

  /** The exchange is over and its answer cannot be ended properly. */
  void cut() {
    visitor = null;
    ctx().close();
  }

  /** Sends our end, then waits a little for the visitor's, so that a reset eats no answer. */
  private void linger() {
    lingering = true;
    if (!advancing) {
      releaseHeld();
    }
    deadline.inMillis(loop.wheel().nowNanos(), loop.limits().lingerTimeoutMillis());
    HalfClose.send(ctx().channel(), () -> {});
    updateReading();
  }

  void updateReading() {
    Http1Visitor current = visitor;
    boolean wanted;
    if (resting) {
      wanted = false;
    } else if (lingering || current == null) {
      wanted = true;
    } else if (current.requestEnded()) {
      wanted = held == null || held.readableBytes() < loop.limits().maxPipelinedBytes();
    } else {
      wanted = current.wantsBody();
    }
    if (ctx().channel().config().isAutoRead() != wanted) {
      ctx().channel().config().setAutoRead(wanted);
    }
  }

  private void deadlinePassed() {
    Http1Visitor current = visitor;
    if (current != null) {
      current.exchange().deadlinePassed();
    } else if (resting) {
      restEnded();
    } else if (!lingering && headArmed) {
      refuse(GatewayAnswer.of(CompletionReason.CLIENT_TIMEOUT), newLifecycle());
    } else {
      ctx().close();
    }
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext ctx) {
    if (visitor != null) {
      visitor.exchange().readComplete();
    }
  }

  @Override
  public void channelWritabilityChanged(ChannelHandlerContext ctx) {
    if (visitor != null) {
      visitor.exchange().writabilityChanged();
    }
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
    switch (event) {
      case DrainSignal.CUT -> {
        if (visitor != null) {
          visitor.exchange().cutOff(CompletionReason.SHUTTING_DOWN);
        }
        ctx.close();
      }
      case DrainSignal.FINISH -> {
        draining = true;
        if (visitor == null && !lingering) {
          ctx.close();
        }
      }
      case RollCall call -> answer(call);
      case Departure departure -> told(departure);
      case SslCloseCompletionEvent _ -> ctx.close();
      default -> ctx.fireUserEventTriggered(event);
    }
  }

  private void answer(RollCall call) {
    call.connection(facts.visits()::concern, facts.handshakeIfSecure());
    if (visitor != null) {
      call.exchange(visitor.workload());
    }
  }

  private void told(Departure departure) {
    Http1Visitor current = visitor;
    switch (departure) {
      case Departure.Ask(DrainScope scope) -> {
        if (facts.visits().concern(scope)) {
          facts.visits().leave();
          if (isIdle()) {
            armLeave();
          }
        }
      }
      case Departure.Cut(DrainScope scope) -> {
        boolean concerned =
            current == null ? facts.visits().concern(scope) : scope.concerns(current.workload());
        if (concerned) {
          if (current != null) {
            current.exchange().cutOff(CompletionReason.DRAINED);
          }
          ctx().close();
        }
      }
      case Departure.Revised(RouteTable table) -> {
        if (!facts.holdsUnder(table)) {
          facts.visits().leave();
          // A request that is on its way could only be refused.
          if (isIdle()) {
            ctx().close();
          }
        }
      }
      case Departure.Stay _ -> {
        facts.visits().stay();
        if (isIdle()) {
          armIdle();
        }
      }
    }
  }

  private boolean isIdle() {
    return visitor == null && !lingering && !headArmed && !resting;
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    deadline.discard();
    releaseHeld();
    if (visitor != null) {
      visitor.exchange().abandon(CompletionReason.CLIENT_ABORTED);
      visitor = null;
    }
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    if (cause instanceof RuntimeException && !(cause instanceof DecoderException)) {
      LOG.error("a client connection failed", cause);
      if (visitor != null) {
        visitor.exchange().abandon(CompletionReason.INTERNAL_ERROR);
      }
    }
    ctx.close();
  }

  private ChannelHandlerContext ctx() {
    if (context == null) {
      throw new IllegalStateException("the connection is not in a pipeline");
    }
    return context;
  }

  private void releaseHeld() {
    if (held != null) {
      held.release();
      held = null;
    }
  }
}
