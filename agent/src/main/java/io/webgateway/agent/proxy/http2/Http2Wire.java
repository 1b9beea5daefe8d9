package io.webgateway.agent.proxy.http2;

import static io.netty.handler.codec.http2.Http2Exception.connectionError;
import static io.netty.handler.codec.http2.Http2Exception.streamError;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.codec.http2.Http2Connection;
import io.netty.handler.codec.http2.Http2ConnectionAdapter;
import io.netty.handler.codec.http2.Http2ConnectionHandler;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2FrameAdapter;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2Stream;
import java.io.IOException;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A visitor's connection of HTTP/2: Netty's connection handler without child channels, with our own
 * reader before it ({@link StrictFrameReader}) and our own judgement of errors. Opens a {@link
 * WireStream} for each request and tells its {@link Owner}. Event loop of its channel.
 */
public final class Http2Wire extends Http2ConnectionHandler {
  /** Why a stream is gone although its answer was not sent whole. */
  public enum Ending {
    /** The visitor reset it, or closed the connection. */
    LEFT,
    /** The visitor broke the protocol. */
    MALFORMED,
    /** The visitor was cut off for making work. */
    FLOOD,
    /** We failed. */
    FAILED
  }

  /** Who decides what becomes of requests and of the connection. */
  public interface Owner {
    /** A request has come; names a receiver, answers, or resets before it returns. */
    void opened(WireStream stream, ReceivedFields fields);

    /** A request's field section is larger than we take. */
    void headTooLarge(WireStream stream);

    /**
     * All that has come so far was read.
     *
     * @param unfinished a frame, a field section or the preface has begun and is not complete
     */
    void readComplete(boolean unfinished);

    /** A GOAWAY was sent for what the visitor did or we failed to do; every stream is gone. */
    void failed();

    /** The visitor answered the PING that was sent with the first GOAWAY. */
    void drainAcknowledged();

    /** Something of the pipeline that is not about frames. */
    void event(Object event);

    /** The last stream is gone, for now. */
    void idle();

    /** The channel is closed. */
    void closed();
  }

  private static final Logger LOG = LoggerFactory.getLogger(Http2Wire.class);

  /** What tells our PING's answer from others. */
  private static final long DRAIN_PING = 0x6472_6169_6e00L;

  private final WireParts parts;
  private final Http2Limits limits;
  private final Owner owner;
  private final Http2Connection.PropertyKey key;
  private final EndedStreams ended = new EndedStreams();
  private @Nullable ChannelHandlerContext context;
  private Ending ending = Ending.LEFT;
  private int underWay;
  private boolean reading;
  private boolean flushing;
  private boolean failed;

  /**
   * A connection that was just accepted.
   *
   * @param nanos the time
   */
  public Http2Wire(Http2Limits limits, LongSupplier nanos, Owner owner) {
    this(WireParts.server(limits, nanos), limits, owner);
  }

  private Http2Wire(WireParts parts, Http2Limits limits, Owner owner) {
    super(parts.decoder(), parts.encoder(), WireParts.settings(limits), true, false);
    this.parts = parts;
    this.limits = limits;
    this.owner = owner;
    this.key = connection().newKey();
    decoder().frameListener(new Frames());
    encoder().flowController().listener(this::writabilityChanged);
    connection().addListener(new Streams());
  }

  @Override
  public void handlerAdded(ChannelHandlerContext ctx) throws Exception {
    context = ctx;
    super.handlerAdded(ctx);
    int more = limits.connectionWindowBytes() - decoder().flowController().initialWindowSize();
    decoder().flowController().incrementWindowSize(connection().connectionStream(), more);
    ctx.flush();
  }

  ChannelHandlerContext context() {
    ChannelHandlerContext present = context;
    if (present == null) {
      throw new IllegalStateException("the connection is not in a pipeline");
    }
    return present;
  }

  /** The connection. */
  public Channel channel() {
    return context().channel();
  }

  /** Whether a field section has begun and not ended. */
  public boolean withinHeaders() {
    return parts.reader().withinHeaders();
  }

  ChannelPromise newPromise() {
    return context().newPromise();
  }

  Ending ending() {
    return ending;
  }

  /** Requests whose work has not ended, whether or not their streams are still there. */
  public int underWay() {
    return underWay;
  }

  void release() {
    underWay--;
  }

  void carried(int bytes) {
    parts.guard().carried(bytes);
  }

  /** A request got its whole answer from a backend. */
  public void answered() {
    parts.guard().answered();
  }

  void consume(Http2Stream stream, int bytes) {
    try {
      if (decoder().flowController().consumeBytes(stream, bytes)) {
        flushSoon();
      }
    } catch (Http2Exception e) {
      onError(context(), true, e);
    }
  }

  void writeReset(WireStream stream, Http2Error error) {
    encoder().writeRstStream(context(), stream.id(), error.code(), newPromise());
  }

