package io.webgateway.console.web.identities;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class LoginAttemptsTest {
  private Instant now = Instant.parse("2026-01-01T00:00:00Z");
  private final LoginAttempts attempts = new LoginAttempts(() -> now);

  @Test
  void threeTriesAreFreeAndEachOneAfterwardsWaitsTwiceAsLong() {
    for (int i = 0; i < 3; i++) {
      assertThat(attempts.begin("alice", "::1")).isZero();
    }
    assertThat(attempts.begin("alice", "::1")).isEqualTo(Duration.ofSeconds(2));
    now = now.plusSeconds(2);
    assertThat(attempts.begin("alice", "::1")).isZero();
    assertThat(attempts.begin("alice", "::1")).isEqualTo(Duration.ofSeconds(4));
  }

  @Test
  void aPauseEndsAtAQuarterOfAnHourAndIsForgottenAfterAnHour() {
    Duration longest = Duration.ZERO;
    for (int i = 0; i < 60; i++) {
      Duration wait = attempts.begin("alice", "::1");
      longest = wait.compareTo(longest) > 0 ? wait : longest;
      now = now.plus(wait);
    }
    assertThat(longest).isEqualTo(Duration.ofMinutes(15));
    now = now.plus(Duration.ofMinutes(61));
    assertThat(attempts.begin("alice", "::1")).isZero();
    assertThat(attempts.begin("alice", "::1")).isZero();
  }

  @Test
  void othersAreNotMadeToWait() {
    for (int i = 0; i < 4; i++) {
      attempts.begin("alice", "10.0.0.1");
    }
    assertThat(attempts.begin("alice", "10.0.0.1")).isPositive();
    assertThat(attempts.begin("alice", "10.0.0.2")).isZero();
    assertThat(attempts.begin("bob", "10.0.0.1")).isZero();
  }

  @Test
  void theRightPassphraseMakesAFreshStart() {
    for (int i = 0; i < 3; i++) {
      attempts.begin("alice", "::1");
    }
    attempts.succeeded("alice", "::1");
    assertThat(attempts.begin("alice", "::1")).isZero();
  }
}
