package io.webgateway.agent.proxy.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class Http2LivenessTest {
  private static final long MILLI = 1_000_000L;
  private static final Http2BackendLimits LIMITS =
      new Http2BackendLimits(10, 2, 10, 65_536, 1_000, 500);

  private final Http2Liveness liveness = new Http2Liveness(LIMITS, 3_000, 0);

  private Http2Liveness.Decision at(long millis, int streams) {
    return liveness.decide(streams, millis * MILLI);
  }

  @Test
  void silenceIsAskedAboutAndSilenceAfterThatIsDeath() {
    liveness.acknowledged();
    assertThat(at(999, 1)).isEqualTo(Http2Liveness.Decision.WAIT);
    assertThat(liveness.lookMillis(1, 999 * MILLI)).isEqualTo(1);
    assertThat(at(1_000, 1)).isEqualTo(Http2Liveness.Decision.PING);
    assertThat(liveness.lookMillis(1, 1_000 * MILLI)).isEqualTo(500);
    assertThat(at(1_499, 1)).isEqualTo(Http2Liveness.Decision.WAIT);
    assertThat(at(1_500, 1)).isEqualTo(Http2Liveness.Decision.DEAD);
  }

  @Test
  void anyByteIsASignOfLife() {
    liveness.acknowledged();
    assertThat(at(1_000, 1)).isEqualTo(Http2Liveness.Decision.PING);
    liveness.read(1_400 * MILLI);
    assertThat(at(1_500, 1)).isEqualTo(Http2Liveness.Decision.WAIT);
    assertThat(at(2_400, 1)).isEqualTo(Http2Liveness.Decision.PING);
  }

  @Test
  void aNewExchangeOnAConnectionThatWasIdleHasItsFullTime() {
    liveness.acknowledged();
    liveness.read(100 * MILLI);
    liveness.used(2_900 * MILLI);
    assertThat(at(3_000, 1)).isEqualTo(Http2Liveness.Decision.WAIT);
    assertThat(at(3_900, 1)).isEqualTo(Http2Liveness.Decision.PING);
  }

  @Test
  void whatNobodyUsesIsClosedAfterItsTime() {
    liveness.acknowledged();
    liveness.used(500 * MILLI);
    assertThat(at(3_499, 0)).isEqualTo(Http2Liveness.Decision.WAIT);
    assertThat(liveness.lookMillis(0, 3_499 * MILLI)).isEqualTo(1);
    assertThat(at(3_500, 0)).isEqualTo(Http2Liveness.Decision.IDLE);
  }

  @Test
  void settingsThatAreNeverAcknowledgedEndIt() {
    liveness.read(400 * MILLI);
    assertThat(liveness.lookMillis(1, 0)).isEqualTo(500);
    assertThat(at(499, 1)).isEqualTo(Http2Liveness.Decision.WAIT);
    assertThat(at(500, 1)).isEqualTo(Http2Liveness.Decision.DEAD);
  }
}
