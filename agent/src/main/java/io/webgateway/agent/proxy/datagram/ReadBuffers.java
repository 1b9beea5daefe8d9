package io.webgateway.agent.proxy.datagram;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.DefaultMaxMessagesRecvByteBufAllocator;
import io.netty.channel.RecvByteBufAllocator;
import io.netty.util.UncheckedBooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What all datagram sockets of one event loop read into: a few large buffers, used again and again,
 * each with room for a batch of datagrams of the largest size, so that none is ever cut short.
 * Pages that no datagram reached cost nothing. Confined to the event loop.
 */
final class ReadBuffers {
  /** The largest datagram has 65,527 bytes (IPv6). */
  static final int MAX_DATAGRAM_BYTES = 65_536;

  /** Datagrams of one system call. */
  static final int BATCH = 16;

  private static final int SMALL_BATCH = 2;

  private static final int BUFFERS = 4;

  private final @Nullable ByteBuf[] buffers = new @Nullable ByteBuf[BUFFERS];
  private final RecvByteBufAllocator batches = new Reads(true);
  private final RecvByteBufAllocator singles = new Reads(false);
  private boolean closed;

  /**
   * Whether a datagram that was read may stay in its buffer until it is sent. When all buffers are
   * in use already, what waits is copied out, so that a few small datagrams do not keep a lot of
   * memory.
   */
  boolean hasRoom() {
    for (ByteBuf buffer : buffers) {
      if (buffer == null || buffer.refCnt() == 1) {
        return true;
      }
    }
    return false;
  }

  /** One that nobody uses; the caller releases it. */
  private ByteBuf take(ByteBufAllocator allocator) {
    for (int i = 0; i < BUFFERS && !closed; i++) {
      ByteBuf buffer = buffers[i];
      if (buffer == null) {
        ByteBuf fresh = allocator.directBuffer(BATCH * MAX_DATAGRAM_BYTES);
        buffers[i] = fresh;
        return fresh.retain();
      }
      if (buffer.refCnt() == 1) {
        return buffer.clear().retain();
      }
    }
    return allocator.directBuffer(BATCH * MAX_DATAGRAM_BYTES);
  }

  /** Lets go of them; what is still in use goes with its last user. */
  void close() {
    closed = true;
    for (int i = 0; i < BUFFERS; i++) {
      ByteBuf buffer = buffers[i];
      if (buffer != null) {
        buffer.release();
        buffers[i] = null;
      }
    }
  }

  /** For sockets of which one system call reads several datagrams. */
  RecvByteBufAllocator batches() {
    return batches;
  }

  /** For sockets that are read one datagram at a time. */
  RecvByteBufAllocator singles() {
    return singles;
  }

  /** Gives every socket the same few buffers. */
  private final class Reads extends DefaultMaxMessagesRecvByteBufAllocator {
    private final boolean inBatches;

    Reads(boolean inBatches) {
      super(BATCH);
      this.inBatches = inBatches;
    }

    @Override
    @SuppressWarnings("deprecation") // Netty has no other way to bring a handle of one's own.
    public Handle newHandle() {
      return new Batch();
    }

    /**
     * Reads a batch, and once more only when it was full: else there was nothing left. To prepare a
     * large batch costs, so a socket gets one only when the last ones were full.
     */
    private final class Batch extends MaxMessageHandle {
      private int datagrams = SMALL_BATCH;

      @Override
      public ByteBuf allocate(ByteBufAllocator alloc) {
        ByteBuf buffer = take(alloc);
        int skipped = inBatches ? (BATCH - datagrams) * MAX_DATAGRAM_BYTES : 0;
        return buffer.setIndex(skipped, skipped);
      }

      @Override
      public int guess() {
        return datagrams * MAX_DATAGRAM_BYTES;
      }

      @Override
      public void lastBytesRead(int bytes) {
        super.lastBytesRead(bytes);
        if (bytes >= attemptedBytesRead()) {
          datagrams = BATCH;
        } else if (bytes > 0 && bytes <= MAX_DATAGRAM_BYTES) {
          datagrams = SMALL_BATCH;
        }
      }

      @Override
      public boolean continueReading(UncheckedBooleanSupplier mayBeMore) {
        boolean wasFull = lastBytesRead() >= attemptedBytesRead();
        return (wasFull || !inBatches) && super.continueReading(mayBeMore);
      }
    }
  }
}
