package io.webgateway.agent.proxy.upstream;

import static io.netty.handler.codec.http2.Http2Exception.connectionError;
import static io.netty.handler.codec.http2.Http2Exception.streamError;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2EventAdapter;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2Flags;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2Settings;
import io.netty.handler.codec.http2.Http2Stream;
import io.webgateway.agent.proxy.http.MalformedMessageException;
import io.webgateway.agent.proxy.http2.FloodGuard;
import io.webgateway.agent.proxy.transport.DeadlineWheel;

/**
 * What a backend sends, given to the stream that it is for. Frames that are of no use to anybody
 * are counted: a backend that sends little else loses the connection. Event loop of its channel.
 */
final class Http2BackendFrames extends Http2EventAdapter {
  private final Http2Backend connection;
  private final DeadlineWheel wheel;
  private final FloodGuard guard;

  Http2BackendFrames(Http2Backend connection, DeadlineWheel wheel) {
    this.connection = connection;
    this.wheel = wheel;
    this.guard = new FloodGuard(wheel.nowNanos());
  }

  /** Bytes of a request went to the backend, which must tell of its windows. */
  void carried(int bytes) {
    guard.carried(bytes);
  }

  /** A frame came for a stream that has ended. */
  void late(ChannelHandlerContext ctx) {
    try {
      count(FloodGuard.Event.LATE);
    } catch (Http2Exception e) {
      connection.onError(ctx, false, e);
    }
  }

  @Override
  public int onDataRead(
      ChannelHandlerContext ctx, int streamId, ByteBuf data, int padding, boolean endOfStream)
      throws Http2Exception {
    int bytes = data.readableBytes() + padding;
    guard.carried(bytes);
    if (!data.isReadable() && !endOfStream) {
      count(FloodGuard.Event.EMPTY_DATA);
    }
    BackendStream stream = connection.streamOf(streamId);
    if (stream == null) {
      return bytes;
    }
    connection.touched(stream);
    try {
      return stream.received(data, bytes, endOfStream);
    } catch (MalformedMessageException e) {
      throw streamError(streamId, Http2Error.PROTOCOL_ERROR, e.fault().detail());
    }
  }

  @Override
  public void onHeadersRead(
      ChannelHandlerContext ctx,
      int streamId,
      Http2Headers headers,
      int streamDependency,
      short weight,
      boolean exclusive,
      int padding,
      boolean endOfStream)
      throws Http2Exception {
    BackendStream stream = connection.streamOf(streamId);
    if (stream == null) {
      return;
    }
    connection.touched(stream);
    try {
      stream.received(headers, endOfStream);
    } catch (MalformedMessageException e) {
      throw streamError(streamId, Http2Error.PROTOCOL_ERROR, e.fault().detail());
    }
    if (endOfStream) {
      guard.answered();
    }
  }

  @Override
  public void onRstStreamRead(ChannelHandlerContext ctx, int streamId, long errorCode)
      throws Http2Exception {
    count(FloodGuard.Event.CONTROL);
    BackendStream stream = connection.streamOf(streamId);
    if (stream != null) {
      stream.fail(
          errorCode == Http2Error.REFUSED_STREAM.code()
              ? UpstreamFailure.REFUSED
              : UpstreamFailure.CLOSED);
    }
  }

  @Override
  public void onSettingsRead(ChannelHandlerContext ctx, Http2Settings settings)
      throws Http2Exception {
    count(FloodGuard.Event.SETTINGS);
    connection.settingsRead();
  }

  @Override
  public void onSettingsAckRead(ChannelHandlerContext ctx) {
    connection.settingsAcknowledged();
  }

  @Override
  public void onPingRead(ChannelHandlerContext ctx, long data) throws Http2Exception {
    count(FloodGuard.Event.PING);
  }

  @Override
  public void onPriorityRead(
      ChannelHandlerContext ctx, int streamId, int dependency, short weight, boolean exclusive)
      throws Http2Exception {
    count(FloodGuard.Event.CONTROL);
  }

  @Override
  public void onWindowUpdateRead(ChannelHandlerContext ctx, int streamId, int increment)
      throws Http2Exception {
    count(FloodGuard.Event.CONTROL);
  }

  @Override
  public void onUnknownFrame(
      ChannelHandlerContext ctx, byte type, int streamId, Http2Flags flags, ByteBuf payload) {
    // Frames of unknown types are ignored (RFC 9113 section 5.5), and cost their bytes only.
  }

  @Override
  public void onGoAwayRead(ChannelHandlerContext ctx, int lastStreamId, long error, ByteBuf debug)
      throws Http2Exception {
    count(FloodGuard.Event.SETTINGS);
    connection.goAwayRead(lastStreamId);
  }

  @Override
  public void onStreamClosed(Http2Stream stream) {
    BackendStream ours = connection.streamOf(stream);
    if (ours != null) {
      ours.closed();
    }
  }

  private void count(FloodGuard.Event event) throws Http2Exception {
    if (!guard.allows(event, wheel.nowNanos())) {
      throw connectionError(Http2Error.ENHANCE_YOUR_CALM, "too many frames of little use");
    }
  }
}
