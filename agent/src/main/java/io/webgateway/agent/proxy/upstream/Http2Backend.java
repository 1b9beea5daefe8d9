package io.webgateway.agent.proxy.upstream;

import static io.netty.handler.codec.http2.Http2Exception.connectionError;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.codec.http2.Http2Connection;
import io.netty.handler.codec.http2.Http2ConnectionDecoder;
import io.netty.handler.codec.http2.Http2ConnectionEncoder;
import io.netty.handler.codec.http2.Http2ConnectionHandler;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2HeadersEncoder;
import io.netty.handler.codec.http2.Http2Settings;
import io.netty.handler.codec.http2.Http2Stream;
import io.webgateway.agent.proxy.transport.Deadline;
import io.webgateway.agent.proxy.transport.DeadlineWheel;
import io.webgateway.agent.proxy.upstream.tls.TlsFault;
import io.webgateway.agent.routing.BackendPolicy;
import io.webgateway.agent.routing.policy.UpstreamTls;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One shared connection to a backend (RFC 9113): keeps places for exchanges, up to what the backend
 * and our own limit allow, and watches whether the backend is alive. What Netty's codec lets
 * through is judged in {@link BackendStream} and {@link Http2BackendFrames}. Event loop of its
 * channel.
 */
final class Http2Backend extends Http2ConnectionHandler {
  private static final Logger LOG = LoggerFactory.getLogger(Http2Backend.class);
  private static final int DEFAULT_WINDOW_BYTES = 65_535;

  /** A connection is replaced long before its stream ids run out. */
  private static final int LAST_STREAM_ID = 1 << 30;

  /** Our HPACK table, whatever the backend allows. */
  private static final int MAX_ENCODER_TABLE_BYTES = 4_096;

  /** Who keeps the connection. */
  interface Owner {
    /** It takes exchanges: the backend's SETTINGS are here. */
    void ready(Http2Backend connection);

    /** It will never take any; told instead of {@link #ready}. */
    void notConnected(ConnectOutcome.NotConnected why);

    /** It may have room again. */
    void roomChanged();

    /** It takes no more exchanges; told only after {@link #ready}. */
    void gone(Http2Backend connection);
  }

  private final Channel channel;
  private final PoolKey key;
  private final BackendPolicy checkedBy;
  private final Http2Pool.Terms terms;
  private final Owner owner;
  private final Http2BackendFrames frames;
  private final Http2Liveness liveness;
  private final Deadline deadline;
  private final Http2Connection.PropertyKey property;
  private final List<BackendStream> touched = new ArrayList<>();
  private final long settingsTimeoutMillis;
  private @Nullable ChannelHandlerContext context;
  private int places;
  private boolean ready;
  private boolean used;
  private boolean leaving;
  private boolean flushPending;

  private Http2Backend(
      Http2ConnectionDecoder decoder,
      Http2ConnectionEncoder encoder,
      Http2Settings settings,
      Opening opening) {
    super(decoder, encoder, settings, true);
    this.channel = opening.channel();
    this.key = opening.key();
    this.checkedBy = opening.checkedBy();
    this.settingsTimeoutMillis = opening.settingsTimeoutMillis();
    this.terms = opening.terms();
    this.owner = opening.owner();
    DeadlineWheel wheel = terms.wheel();
    this.liveness =
        new Http2Liveness(terms.http2(), key.idleTimeoutMillis(terms.limits()), wheel.nowNanos());
    this.deadline = wheel.deadline(this::look);
    this.property = connection().newKey();
    this.frames = new Http2BackendFrames(this, wheel);
    decoder.frameListener(frames);
    encoder.flowController().listener(this::writabilityChanged);
    connection().addListener(frames);
  }

  /**
   * What a connection is made of.
   *
   * @param channel open and without handlers, but for TLS
   * @param key what it may be used for
   * @param checkedBy the policy that allowed its address
   * @param settingsTimeoutMillis for the backend's first SETTINGS
   * @param terms shared ones
   * @param owner who keeps it
   */
  record Opening(
      Channel channel,
      PoolKey key,
      BackendPolicy checkedBy,
      long settingsTimeoutMillis,
      Http2Pool.Terms terms,
      Owner owner) {}

  /** Equips a channel; it takes exchanges once its owner was told that it is ready. */
  static Http2Backend equip(Opening opening) {
    Http2Backend backend = new Http2BackendBuilder(opening).build();
    opening.channel().pipeline().addLast("upstream", backend);
    return backend;
  }

  static Http2Backend of(
      Http2ConnectionDecoder decoder,
      Http2ConnectionEncoder encoder,
      Http2Settings settings,
      Opening opening) {
    return new Http2Backend(decoder, encoder, settings, opening);
  }