  void countFault() {
    try {
      parts.reader().count(FloodGuard.Event.STREAM_FAULT);
    } catch (Http2Exception e) {
      onError(context(), false, e);
    }
  }

  /** Flushes once, after everything that happens in this turn of the event loop. */
  public void flushSoon() {
    if (!reading && !flushing) {
      flushing = true;
      context().executor().execute(this::flushNow);
    }
  }

  private void flushNow() {
    flushing = false;
    if (context().channel().isActive()) {
      flush(context());
    }
  }

  /** Asks the visitor to open no more streams here, without refusing those on their way. */
  public void announceDrain() {
    goAway(
        context(),
        Integer.MAX_VALUE,
        Http2Error.NO_ERROR.code(),
        Unpooled.EMPTY_BUFFER,
        newPromise());
    encoder().writePing(context(), false, DRAIN_PING, newPromise());
    flush(context());
  }

  /** Refuses streams from now on that have not come yet. */
  public void stopAccepting() {
    int last = connection().remote().lastStreamCreated();
    goAway(context(), last, Http2Error.NO_ERROR.code(), Unpooled.EMPTY_BUFFER, newPromise());
    flush(context());
  }

  /** Whether no stream is open. */
  public boolean isIdle() {
    return connection().numActiveStreams() == 0;
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) throws Exception {
    reading = true;
    super.channelRead(ctx, message);
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext ctx) throws Exception {
    if (!failed) {
      boolean unfinished =
          internalBuffer().isReadable()
              || parts.reader().withinHeaders()
              || !decoder().prefaceReceived();
      owner.readComplete(unfinished);
    }
    reading = false;
    super.channelReadComplete(ctx);
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
    owner.event(event);
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) throws Exception {
    super.channelInactive(ctx);
    owner.closed();
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    if (cause instanceof RuntimeException && !(cause instanceof DecoderException)) {
      LOG.error("a client connection failed", cause);
      ending = Ending.FAILED;
    }
    ctx.close();
  }

  private void writabilityChanged(Http2Stream stream) {
    WireStream present = stream.getProperty(key);
    if (present != null) {
      present.writabilityChanged();
    }
  }

  /**
   * Whatever was written on a stream that is gone fails; those who wrote it are told by promise.
   */
  @Override
  public void onError(ChannelHandlerContext ctx, boolean outbound, Throwable cause) {
    boolean late =
        cause instanceof Http2Exception.StreamException error
            && error.error() == Http2Error.STREAM_CLOSED;
    if (ctx.channel().isActive() && !(outbound && late)) {
      super.onError(ctx, outbound, cause);
    }
  }

  /**
   * Netty resets whatever a stream error names. We ignore what comes late after a reset of ours,
   * end the connection where there is no stream to reset (RFC 9113 section 5.1), answer heads that
   * are too large, and count the rest.
   */
  @Override
  protected void onStreamError(
      ChannelHandlerContext ctx,
      boolean outbound,
      Throwable cause,
      Http2Exception.StreamException error) {
    int streamId = error.streamId();
    Http2Stream stream = connection().stream(streamId);
    if (outbound) {
      LOG.warn("a stream cannot be written to: {}", error.toString());
      encoder().writeRstStream(ctx, streamId, Http2Error.INTERNAL_ERROR.code(), newPromise());
    } else if (stream == null) {
      unknownStream(ctx, streamId, error);
    } else if (error instanceof Http2Exception.HeaderListSizeException) {
      trailersTooLarge(ctx, stream);
    } else {
      // Netty looks for a second head before it looks for the stream's state.
      boolean closed = parts.reader().headersAfterEnd();
      fault(ctx, stream, closed ? Http2Error.STREAM_CLOSED : error.error());
    }
  }

  private void unknownStream(
      ChannelHandlerContext ctx, int streamId, Http2Exception.StreamException error) {
    boolean mayOpen = !connection().streamMayHaveExisted(streamId);
    if (error instanceof Http2Exception.HeaderListSizeException && mayOpen) {
      openTooLarge(ctx, streamId);
    } else if (error.error() == Http2Error.REFUSED_STREAM) {
      refused(ctx, streamId);
    } else {
      switch (ended.of(streamId)) {
        case RESET_BY_US -> late(ctx);
        case ENDED_BY_VISITOR ->
            onError(ctx, false, connectionError(error.error(), "it has ended"));
        case UNKNOWN ->
            onError(ctx, false, connectionError(unknown(error.error()), "there is no such stream"));
      }
    }
  }

  /** A stream that was skipped was never there, so nothing on it was closed. */
  private static Http2Error unknown(Http2Error said) {
    return said == Http2Error.STREAM_CLOSED ? Http2Error.PROTOCOL_ERROR : said;
  }

  private void late(ChannelHandlerContext ctx) {
    try {
      parts.reader().count(FloodGuard.Event.LATE);
    } catch (Http2Exception e) {
      onError(ctx, false, e);
    }
  }

