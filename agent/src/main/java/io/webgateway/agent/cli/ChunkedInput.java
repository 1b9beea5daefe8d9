package io.webgateway.agent.cli;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** A body in chunks (RFC 9112 section 7.1), without its framing. Trailers are dropped. */
final class ChunkedInput extends FilterInputStream {
  private static final int MAX_LINE_BYTES = 8 * 1024;
  private static final int HEX = 16;

  private long left;
  private boolean first = true;
  private boolean ended;

  ChunkedInput(InputStream in) {
    super(in);
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    if (left == 0 && !ended) {
      nextChunk();
    }
    if (ended) {
      return -1;
    }
    int count = in.read(buffer, offset, (int) Math.min(length, left));
    if (count < 0) {
      throw new IOException("The connection ended within a chunk");
    }
    left -= count;
    return count;
  }

  // Only bytes of the body count: a reader that took framing for content would wait for a next
  // chunk
  // before it hands out this one.
  @Override
  public int available() throws IOException {
    return (int) Math.min(left, in.available());
  }

  private void nextChunk() throws IOException {
    if (!first && !Http1.readLine(in, MAX_LINE_BYTES).isEmpty()) {
      throw new IOException("A chunk is longer than it said");
    }
    first = false;
    String line = Http1.readLine(in, MAX_LINE_BYTES);
    int extension = line.indexOf(';');
    String size = extension < 0 ? line : line.substring(0, extension);
    if (!size.matches("[0-9a-fA-F]{1,15}")) {
      throw new IOException("A chunk does not say how long it is");
    }
    left = Long.parseLong(size, HEX);
    if (left == 0) {
      ended = true;
      int trailers = MAX_LINE_BYTES;
      for (String trailer = Http1.readLine(in, trailers);
          !trailer.isEmpty();
          trailer = Http1.readLine(in, trailers)) {
        trailers -= trailer.length();
      }
    }
  }
}
