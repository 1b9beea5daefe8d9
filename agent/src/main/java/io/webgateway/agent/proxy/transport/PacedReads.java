package io.webgateway.agent.proxy.transport;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.AdaptiveRecvByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelConfig;
import io.netty.channel.RecvByteBufAllocator;
import io.netty.util.UncheckedBooleanSupplier;

/**
 * Reads that grow while much comes, up to a bound that may be lowered while the connection is open:
 * who pays for bytes after they were read takes turns with others by reads, so the smaller a read,
 * the finer the turns and the shorter the pauses.
 */
final class PacedReads implements RecvByteBufAllocator {
  private final AdaptiveRecvByteBufAllocator adaptive;
  private final int most;

  /** Sizes of buffers in bytes; growing is Netty's. */
  PacedReads(int least, int first, int most) {
    this(new AdaptiveRecvByteBufAllocator(least, first, most), Integer.MAX_VALUE);
  }

  private PacedReads(AdaptiveRecvByteBufAllocator adaptive, int most) {
    this.adaptive = adaptive;
    this.most = most;
  }

  /** No read of the connection is larger from now on; without effect where reads are not paced. */
  static void bound(Channel channel, int bytes) {
    ChannelConfig config = channel.config();
    if (config.getRecvByteBufAllocator() instanceof PacedReads paced && paced.most != bytes) {
      config.setRecvByteBufAllocator(new PacedReads(paced.adaptive, bytes));
    }
  }

  @Override
  public ExtendedHandle newHandle() {
    return new Reads((ExtendedHandle) adaptive.newHandle(), most);
  }

  /** The reads of one connection, which follow the allocator that it has at the time. */
  private static final class Reads implements ExtendedHandle {
    private final ExtendedHandle reads;
    private int most;

    Reads(ExtendedHandle reads, int most) {
      this.reads = reads;
      this.most = most;
    }

    @Override
    public ByteBuf allocate(ByteBufAllocator buffers) {
      return most == Integer.MAX_VALUE ? reads.allocate(buffers) : buffers.ioBuffer(guess());
    }

    @Override
    public int guess() {
      return Math.min(most, reads.guess());
    }

    @Override
    public void reset(ChannelConfig config) {
      if (config.getRecvByteBufAllocator() instanceof PacedReads now) {
        most = now.most;
      }
      reads.reset(config);
    }

    @Override
    public void incMessagesRead(int messages) {
      reads.incMessagesRead(messages);
    }

    @Override
    public void lastBytesRead(int bytes) {
      reads.lastBytesRead(bytes);
    }

    @Override
    public int lastBytesRead() {
      return reads.lastBytesRead();
    }

    @Override
    public void attemptedBytesRead(int bytes) {
      reads.attemptedBytesRead(bytes);
    }

    @Override
    public int attemptedBytesRead() {
      return reads.attemptedBytesRead();
    }

    @Override
    public boolean continueReading() {
      return reads.continueReading();
    }

    @Override
    public boolean continueReading(UncheckedBooleanSupplier maybeMore) {
      return reads.continueReading(maybeMore);
    }

    @Override
    public void readComplete() {
      reads.readComplete();
    }
  }
}
