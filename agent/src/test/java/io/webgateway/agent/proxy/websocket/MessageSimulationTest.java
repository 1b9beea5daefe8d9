package io.webgateway.agent.proxy.websocket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.webgateway.agent.proxy.fixture.Frames;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Messages stay whole over backends that are lost. */
class MessageSimulationTest {
  private static final boolean ALL = "1".equals(System.getenv("WEBGW_TEST_ALL"));
  private static final int SEEDS = ALL ? 5_000 : 300;
  private static final int STEPS = 60;

  @Test
  @Timeout(300)
  void noMessageIsLostRepeatedOrHalved() throws IOException {
    for (long seed = 0; seed < SEEDS; seed++) {
      live(seed, MessageSimulation.Fault.NONE);
    }
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NONE")
  void whatIsWrongIsFound(MessageSimulation.Fault fault) {
    assertThatThrownBy(
            () -> {
              for (long seed = 0; seed < 200; seed++) {
                live(seed, fault);
              }
            })
        .isInstanceOf(AssertionError.class);
  }

  private static void live(long seed, MessageSimulation.Fault fault) throws IOException {
    try {
      new MessageSimulation(seed, fault).run(STEPS);
    } catch (AssertionError e) {
      throw new AssertionError("seed " + seed + ": " + e.getMessage(), e);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 125, 126, 127, 65_535, 65_536, 100_000})
  void framesOfEveryLengthEndWhereTheyEnd(int size) {
    byte[] frame = Frames.masked("x".repeat(size));
    FrameCursor cursor = new FrameCursor();
    int at = 0;
    while (at < frame.length) {
      assertThat(at == 0 || !cursor.isIdle()).isTrue();
      at = cursor.advance(i -> frame[i], at, Math.min(frame.length, at + 7));
    }
    assertThat(cursor.isIdle()).isTrue();
    assertThat(cursor.isControl()).isFalse();
  }

  @Test
  void aLargeMessageIsPassedOnBeforeItsEnd() {
    Downlink downlink = new Downlink();
    byte[] frame = Frames.plain(Frames.TEXT, true, "x".repeat(Downlink.MOST_BYTES + 100));
    List<Integer> passed = new ArrayList<>();
    downlink.came(
        Unpooled.copiedBuffer(frame, 0, Downlink.MOST_BYTES), out -> passed.add(size(out)));
    assertThat(passed).isEmpty();
    assertThat(downlink.isWhole()).isTrue();
    downlink.came(
        Unpooled.copiedBuffer(frame, Downlink.MOST_BYTES, 50), out -> passed.add(size(out)));
    assertThat(passed).containsExactly(Downlink.MOST_BYTES + 50);
    assertThat(downlink.isWhole()).isFalse();
  }

  @Test
  void aPingWithinAMessageOvertakesIt() {
    Downlink downlink = new Downlink();
    List<Integer> passed = new ArrayList<>();
    byte[] part = Frames.plain(Frames.TEXT, false, "part");
    byte[] ping = Frames.plain(Frames.PING, true, "p");
    downlink.came(Unpooled.wrappedBuffer(part, ping), out -> passed.add(size(out)));
    assertThat(passed).containsExactly(ping.length);
    assertThat(downlink.isBetweenMessages()).isFalse();
  }

  @Test
  void aLengthThatNoFrameMayHaveMakesItOpaque() {
    Downlink downlink = new Downlink();
    byte[] bad = {(byte) 0x81, 127, (byte) 0xff, 0, 0, 0, 0, 0, 0, 0, 1, 2, 3};
    List<Integer> passed = new ArrayList<>();
    downlink.came(Unpooled.wrappedBuffer(bad), out -> passed.add(size(out)));
    assertThat(passed.stream().mapToInt(each -> each).sum()).isEqualTo(bad.length);
    assertThat(downlink.isWhole()).isFalse();
  }

  private static int size(ByteBuf out) {
    int size = out.readableBytes();
    out.release();
    return size;
  }
}
