package io.webgateway.agent.certificate;

import java.time.Duration;
import java.time.Instant;

/**
 * When a certificate is renewed and when a failed attempt is repeated. Pure: the caller says what
 * time it is.
 */
public final class RenewalPolicy {
  private static final Duration FIRST_WAIT = Duration.ofMinutes(1);
  private static final Duration LONGEST_WAIT = Duration.ofHours(6);
  private static final int SPREAD_STEPS = 1_000;

  private RenewalPolicy() {}

  /**
   * When to renew: before a third of the lifetime remains, earlier by up to a thirtieth of it so
   * that certificates that were issued together are not renewed together.
   *
   * @param notBefore when the certificate began to be valid
   * @param notAfter when it ends
   * @param seed the same for one certificate, different for others, such as its fingerprint's hash
   */
  public static Instant renewAt(Instant notBefore, Instant notAfter, int seed) {
    Duration lifetime = Duration.between(notBefore, notAfter);
    Duration spread =
        lifetime
            .dividedBy(30)
            .multipliedBy(Math.floorMod(seed, SPREAD_STEPS))
            .dividedBy(SPREAD_STEPS);
    return notAfter.minus(lifetime.dividedBy(3)).minus(spread);
  }

  /** When to renew a stored certificate. */
  public static Instant renewAt(StoredCertificate stored) {
    return renewAt(
        stored.leaf().getNotBefore().toInstant(),
        stored.leaf().getNotAfter().toInstant(),
        stored.certificate().fingerprint().hashCode());
  }

  /**
   * When to try again: after a minute, then twice as long each time, at most six hours.
   *
   * @param failures how many attempts failed in a row; at least 1
   * @param lastFailure when the last one failed
   */
  public static Instant retryAt(int failures, Instant lastFailure) {
    int doublings = Math.min(Math.max(failures, 1) - 1, 20);
    Duration wait = FIRST_WAIT.multipliedBy(1L << doublings);
    return lastFailure.plus(wait.compareTo(LONGEST_WAIT) < 0 ? wait : LONGEST_WAIT);
  }
}
