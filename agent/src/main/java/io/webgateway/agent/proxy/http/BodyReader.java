package io.webgateway.agent.proxy.http;

import io.netty.buffer.ByteBuf;

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
  private final ChunkReader chunks;
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
    this.chunks = new ChunkReader(keepChunks, maxTrailerBytes, maxFields);
    this.remainingBytes = framing instanceof BodyFraming.Length length ? length.bytes() : 0;
    this.ended = framing.isEmpty();
  }

  /** Passes on what belongs to the body and leaves the rest in the buffer. */
  public void read(ByteBuf in, Output out) throws MalformedMessageException {
    if (ended || !in.isReadable()) {
      return;
    }
    switch (framing) {
      case BodyFraming.Ending.NONE -> ended = true;
      case BodyFraming.Length length -> {
        int take = (int) Math.min(remainingBytes, in.readableBytes());
        remainingBytes -= take;
        ended = remainingBytes == 0;
        pass(in, take, out);
      }
      case BodyFraming.Ending.CHUNKED -> {
        ended = chunks.read(in, out);
        bodyBytes = chunks.dataBytes();
      }
      case BodyFraming.Ending.UNTIL_CLOSE -> pass(in, in.readableBytes(), out);
    }
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
      case BodyFraming.Ending.NONE -> in.isReadable();
      case BodyFraming.Length length -> in.readableBytes() > remainingBytes;
      case BodyFraming.Ending.CHUNKED -> false;
      case BodyFraming.Ending.UNTIL_CLOSE -> false;
    };
  }
}
