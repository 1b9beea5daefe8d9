package io.webgateway.agent.certificate;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RenewalPolicyTest {
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  @Test
  void renewsBeforeAThirdOfTheLifetimeRemainsAndNotMuchEarlier() {
    Random random = new Random(99);
    for (int i = 0; i < 5_000; i++) {
      Duration lifetime = Duration.ofMinutes(1 + random.nextInt(400 * 24 * 60));
      Instant end = START.plus(lifetime);
      Instant renewAt = RenewalPolicy.renewAt(START, end, random.nextInt());
      Duration left = Duration.between(renewAt, end);
      assertThat(left).isGreaterThanOrEqualTo(lifetime.dividedBy(3));
      assertThat(left).isLessThan(lifetime.dividedBy(3).plus(lifetime.dividedBy(30)));
    }
  }

  @Test
  void spreadsCertificatesThatWereIssuedTogether() {
    Instant end = START.plus(Duration.ofDays(90));
    assertThat(RenewalPolicy.renewAt(START, end, 1))
        .isNotEqualTo(RenewalPolicy.renewAt(START, end, 700));
    assertThat(RenewalPolicy.renewAt(START, end, 5))
        .isEqualTo(RenewalPolicy.renewAt(START, end, 5));
  }

  @Test
  void waitsTwiceAsLongAfterEachFailureUpToSixHours() {
    assertThat(RenewalPolicy.retryAt(1, START)).isEqualTo(START.plus(Duration.ofMinutes(1)));
    assertThat(RenewalPolicy.retryAt(2, START)).isEqualTo(START.plus(Duration.ofMinutes(2)));
    assertThat(RenewalPolicy.retryAt(5, START)).isEqualTo(START.plus(Duration.ofMinutes(16)));
    assertThat(RenewalPolicy.retryAt(10, START)).isEqualTo(START.plus(Duration.ofHours(6)));
    assertThat(RenewalPolicy.retryAt(Integer.MAX_VALUE, START))
        .isEqualTo(START.plus(Duration.ofHours(6)));
  }
}
