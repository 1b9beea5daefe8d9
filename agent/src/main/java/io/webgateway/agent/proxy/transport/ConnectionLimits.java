package io.webgateway.agent.proxy.transport;

/**
 * Bounds of one connection, whatever its route: all on by default. Limits of single exchanges come
 * with the route.
 *
 * @param maxRequestLineBytes longer request lines get 414
 * @param maxHeadBytes larger heads get 431; also bounds trailers and backends' heads
 * @param maxFields header fields per message
 * @param maxClientHelloBytes larger ClientHellos are refused
 * @param maxPipelinedBytes held from a visitor that sends ahead; then reading pauses
 * @param clientHelloTimeoutMillis to receive the ClientHello
 * @param handshakeTimeoutMillis from the ClientHello to the end of the handshake
 * @param headerTimeoutMillis from a head's first byte to its last
 * @param keepAliveTimeoutMillis between requests
 * @param lingerTimeoutMillis for the visitor to read a last answer while it is still sending
 * @param upstreamIdleTimeoutMillis an unused backend connection is kept
 * @param maxIdlePerEndpoint unused backend connections kept per event loop, tenant and endpoint
 */
public record ConnectionLimits(
    int maxRequestLineBytes,
    int maxHeadBytes,
    int maxFields,
    int maxClientHelloBytes,
    int maxPipelinedBytes,
    long clientHelloTimeoutMillis,
    long handshakeTimeoutMillis,
    long headerTimeoutMillis,
    long keepAliveTimeoutMillis,
    long lingerTimeoutMillis,
    long upstreamIdleTimeoutMillis,
    int maxIdlePerEndpoint) {
  /** 8 KiB lines, 32 KiB heads, 100 fields; 10 s handshakes, 15 s heads, 75 s between requests. */
  public static final ConnectionLimits DEFAULT =
      new ConnectionLimits(
          8 * 1024, 32 * 1024, 100, 16 * 1024, 16 * 1024, 10_000, 10_000, 15_000, 75_000, 2_000,
          30_000, 64);
}
