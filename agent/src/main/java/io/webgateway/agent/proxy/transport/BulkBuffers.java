package io.webgateway.agent.proxy.transport;

import io.netty.channel.Channel;
import io.netty.channel.RecvByteBufAllocator;
import io.netty.channel.WriteBufferWaterMark;

/**
 * Buffers of connections that only move bytes. Reads grow to 256 KiB while much comes, and one such
 * read may wait beside another before the other side stops reading: bulk costs a fifth less than
 * with Netty's 64 KiB, and a quiet connection as little as before. The price is what a peer that
 * does not read holds: 768 KiB in each direction instead of 128 KiB.
 */
public final class BulkBuffers {
  private static final int LEAST_READ_BYTES = 64;
  private static final int FIRST_READ_BYTES = 2 * 1024;
  private static final int MOST_READ_BYTES = 256 * 1024;
  private static final WriteBufferWaterMark MARKS =
      new WriteBufferWaterMark(MOST_READ_BYTES, 2 * MOST_READ_BYTES);

  private BulkBuffers() {}

  /** For a socket's first read on: later it is too late. */
  public static RecvByteBufAllocator reads() {
    return new PacedReads(LEAST_READ_BYTES, FIRST_READ_BYTES, MOST_READ_BYTES);
  }

  /**
   * Reads no more at once from now on; for connections whose bytes are paid for.
   *
   * @param bytes {@link Integer#MAX_VALUE} for as much as usual
   */
  public static void readAtMost(Channel channel, int bytes) {
    PacedReads.bound(channel, bytes);
  }

  /** Lets so much wait to be sent. */
  public static void widen(Channel channel) {
    channel.config().setWriteBufferWaterMark(MARKS);
  }
}
