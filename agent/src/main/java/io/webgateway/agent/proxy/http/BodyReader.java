package io.webgateway.agent.proxy.http;

import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

/**
 * Cuts one message's body out of the bytes of a connection and passes it on without copying. Owns
 * no buffer between calls. Confined to one event loop.
 */
public final class BodyReader {
  /** Where body bytes go; each buffer belongs to the receiver. */
  @FunctionalInterface
  public interface Output {
    /** Takes bytes. */
    void bytes(ByteBuf slice);
  }

  private final BodyFraming framing;
  private final boolean keepChunks;
  private final int maxTrailerBytes;
  private final int maxFields;
  private @Nullable ChunkReader chunks;
  private long remainingBytes;
  private long bodyBytes;
  private boolean ended;

  /**
   * Reads one body.
   *
   * @param keepChunks whether a chunked body is passed on as chunks, or as data only
   */
  public BodyReader(BodyFraming framing, boolean keepChunks, int maxTrailerBytes, int maxFields) {
    this.framing = framing;
    this.keepChunks = keepChunks;
    this.maxTrailerBytes = maxTrailerBytes;
    this.maxFields = maxFields;
    this.remainingBytes = framing instanceof BodyFraming.Length length ? length.bytes() : 0;
    this.ended = framing.isEmpty();
  }

  /** Passes on what belongs to the body and leaves the rest in the buffer. */
  public void read(ByteBuf in, Output out) throws MalformedMessageException {
    if (ended || !in.isReadable()) {
      return;
    }
    switch (framing) {
      case BodyFraming.Length _ -> {
        int take = (int) Math.min(remainingBytes, in.readableBytes());
        remainingBytes -= take;
        ended = remainingBytes == 0;
        pass(in, take, out);
      }
      case BodyFraming.Ending ending -> {
        switch (ending) {
          case NONE -> ended = true;
          case CHUNKED -> {
            ChunkReader reader = chunks();
            ended = reader.read(in, out);
            bodyBytes = reader.dataBytes();
          }
          case UNTIL_CLOSE -> pass(in, in.readableBytes(), out);
        }
      }
    }
  }

  /** Made when the first chunk comes: most messages have none. */
  private ChunkReader chunks() {
    ChunkReader reader = chunks;
    if (reader == null) {
      reader = new ChunkReader(keepChunks, maxTrailerBytes, maxFields);
      chunks = reader;
    }
    return reader;
  }

  private void pass(ByteBuf in, int take, Output out) {
    bodyBytes += take;
    out.bytes(in.readRetainedSlice(take));
  }

  /** Whether the body's end was seen. */
  public boolean ended() {
    return ended;
  }

  /** Data bytes passed on so far, without chunk sizes. */
  public long bodyBytes() {
    return bodyBytes;
  }

  /** Whether the buffer holds more than the rest of a body of known length. */
  public boolean wouldLeaveBytes(ByteBuf in) {
    return switch (framing) {
      case BodyFraming.Length _ -> in.readableBytes() > remainingBytes;
      case BodyFraming.Ending ending ->
          switch (ending) {
            case NONE -> in.isReadable();
            case CHUNKED, UNTIL_CLOSE -> false;
          };
    };
  }
}
