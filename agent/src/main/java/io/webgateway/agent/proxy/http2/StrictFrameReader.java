package io.webgateway.agent.proxy.http2;

import static io.netty.handler.codec.http2.Http2Exception.connectionError;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http2.Http2CodecUtil;
import io.netty.handler.codec.http2.Http2Connection;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2Flags;
import io.netty.handler.codec.http2.Http2FrameListener;
import io.netty.handler.codec.http2.Http2FrameListenerDecorator;
import io.netty.handler.codec.http2.Http2FrameReader;
import io.netty.handler.codec.http2.Http2FrameSizePolicy;
import io.netty.handler.codec.http2.Http2FrameTypes;
import io.netty.handler.codec.http2.Http2Settings;
import io.netty.handler.codec.http2.Http2Stream;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Looks at each frame before Netty's reader does, and hands it over only when it is there whole:
 * counts floods, refuses streams that no visitor may open, and bounds what SETTINGS may make us
 * keep. After a connection error it reads nothing more. Confined to one event loop.
 */
final class StrictFrameReader implements Http2FrameReader {
  private static final int TYPE = 3;
  private static final int FLAGS = 4;
  private static final int STREAM = 5;

  private final Http2FrameReader reader;
  private final Http2Connection connection;
  private final FloodGuard guard;
  private final LongSupplier nanos;
  private boolean withinHeaders;
  private boolean endsStream;
  private boolean afterEnd;
  private boolean failed;
  private @Nullable Http2FrameListener bounded;
  private @Nullable Bounds bounds;

  StrictFrameReader(
      Http2FrameReader reader, Http2Connection connection, FloodGuard guard, LongSupplier nanos) {
    this.reader = reader;
    this.connection = connection;
    this.guard = guard;
    this.nanos = nanos;
  }

  /** Whether a field section has begun and not ended. */
  boolean withinHeaders() {
    return withinHeaders;
  }

  /** Whether the HEADERS frame that is being read ends its stream. */
  boolean endsStream() {
    return endsStream;
  }

  /** Whether the frame that is being read is a HEADERS frame on a stream that its sender ended. */
  boolean headersAfterEnd() {
    return afterEnd;
  }

  /** Reads nothing more. */
  void fail() {
    failed = true;
  }

  @Override
  public void readFrame(ChannelHandlerContext ctx, ByteBuf in, Http2FrameListener listener)
      throws Http2Exception {
    Bounds strict = boundsOf(listener);
    while (!failed && in.readableBytes() >= Http2CodecUtil.FRAME_HEADER_LENGTH) {
      int length = in.getUnsignedMedium(in.readerIndex());
      if (length > frameSizePolicy().maxFrameSize()) {
        throw connectionError(Http2Error.FRAME_SIZE_ERROR, "a frame of %d bytes", length);
      }
      if (in.readableBytes() < Http2CodecUtil.FRAME_HEADER_LENGTH + length) {
        return;
      }
      ByteBuf frame = in.readSlice(Http2CodecUtil.FRAME_HEADER_LENGTH + length);
      check(frame, length);
      reader.readFrame(ctx, frame, strict);
    }
    if (failed) {
      in.skipBytes(in.readableBytes());
    }
  }

  /** The decoder gives the same listener again and again, but for the first frame. */
  private Bounds boundsOf(Http2FrameListener listener) {
    Bounds present = bounds;
    if (present == null || !listener.equals(bounded)) {
      present = new Bounds(listener);
      bounds = present;
      bounded = listener;
    }
    return present;
  }

  private void check(ByteBuf frame, int length) throws Http2Exception {
    int start = frame.readerIndex();
    byte type = frame.getByte(start + TYPE);
    short flags = frame.getUnsignedByte(start + FLAGS);
    int streamId = frame.getInt(start + STREAM) & Integer.MAX_VALUE;
    Http2Stream stream = connection.stream(streamId);
    afterEnd =
        type == Http2FrameTypes.HEADERS && stream != null && !stream.state().remoteSideOpen();
    switch (type) {
      case Http2FrameTypes.HEADERS -> {
        endsStream = (flags & Http2Flags.END_STREAM) != 0;
        fragment(flags, streamId);
      }
      case Http2FrameTypes.CONTINUATION -> fragment(flags, streamId);
      case Http2FrameTypes.DATA -> {
        requireClientStream(streamId);
        data(flags, length);
      }
      case Http2FrameTypes.RST_STREAM -> {
        requireClientStream(streamId);
        count(stream == null ? FloodGuard.Event.LATE : FloodGuard.Event.REQUEST_ABORTED);
      }
      case Http2FrameTypes.SETTINGS ->
          count(
              (flags & Http2Flags.ACK) == 0 ? FloodGuard.Event.SETTINGS : FloodGuard.Event.CONTROL);
      case Http2FrameTypes.PING ->
          count((flags & Http2Flags.ACK) == 0 ? FloodGuard.Event.PING : FloodGuard.Event.CONTROL);
      case Http2FrameTypes.WINDOW_UPDATE -> {
        if (streamId != 0) {
          requireClientStream(streamId);
        }
        count(FloodGuard.Event.CONTROL);
      }
      default -> count(FloodGuard.Event.CONTROL);
    }
  }

  private void fragment(short flags, int streamId) throws Http2Exception {
    requireClientStream(streamId);
    withinHeaders = (flags & Http2Flags.END_HEADERS) == 0;
    if (withinHeaders) {
      count(FloodGuard.Event.CONTINUATION);
    }
  }

  private void data(short flags, int length) throws Http2Exception {
    int padding = (flags & Http2Flags.PADDED) == 0 ? 0 : 1;
    boolean empty = length <= padding;
    if (empty && (flags & Http2Flags.END_STREAM) == 0) {
      count(FloodGuard.Event.EMPTY_DATA);
    }
    guard.carried(length);
  }

  /** Even streams would be ours, and we open none; Netty looks at their numbers only sometimes. */
  private void requireClientStream(int streamId) throws Http2Exception {
    if (!connection.remote().isValidStreamId(streamId)) {
      throw connectionError(
          Http2Error.PROTOCOL_ERROR, "stream %d is none that a visitor opens", streamId);
    }
  }

  void count(FloodGuard.Event event) throws Http2Exception {
    if (!guard.allows(event, nanos.getAsLong())) {
      throw connectionError(Http2Error.ENHANCE_YOUR_CALM, "too many frames of little use");
    }
  }

  @Override
  public Configuration configuration() {
    return reader.configuration();
  }

  private Http2FrameSizePolicy frameSizePolicy() {
    return reader.configuration().frameSizePolicy();
  }

  @Override
  public void close() {
    reader.close();
  }

  /** What a visitor may make us keep has a bound of ours too. */
  private static final class Bounds extends Http2FrameListenerDecorator {
    Bounds(Http2FrameListener listener) {
      super(listener);
    }

    @Override
    public void onSettingsRead(ChannelHandlerContext ctx, Http2Settings settings)
        throws Http2Exception {
      Long table = settings.headerTableSize();
      if (table != null && table > Http2Limits.MAX_ENCODER_TABLE_BYTES) {
        settings.headerTableSize(Http2Limits.MAX_ENCODER_TABLE_BYTES);
      }
      super.onSettingsRead(ctx, settings);
    }
  }
}
