package io.webgateway.agent.routing;

/**
 * Time limits of an exchange, all on by default but the total.
 *
 * @param connectTimeoutMillis to open one connection to an endpoint, TLS included
 * @param firstByteTimeoutMillis from the request's last byte to the answer's first
 * @param idleTimeoutMillis without a byte in either direction while an exchange is under way
 * @param writeStallTimeoutMillis while a visitor takes no byte of an answer that waits for it
 * @param minBodyBytesPerSecond that a visitor must send of a body, or take of an answer that waits
 *     for it, on average and after a grace of 5 s; 0 for no minimum
 * @param totalTimeoutMillis for the whole exchange; 0 for no limit; never applied to tunnels
 */
public record ExchangeLimits(
    long connectTimeoutMillis,
    long firstByteTimeoutMillis,
    long idleTimeoutMillis,
    long writeStallTimeoutMillis,
    long minBodyBytesPerSecond,
    long totalTimeoutMillis) {
  /**
   * 3 s to connect, 60 s to the first byte, 60 s of silence, 30 s of stall, 240 B/s, no total
   * limit.
   */
  public static final ExchangeLimits DEFAULT = of(3_000, 60_000, 60_000);

  /** The three that are edited most; the others by default. */
  public static ExchangeLimits of(
      long connectTimeoutMillis, long firstByteTimeoutMillis, long idleTimeoutMillis) {
    return new ExchangeLimits(
        connectTimeoutMillis, firstByteTimeoutMillis, idleTimeoutMillis, 30_000, 240, 0);
  }
}
