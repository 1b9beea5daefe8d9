package io.webgateway.architecture.canary.agent.pool;

import java.time.Instant;

/** Takes the time from the wall. */
public final class LooksAtTheClock {
  private LooksAtTheClock() {}

  static Instant now() {
    return Instant.now();
  }
}
