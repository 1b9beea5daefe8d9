package io.webgateway.agent.routing;

/**
 * Limits of the flows of one workload on this node.
 *
 * @param idleTimeoutMillis without a datagram in either direction
 * @param lifetimeMillis of a flow however busy it is; 0 for no limit
 * @param maxFlows at once
 * @param maxFlowsPerClient at once, of one IPv4 address or the first 64 bits of an IPv6 address
 * @param amplification how many times the bytes of a client may be sent to it before it has shown
 *     that it gets them; 0 for no limit
 * @param oneWay nothing is sent back to clients
 */
public record FlowLimits(
    long idleTimeoutMillis,
    long lifetimeMillis,
    int maxFlows,
    int maxFlowsPerClient,
    int amplification,
    boolean oneWay) {
  /** 60 s of silence, no lifetime, 10,000 flows, 256 of one client, three times the bytes. */
  public static final FlowLimits DEFAULT = new FlowLimits(60_000, 0, 10_000, 256, 3, false);
}
