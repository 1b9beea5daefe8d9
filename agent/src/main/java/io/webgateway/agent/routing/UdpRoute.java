package io.webgateway.agent.routing;

/**
 * One workload's datagrams, found by the port they come to.
 *
 * @param workload as in {@link HttpRoute}
 * @param tenant as in {@link HttpRoute}
 * @param listener the name of its listener
 * @param cluster where datagrams go; its protocol means nothing
 * @param limits of flows
 */
public record UdpRoute(
    String workload, String tenant, String listener, Cluster cluster, FlowLimits limits)
    implements PortRoute {}
