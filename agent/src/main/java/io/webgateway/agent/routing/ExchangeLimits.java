package io.webgateway.agent.routing;

/**
 * Time limits of an exchange, all in milliseconds, all on by default.
 *
 * @param connectTimeoutMillis to open one connection to an endpoint
 * @param firstByteTimeoutMillis from the request's last byte to the answer's first
 * @param idleTimeoutMillis without a byte in either direction while an exchange is under way
 */
public record ExchangeLimits(
    long connectTimeoutMillis, long firstByteTimeoutMillis, long idleTimeoutMillis) {
  /** 3 s to connect, 60 s to the first byte, 60 s of silence. */
  public static final ExchangeLimits DEFAULT = new ExchangeLimits(3_000, 60_000, 60_000);
}
