package io.webgateway.agent.proxy.http;

import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

/**
 * Cuts the data of one message's body out of the bytes of a connection and passes it on without
 * copying. Owns no buffer between calls. Confined to one event loop.
 */
public final class BodyReader {
  /** Where data goes; each buffer belongs to the receiver. */
  @FunctionalInterface
  public interface Output {
    /** Takes data, without any framing. */
    void data(ByteBuf slice);
  }

  private final BodyFraming framing;
  private final int maxTrailerBytes;
  private final int maxFields;
  private @Nullable ChunkReader chunks;
  private long remainingBytes;
  private boolean ended;

  /** Reads one body. */
  public BodyReader(BodyFraming framing, int maxTrailerBytes, int maxFields) {
    this.framing = framing;
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
      reader = new ChunkReader(maxTrailerBytes, maxFields);
      chunks = reader;
    }
    return reader;
  }

  private void pass(ByteBuf in, int take, Output out) {
    out.data(in.readRetainedSlice(take));
  }

  /** Whether the body's end was seen. */
  public boolean ended() {
    return ended;
  }

  /** The fields behind a body that has ended. */
  public HeaderBlock trailers() {
    return chunks == null ? HeaderBlock.NONE : chunks.trailers();
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
