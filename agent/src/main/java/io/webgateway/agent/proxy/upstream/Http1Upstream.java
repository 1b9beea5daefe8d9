package io.webgateway.agent.proxy.upstream;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.ByteToMessageDecoder;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.ssl.SslCloseCompletionEvent;
import io.webgateway.agent.proxy.http.BodyFraming;
import io.webgateway.agent.proxy.http.BodyReader;
import io.webgateway.agent.proxy.http.ChunkWriter;
import io.webgateway.agent.proxy.http.Fault;
import io.webgateway.agent.proxy.http.HeadFinder;
import io.webgateway.agent.proxy.http.HeaderBlock;
import io.webgateway.agent.proxy.http.MalformedMessageException;
import io.webgateway.agent.proxy.http.Origin;
import io.webgateway.agent.proxy.http.RequestHead;
import io.webgateway.agent.proxy.http.RequestRewriter;
import io.webgateway.agent.proxy.http.ResponseGuard;
import io.webgateway.agent.proxy.http.ResponseHead;
import io.webgateway.agent.proxy.transport.ConnectionLimits;
import io.webgateway.agent.proxy.transport.Deadline;
import io.webgateway.agent.routing.BackendPolicy;
import io.webgateway.agent.routing.policy.UpstreamTls;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One connection to a backend: reads answers strictly and gives their parts to the exchange that
 * has it. Bytes that nobody asked for end it. Runs on the event loop of its channel, which is the
 * client's too; owns the bytes it holds back.
 */
final class Http1Upstream extends ChannelInboundHandlerAdapter implements UpstreamStream {
  private static final Logger LOG = LoggerFactory.getLogger(Http1Upstream.class);
  private static final int MAX_INTERIM_ANSWERS = 16;
  private static final int SWITCHING_PROTOCOLS = 101;
  private static final int HEAD_BYTES = 1024;
  private static final int CHUNK_LINE_BYTES = 16;

  private final Channel channel;
  private final PoolKey key;
  private final BackendPolicy checkedBy;
  private final UpstreamPool pool;
  private final ResponseGuard guard;
  private final ConnectionLimits limits;
  private final HeadFinder finder;
  private final Deadline idleDeadline;
  private @Nullable Receiver receiver;
  private @Nullable ByteBuf held;
  private @Nullable ResponseHead head;
  private @Nullable BodyReader body;
  private String method = "";
  private boolean chunked;
  private boolean clean = true;
  private boolean sawBytes;
  private boolean endedCleanly;
  private boolean used;
  private int interimAnswers;

  Http1Upstream(
      Channel channel,
      PoolKey key,
      BackendPolicy checkedBy,
      UpstreamPool pool,
      ResponseGuard guard,
      ConnectionLimits limits) {
    this.channel = channel;
    this.key = key;
    this.checkedBy = checkedBy;
    this.pool = pool;
    this.guard = guard;
    this.limits = limits;
    this.finder = new HeadFinder(limits.maxHeadBytes(), limits.maxHeadBytes());
    this.idleDeadline = pool.wheel().deadline(channel::close);
    this.endedCleanly = key.protocol().tls() instanceof UpstreamTls.Off;
  }

  @Override
  public boolean isReused() {
    return used;
  }

  @Override
  public boolean sawBytes() {
    return sawBytes;
  }

  @Override
  public boolean isWritable() {
    return channel.isWritable();
  }

  @Override
  public void send(RequestHead request, Origin origin, Receiver exchange) {
    receiver = exchange;
    method = request.method();
    chunked = request.framing() == BodyFraming.Ending.CHUNKED;
    head = null;
    body = null;
    sawBytes = false;
    clean = false;
    interimAnswers = 0;
    finder.reset();
    ByteBuf out = channel.alloc().buffer(HEAD_BYTES);
    RequestRewriter.write(request, origin, out);
    write(out);
  }

  @Override
  public void data(ByteBuf data) {
    if (!data.isReadable()) {
      data.release();
    } else if (chunked) {
      write(ChunkWriter.size(channel.alloc().buffer(CHUNK_LINE_BYTES), data.readableBytes()));
      write(data);
      write(ChunkWriter.dataEnd());
    } else {
      write(data);
    }
  }

  @Override
  public void end(HeaderBlock trailers) {
    if (chunked) {
      write(ChunkWriter.last(trailers));
    }
  }

  private void write(ByteBuf bytes) {
    channel.write(bytes, channel.voidPromise());
  }

  @Override
  public void flush() {
    channel.flush();
  }

  @Override
  public void pauseReading(boolean pause) {
    if (channel.config().isAutoRead() == pause) {
      channel.config().setAutoRead(!pause);
    }
  }

  @Override
  public void release(boolean requestEnded) {
    if (!requestEnded || !clean) {
      discard();
      return;
    }
    used = true;
    pauseReading(false);
    pool.add(this);
  }

