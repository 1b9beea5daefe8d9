package io.webgateway.agent.proxy.http;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;

/** Frames data as chunks where a backend's answer had no other end than its connection's. */
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

  /** The chunk that ends a body, without trailers. */
  public static ByteBuf lastChunk() {
    return LAST.duplicate();
  }
}
