package io.webgateway.agent.proxy.transport;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.channel.RecvByteBufAllocator.ExtendedHandle;
import io.netty.channel.embedded.EmbeddedChannel;
import org.junit.jupiter.api.Test;

class PacedReadsTest {
  private final EmbeddedChannel channel = new EmbeddedChannel();
  private final PacedReads paced = new PacedReads(64, 2_048, 262_144);

  private static void read(ExtendedHandle reads, int bytes) {
    reads.attemptedBytesRead(bytes);
    reads.lastBytesRead(bytes);
  }

  private int next(ExtendedHandle reads) {
    reads.reset(channel.config());
    ByteBuf buffer = reads.allocate(UnpooledByteBufAllocator.DEFAULT);
    try {
      assertThat(buffer.capacity()).isEqualTo(reads.guess());
      return buffer.capacity();
    } finally {
      buffer.release();
    }
  }

  private ExtendedHandle grown() {
    channel.config().setRecvByteBufAllocator(paced);
    ExtendedHandle reads = paced.newHandle();
    int before = 0;
    while (next(reads) > before) {
      before = next(reads);
      read(reads, before);
      reads.readComplete();
    }
    return reads;
  }

  @Test
  void readsGrowWhileMuchComes() {
    assertThat(next(grown())).isEqualTo(262_144);
  }

  @Test
  void aBoundHoldsFromTheNextReadOnAndCanBeLifted() {
    ExtendedHandle reads = grown();
    BulkBuffers.readAtMost(channel, 4_000);
    assertThat(next(reads)).isEqualTo(4_000);
    BulkBuffers.readAtMost(channel, 1_000_000);
    assertThat(next(reads)).as("more than it would read anyway").isEqualTo(262_144);
    BulkBuffers.readAtMost(channel, Integer.MAX_VALUE);
    assertThat(next(reads)).isEqualTo(262_144);
  }

  @Test
  void whereReadsAreNotPacedABoundChangesNothing() {
    EmbeddedChannel other = new EmbeddedChannel();
    Object before = other.config().getRecvByteBufAllocator();
    BulkBuffers.readAtMost(other, 4_000);
    assertThat((Object) other.config().getRecvByteBufAllocator()).isSameAs(before);
  }
}