  @Override
  public void discard() {
    receiver = null;
    releaseHeld();
    channel.close();
  }

  PoolKey key() {
    return key;
  }

  BackendPolicy checkedBy() {
    return checkedBy;
  }

  boolean isOpen() {
    return channel.isActive();
  }

  Deadline idleDeadline() {
    return idleDeadline;
  }

  Channel channel() {
    return channel;
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    ByteBuf in = (ByteBuf) message;
    if (receiver == null) {
      in.release();
      channel.close();
      return;
    }
    sawBytes = true;
    held = held == null ? in : ByteToMessageDecoder.MERGE_CUMULATOR.cumulate(ctx.alloc(), held, in);
    try {
      advance();
    } catch (MalformedMessageException e) {
      fail(UpstreamFailure.MALFORMED);
    }
    if (held != null && !held.isReadable()) {
      releaseHeld();
    }
  }

  private void advance() throws MalformedMessageException {
    while (receiver != null && held != null && held.isReadable()) {
      if (body == null && !readHead(held)) {
        return;
      }
      if (body != null && receiver != null && held != null) {
        body.read(held, receiver);
        if (!body.ended()) {
          return;
        }
        finish();
      }
    }
  }

  /** Answers false when the head is not complete. */
  private boolean readHead(ByteBuf in) throws MalformedMessageException {
    int length = finder.find(in);
    if (length < 0 || receiver == null) {
      return false;
    }
    byte[] bytes = new byte[length];
    in.readBytes(bytes);
    finder.reset();
    ResponseHead read = guard.check(bytes, method);
    if (read.status() == SWITCHING_PROTOCOLS) {
      handOver(read, receiver);
      return false;
    }
    if (read.isInterim()) {
      requireFewInterims();
      receiver.responseHead(read);
      return true;
    }
    BodyReader reader = new BodyReader(read.framing(), limits.maxHeadBytes(), limits.maxFields());
    if (reader.wouldLeaveBytes(in)) {
      throw new MalformedMessageException(Fault.BYTES_AFTER_END);
    }
    head = read;
    body = reader;
    receiver.responseHead(read);
    return true;
  }

  private void handOver(ResponseHead read, Receiver exchange) throws MalformedMessageException {
    if (!exchange.mayHaveSwitched(read)) {
      throw new MalformedMessageException(Fault.UNREQUESTED_SWITCH);
    }
    ByteBuf afterHead = held == null ? Unpooled.EMPTY_BUFFER : held;
    held = null;
    receiver = null;
    channel.pipeline().remove(this);
    exchange.switched(read, channel, afterHead);
  }

  private void requireFewInterims() throws MalformedMessageException {
    if (++interimAnswers > MAX_INTERIM_ANSWERS) {
      throw new MalformedMessageException(Fault.TOO_MANY_INTERIM);
    }
  }

  private void finish() {
    Receiver exchange = receiver;
    if (exchange == null) {
      return;
    }
    boolean nothingLeft = held == null || !held.isReadable();
    clean = nothingLeft && head != null && head.keepsAlive() && channel.isActive();
    receiver = null;
    releaseHeld();
    exchange.responseEnded(body == null ? HeaderBlock.NONE : body.trailers());
  }

  private void fail(UpstreamFailure failure) {
    Receiver exchange = receiver;
    discard();
    if (exchange != null) {
      exchange.upstreamFailed(failure);
    }
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext ctx) {
    if (receiver != null) {
      receiver.upstreamFlush();
    }
  }

  @Override
  public void channelWritabilityChanged(ChannelHandlerContext ctx) {
    if (receiver != null) {
      receiver.upstreamWritabilityChanged();
    }
  }

  /**
   * With TLS only its own end is one; an end of TCP alone could be anybody's (RFC 9112 section
   * 9.8).
   */
  @Override
  public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
    if (event instanceof SslCloseCompletionEvent end) {
      endedCleanly |= end.isSuccess();
      ctx.close();
    } else {
      ctx.fireUserEventTriggered(event);
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    idleDeadline.discard();
    pool.forget(this);
    if (head != null && head.framing() == BodyFraming.Ending.UNTIL_CLOSE && endedCleanly) {
      finish();
    }
    fail(UpstreamFailure.CLOSED);
  }

  /** A reset is never a clean end, not even of an answer that ends with the connection. */
  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    if (cause instanceof RuntimeException && !(cause instanceof DecoderException)) {
      LOG.error("a backend connection failed", cause);
    }
    boolean alert =
        !sawBytes && cause instanceof DecoderException && cause.getCause() instanceof SSLException;
    fail(alert ? UpstreamFailure.TLS : UpstreamFailure.CLOSED);
  }

  private void releaseHeld() {
    if (held != null) {
      held.release();
      held = null;
    }
  }
}