  @Override
  public void handlerAdded(ChannelHandlerContext ctx) throws Exception {
    context = ctx;
    super.handlerAdded(ctx);
    decoder()
        .flowController()
        .incrementWindowSize(
            connection().connectionStream(),
            terms.http2().connectionWindowBytes() - DEFAULT_WINDOW_BYTES);
    deadline.inMillis(terms.wheel().nowNanos(), settingsTimeoutMillis);
    flushSoon();
  }

  boolean hasRoom() {
    return ready
        && !leaving
        && channel.isActive()
        && places < Math.min(terms.http2().maxStreams(), connection().local().maxActiveStreams());
  }

  boolean isUsed() {
    return used;
  }

  BackendPolicy checkedBy() {
    return checkedBy;
  }

  Channel channel() {
    return channel;
  }

  /** Keeps a place; ask {@link #hasRoom} first. */
  BackendStream newStream() {
    places++;
    liveness.used(terms.wheel().nowNanos());
    rearm();
    boolean reused = used;
    used = true;
    return new BackendStream(this, reused);
  }

  void placeFreed() {
    places--;
    liveness.used(terms.wheel().nowNanos());
    rearm();
    if (leaving && places == 0) {
      close(Http2Error.NO_ERROR);
    } else if (!leaving) {
      owner.roomChanged();
    }
  }

  /** Takes no more exchanges, and ends with the last one. */
  void leave() {
    stopTaking(new ConnectOutcome.NotHttp2());
    if (places == 0) {
      close(Http2Error.NO_ERROR);
    }
  }

  private void stopTaking(ConnectOutcome.NotConnected whenNotReady) {
    if (!leaving) {
      leaving = true;
      if (ready) {
        owner.gone(this);
      } else {
        owner.notConnected(whenNotReady);
      }
    }
  }

  private void close(Http2Error error) {
    ChannelHandlerContext ctx = ctx();
    if (channel.isActive()) {
      goAway(
          ctx,
          connection().remote().lastStreamCreated(),
          error.code(),
          Unpooled.EMPTY_BUFFER,
          ctx.newPromise());
      ctx.flush();
    }
    channel.close();
  }

  /** Writes a request's head without flushing; answers the stream's id. */
  int begin(BackendStream stream, Http2Headers head, boolean ends) {
    int id = connection().local().incrementAndGetNextStreamId();
    if (id > LAST_STREAM_ID) {
      leave();
    }
    ChannelFuture written = encoder().writeHeaders(ctx(), id, head, 0, ends, ctx().newPromise());
    Http2Stream opened = connection().stream(id);
    if (opened != null) {
      opened.setProperty(property, stream);
    }
    written.addListener(
        sent -> {
          if (!sent.isSuccess()) {
            // For example a head that is larger than the backend takes.
            stream.fail(UpstreamFailure.CLOSED);
            stream.closed();
          }
        });
    return id;
  }

  void writeData(int id, ByteBuf data, boolean ends) {
    frames.carried(data.readableBytes());
    encoder().writeData(ctx(), id, data, 0, ends, ctx().newPromise());
  }

  void writeTrailers(int id, Http2Headers trailers) {
    encoder().writeHeaders(ctx(), id, trailers, 0, true, ctx().newPromise());
  }

  void reset(int id, Http2Error error) {
    if (connection().stream(id) != null) {
      resetStream(ctx(), id, error.code(), ctx().newPromise());
      flushSoon();
    }
  }

  /** Room for the backend to send that many bytes more. */
  void consumed(int id, int bytes) {
    Http2Stream stream = connection().stream(id);
    if (stream == null) {
      return;
    }
    try {
      decoder().flowController().consumeBytes(stream, bytes);
      flushSoon();
    } catch (Http2Exception e) {
      onError(ctx(), true, e);
    }
  }

  boolean isWritable(int id) {
    Http2Stream stream = connection().stream(id);
    return stream == null || encoder().flowController().isWritable(stream);
  }

  private void writabilityChanged(Http2Stream stream) {
    BackendStream ours = streamOf(stream);
    if (ours != null) {
      ours.writabilityChanged();
    }
  }

  /** Sends what was written, once for all exchanges that wrote in this turn of the event loop. */
  void flushSoon() {
    if (!flushPending) {
      flushPending = true;
      channel.eventLoop().execute(this::flushNow);
    }
  }

  private void flushNow() {
    flushPending = false;
    if (channel.isActive()) {
      flush(ctx());
    }
  }

  Http2Pool.Terms terms() {
    return terms;
  }

  /** As requests name it. */
  String scheme() {
    return key.protocol().tls() instanceof UpstreamTls.Off ? "http" : "https";
  }

  @Nullable BackendStream streamOf(@Nullable Http2Stream stream) {
    return stream == null ? null : stream.getProperty(property);
  }

  @Nullable BackendStream streamOf(int id) {
    return streamOf(connection().stream(id));
  }

