package io.webgateway.model.workload.policy;

/**
 * How much a node gives one backend at once; 0 for no limit.
 *
 * @param maxConnections open connections to one backend, 0 to 1,000,000; flows for UdpForward; over
 *     HTTP/2 one of each event loop of the node is allowed anyway
 * @param maxRequests for HttpService: under way at one backend, 0 to 1,000,000
 * @param maxPending of the workload that wait for a backend to have room, 0 to 100,000; what does
 *     not fit, or waits longer than the connect timeout, is refused (503); not for UdpForward
 */
public record CircuitLimits(int maxConnections, int maxRequests, int maxPending) {
  /** No limits. */
  public static final CircuitLimits NONE = new CircuitLimits(0, 0, 0);

  /** The largest limit of connections and requests. */
  public static final int MAX = 1_000_000;

  /** The longest queue. */
  public static final int MAX_PENDING = 100_000;
}
