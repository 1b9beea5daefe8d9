package io.webgateway.agent.proxy.http;

import io.netty.buffer.ByteBuf;

/**
 * Finds the end of a message's head in bytes that arrive in pieces, looking at each byte once. Owns
 * nothing; confined to one event loop.
 */
public final class HeadFinder {
  private final int maxFirstLineBytes;
  private final int maxHeadBytes;
  private int scannedBytes;
  private int lineStart;

  /** With limits in bytes. */
  public HeadFinder(int maxFirstLineBytes, int maxHeadBytes) {
    this.maxFirstLineBytes = maxFirstLineBytes;
    this.maxHeadBytes = maxHeadBytes;
  }

  /**
   * Looks on from where the last call stopped.
   *
   * @param in from the head's first byte; nothing may be consumed between calls
   * @return the head's length with its empty line, or -1 when more bytes are needed
   */
  public int find(ByteBuf in) throws MalformedMessageException {
    int base = in.readerIndex();
    while (true) {
      int lf = in.indexOf(base + scannedBytes, in.writerIndex(), Octets.LF);
      if (lf < 0) {
        scannedBytes = in.readableBytes();
        requireWithinLimits(scannedBytes);
        return -1;
      }
      int offset = lf - base;
      if (offset == 0 || in.getByte(lf - 1) != Octets.CR) {
        throw new MalformedMessageException(Fault.BARE_LINE_FEED);
      }
      requireWithinLimits(offset + 1);
      boolean emptyLine = lineStart == offset - 1;
      scannedBytes = offset + 1;
      lineStart = scannedBytes;
      if (emptyLine) {
        return offset + 1;
      }
    }
  }

  /** Starts over for the next head. */
  public void reset() {
    scannedBytes = 0;
    lineStart = 0;
  }

  private void requireWithinLimits(int bytes) throws MalformedMessageException {
    if (lineStart == 0 && bytes > maxFirstLineBytes) {
      throw new MalformedMessageException(Fault.TARGET_TOO_LONG);
    }
    if (bytes > maxHeadBytes) {
      throw new MalformedMessageException(Fault.HEAD_TOO_LARGE);
    }
  }
}
