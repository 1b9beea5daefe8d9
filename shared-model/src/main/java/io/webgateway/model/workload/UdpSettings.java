package io.webgateway.model.workload;

/**
 * How a UdpForward treats its flows: what one visitor's address and port sends and gets.
 *
 * @param maxFlows of the workload on one node, 1 to 1,000,000
 * @param maxFlowsPerClient of one visitor's address (IPv6 by its first 64 bits), 1 to 1,000,000
 * @param lifetimeMillis after which a flow ends however busy it is, 0 to 86,400,000; 0 for never
 * @param amplification how many times the bytes of a visitor may be sent to it before it has shown
 *     that it gets them, 1 to 100; 0 for no limit
 * @param oneWay whether visitors only send: nothing is sent back to them
 */
public record UdpSettings(
    int maxFlows, int maxFlowsPerClient, long lifetimeMillis, int amplification, boolean oneWay) {
  /** 10,000 flows, 256 of one address, no lifetime, three times the bytes. */
  public static final UdpSettings DEFAULT = new UdpSettings(10_000, 256, 0, 3, false);

  /** The most flows. */
  public static final int MAX_FLOWS = 1_000_000;

  /** The longest lifetime: one day. */
  public static final long MAX_LIFETIME_MILLIS = 86_400_000;

  /** The largest amplification that is a limit. */
  public static final int MAX_AMPLIFICATION = 100;
}
