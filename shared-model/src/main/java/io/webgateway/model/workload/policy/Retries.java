package io.webgateway.model.workload.policy;

/**
 * Trying again what failed and is safe to repeat: connections that were not taken, requests that a
 * backend did not begin, and idempotent requests of which no byte of an answer came.
 *
 * @param attempts further tries of one request or connection, 0 to 5
 * @param budgetPercent of the requests of the last 10 s that may be further tries, 0 to 100; as
 *     many as three a second are always allowed
 */
public record Retries(int attempts, int budgetPercent) {
  /** Two further tries, at most a fifth of all. */
  public static final Retries DEFAULT = new Retries(2, 20);

  /** The most further tries. */
  public static final int MAX_ATTEMPTS = 5;
}