  /** A stream has something to pass on when all that was read is decoded. */
  void touched(BackendStream stream) {
    if (touched.isEmpty() || touched.getLast() != stream) {
      touched.add(stream);
    }
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) throws Exception {
    liveness.read(terms.wheel().nowNanos());
    super.channelRead(ctx, message);
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext ctx) throws Exception {
    for (BackendStream stream : touched) {
      stream.flushReceiver();
    }
    touched.clear();
    super.channelReadComplete(ctx);
  }

  void settingsRead() throws Http2Exception {
    Http2HeadersEncoder.Configuration hpack = encoder().configuration().headersConfiguration();
    hpack.maxHeaderTableSize(Math.min(hpack.maxHeaderTableSize(), MAX_ENCODER_TABLE_BYTES));
    if (!ready) {
      ready = true;
      rearm();
      owner.ready(this);
    } else {
      owner.roomChanged();
    }
  }

  void settingsAcknowledged() {
    liveness.acknowledged();
    rearm();
  }

  /** The backend takes no more: what it has not begun it will never begin (section 6.8). */
  void goAwayRead(int lastStreamId) throws Http2Exception {
    leave();
    connection()
        .forEachActiveStream(
            stream -> {
              BackendStream ours = streamOf(stream);
              if (ours != null && stream.id() > lastStreamId) {
                ours.fail(UpstreamFailure.REFUSED);
              }
              return true;
            });
  }

  @Override
  protected void onStreamError(
      ChannelHandlerContext ctx,
      boolean outbound,
      Throwable cause,
      Http2Exception.StreamException fault) {
    BackendStream stream = streamOf(fault.streamId());
    if (!connection().local().isValidStreamId(fault.streamId())) {
      onConnectionError(
          ctx,
          outbound,
          cause,
          connectionError(Http2Error.PROTOCOL_ERROR, "a backend opens no streams"));
      return;
    }
    if (stream == null && connection().stream(fault.streamId()) == null) {
      // A frame that was under way when the stream was reset; another reset would help nobody.
      frames.late(ctx);
      return;
    }
    super.onStreamError(ctx, outbound, cause, fault);
    if (stream != null) {
      stream.fail(outbound ? UpstreamFailure.CLOSED : UpstreamFailure.MALFORMED);
    }
  }

  @Override
  protected void onConnectionError(
      ChannelHandlerContext ctx,
      boolean outbound,
      Throwable cause,
      @Nullable Http2Exception fault) {
    if (fault == null && !(cause instanceof IOException)) {
      LOG.error("a backend connection failed", cause);
    }
    stopTaking(new ConnectOutcome.NotHttp2());
    failAll(outbound || fault == null ? UpstreamFailure.CLOSED : UpstreamFailure.MALFORMED);
    close(fault == null ? Http2Error.INTERNAL_ERROR : fault.error());
  }

  private void failAll(UpstreamFailure failure) {
    try {
      connection()
          .forEachActiveStream(
              stream -> {
                BackendStream ours = streamOf(stream);
                if (ours != null) {
                  ours.fail(failure);
                }
                return true;
              });
    } catch (Http2Exception e) {
      throw new IllegalStateException("failing a stream throws nothing", e);
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) throws Exception {
    deadline.discard();
    stopTaking(new ConnectOutcome.NotHttp2());
    failAll(UpstreamFailure.CLOSED);
    super.channelInactive(ctx);
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) throws Exception {
    if (cause instanceof IOException || cause instanceof DecoderException) {
      stopTaking(
          cause.getCause() instanceof SSLException
              ? new ConnectOutcome.TlsFailed(TlsFault.REFUSED)
              : new ConnectOutcome.NotHttp2());
      failAll(UpstreamFailure.CLOSED);
      channel.close();
    } else {
      super.exceptionCaught(ctx, cause);
    }
  }

  private void look() {
    if (!ready) {
      leave();
      return;
    }
    long nowNanos = terms.wheel().nowNanos();
    switch (liveness.decide(places, nowNanos)) {
      case WAIT -> {}
      case PING -> {
        encoder().writePing(ctx(), false, nowNanos, ctx().newPromise());
        flushSoon();
      }
      case DEAD -> {
        stopTaking(new ConnectOutcome.NotHttp2());
        failAll(UpstreamFailure.CLOSED);
        channel.close();
        return;
      }
      case IDLE -> {
        leave();
        return;
      }
    }
    rearm();
  }

  private void rearm() {
    long nowNanos = terms.wheel().nowNanos();
    deadline.inMillis(nowNanos, liveness.lookMillis(places, nowNanos));
  }

  private ChannelHandlerContext ctx() {
    if (context == null) {
      throw new IllegalStateException("the connection is not in a pipeline");
    }
    return context;
  }
}
