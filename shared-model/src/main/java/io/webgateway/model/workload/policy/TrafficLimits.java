package io.webgateway.model.workload.policy;

/**
 * How much a workload and each of its visitors may take on one node.
 *
 * @param workload all visitors together
 * @param client one visitor: an IPv4 address, or the first 64 bits of an IPv6 address
 * @param maxHeaderBytes for HttpService: of a request's head, 0 to 32,768; 0 for the node's own
 *     limit
 * @param maxBodyBytes for HttpService: of a request's body, 0 to 2^53; 0 for no limit
 */
public record TrafficLimits(Bounds workload, Bounds client, int maxHeaderBytes, long maxBodyBytes) {
  /** No limits. */
  public static final TrafficLimits NONE = new TrafficLimits(Bounds.NONE, Bounds.NONE, 0, 0);

  /** The largest limit of a head: what nodes read at all. */
  public static final int MAX_HEADER_BYTES = 32_768;

  /** The largest limit of a body. */
  public static final long MAX_BODY_BYTES = 1L << 53;

  /**
   * How much may be taken; 0 for no limit.
   *
   * @param maxConnections open at once, 0 to 1,000,000; a UdpForward says it of its flows
   * @param connectionsPerSecond new ones, 0 to 1,000,000; flows for UdpForward
   * @param requestsPerSecond for HttpService, 0 to 1,000,000
   * @param bitsPerSecondIn from visitors, 0 to 1,000,000,000,000
   * @param bitsPerSecondOut to visitors, 0 to 1,000,000,000,000
   */
  public record Bounds(
      int maxConnections,
      int connectionsPerSecond,
      int requestsPerSecond,
      long bitsPerSecondIn,
      long bitsPerSecondOut) {
    /** No limits. */
    public static final Bounds NONE = new Bounds(0, 0, 0, 0, 0);

    /** The largest count. */
    public static final int MAX_COUNT = 1_000_000;

    /** The largest bandwidth: 1 Tbit/s. */
    public static final long MAX_BITS_PER_SECOND = 1_000_000_000_000L;
  }
}
