package io.webgateway.agent.proxy.succession;

import java.net.InetAddress;
import java.net.InetSocketAddress;

/**
 * Which flow of a node one is, in any process of the node.
 *
 * @param listener of its port, as in {@link SocketName}
 * @param client whose it is
 * @param local where it sends to
 */
public record FlowName(String listener, InetSocketAddress client, InetAddress local) {}
