package io.webgateway.agent.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.netty.buffer.Unpooled;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.webgateway.agent.proxy.fixture.LeakWatch;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The canary of the leak watch. */
class LeakWatchIT {
  @Test
  void aBufferThatNobodyReleasesIsNoticed() {
    for (int i = 0; i < 20; i++) {
      UnpooledByteBufAllocator.DEFAULT.directBuffer(64).writeByte(i);
    }
    List<String> seen = new ArrayList<>();
    await()
        .atMost(Duration.ofSeconds(20))
        .until(
            () -> {
              seen.addAll(LeakWatch.drain());
              return !seen.isEmpty();
            });
    assertThat(seen.getFirst()).contains("ByteBuf");
    assertThat(Unpooled.EMPTY_BUFFER.isReadable()).isFalse();
    await().pollDelay(Duration.ofMillis(200)).until(() -> LeakWatch.drain().isEmpty());
  }
}
