package io.webgateway.agent.proxy.http;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;

/** Frames data as chunks (RFC 9112 section 7.1). */
public final class ChunkWriter {
  private static final ByteBuf LINE_END =
      Unpooled.unreleasableBuffer(
          Unpooled.directBuffer(2, 2).writeByte('\r').writeByte('\n').asReadOnly());
  private static final ByteBuf LAST =
      Unpooled.unreleasableBuffer(
          Unpooled.directBuffer(5, 5)
              .writeBytes("0\r\n\r\n".getBytes(StandardCharsets.US_ASCII))
              .asReadOnly());

  private ChunkWriter() {}

  /** Appends the line before a chunk's data. */
  public static ByteBuf size(ByteBuf out, int bytes) {
    HeadWriter.text(out, Integer.toHexString(bytes));
    HeadWriter.lineEnd(out);
    return out;
  }

  /** What follows a chunk's data. */
  public static ByteBuf dataEnd() {
    return LINE_END.duplicate();
  }

  /**
   * The chunk that ends a body.
   *
   * @param trailers only those without a meaning to framing, routing or trust are sent (RFC 9110
   *     section 6.5.1)
   */
  public static ByteBuf last(HeaderBlock trailers) {
    if (trailers.size() == 0) {
      return LAST.duplicate();
    }
    ByteBuf out = Unpooled.buffer(256, Integer.MAX_VALUE);
    HeadWriter.text(out, "0\r\n");
    for (int i = 0; i < trailers.size(); i++) {
      if (trailers.mayBeTrailer(i)) {
        trailers.copyLine(i, out);
      }
    }
    HeadWriter.lineEnd(out);
    return out;
  }
}