  private void refused(ChannelHandlerContext ctx, int streamId) {
    try {
      encoder().writeRstStream(ctx, streamId, Http2Error.REFUSED_STREAM.code(), newPromise());
      ended.add(streamId, true);
      parts.reader().count(FloodGuard.Event.REQUEST_REFUSED);
    } catch (Http2Exception e) {
      onError(ctx, false, e);
    }
  }

  private void openTooLarge(ChannelHandlerContext ctx, int streamId) {
    try {
      boolean end = parts.reader().endsStream();
      Http2Stream stream = connection().remote().createStream(streamId, end);
      stream.headersReceived(false);
      open(stream, end, owner::headTooLarge);
      parts.reader().count(FloodGuard.Event.STREAM_FAULT);
    } catch (Http2Exception e) {
      onError(ctx, false, e);
    }
  }

  private void trailersTooLarge(ChannelHandlerContext ctx, Http2Stream stream) {
    fault(ctx, stream, Http2Error.ENHANCE_YOUR_CALM);
  }

  private void fault(ChannelHandlerContext ctx, Http2Stream stream, Http2Error error) {
    WireStream present = stream.getProperty(key);
    if (present != null) {
      present.gone(Ending.MALFORMED);
    }
    encoder().writeRstStream(ctx, stream.id(), error.code(), newPromise());
    countFault();
  }

  /** Says GOAWAY and leaves the closing to the owner, who gives the visitor time to read it. */
  @Override
  protected void onConnectionError(
      ChannelHandlerContext ctx,
      boolean outbound,
      Throwable cause,
      @Nullable Http2Exception error) {
    if (failed) {
      return;
    }
    failed = true;
    parts.reader().fail();
    Http2Error code = error == null ? Http2Error.INTERNAL_ERROR : error.error();
    boolean left = cause instanceof IOException;
    if (error == null && !left) {
      LOG.error("a client connection failed", cause);
    }
    ending =
        switch (code) {
          case ENHANCE_YOUR_CALM -> Ending.FLOOD;
          case INTERNAL_ERROR -> left ? Ending.LEFT : Ending.FAILED;
          default -> Ending.MALFORMED;
        };
    int last = Math.max(0, connection().remote().lastStreamCreated());
    frameWriter().writeGoAway(ctx, last, code.code(), Unpooled.EMPTY_BUFFER, ctx.newPromise());
    endAll();
    ctx.flush();
    owner.failed();
  }

  private void endAll() {
    try {
      connection()
          .forEachActiveStream(
              stream -> {
                WireStream present = stream.getProperty(key);
                if (present != null) {
                  present.gone(ending);
                }
                return true;
              });
    } catch (Http2Exception e) {
      LOG.error("a client connection's streams cannot be ended", e);
    }
  }

  private interface Opening {
    void open(WireStream stream);
  }

  private void open(Http2Stream stream, boolean end, Opening opening) throws Http2Exception {
    if (underWay >= limits.maxStreams()) {
      throw streamError(stream.id(), Http2Error.REFUSED_STREAM, "too many requests are under way");
    }
    underWay++;
    WireStream opened = new WireStream(this, stream, end);
    stream.setProperty(key, opened);
    opening.open(opened);
  }

  /** Frames that Netty's decoder has found in order. */
  private final class Frames extends Http2FrameAdapter {
    @Override
    public void onHeadersRead(
        ChannelHandlerContext ctx,
        int streamId,
        Http2Headers headers,
        int dependency,
        short weight,
        boolean exclusive,
        int padding,
        boolean end)
        throws Http2Exception {
      ReceivedFields fields = (ReceivedFields) headers;
      Http2Stream stream = connection().stream(streamId);
      WireStream present = stream.getProperty(key);
      if (present == null) {
        open(stream, end, opened -> owner.opened(opened, fields));
      } else {
        present.trailers(fields);
      }
    }

    @Override
    public int onDataRead(
        ChannelHandlerContext ctx, int streamId, ByteBuf data, int padding, boolean end)
        throws Http2Exception {
      WireStream present = connection().stream(streamId).getProperty(key);
      int passed = present == null ? data.readableBytes() : present.receive(data, end);
      return padding + passed;
    }

    @Override
    public void onPingAckRead(ChannelHandlerContext ctx, long data) {
      if (data == DRAIN_PING) {
        owner.drainAcknowledged();
      }
    }
  }

  /** The end of streams, however they ended. */
  private final class Streams extends Http2ConnectionAdapter {
    @Override
    public void onStreamClosed(Http2Stream stream) {
      ended.add(stream.id(), stream.isResetSent());
      WireStream present = stream.getProperty(key);
      if (present != null) {
        present.gone(ending);
      }
    }

    @Override
    public void onStreamRemoved(Http2Stream stream) {
      if (isIdle()) {
        owner.idle();
      }
    }
  }
}
