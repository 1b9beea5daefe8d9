package io.webgateway.agent.upgrade;

import io.webgateway.agent.proxy.succession.FlowName;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/**
 * The name of a flow in a message.
 *
 * @param listener as in the name
 * @param client address literal
 * @param port the client's
 * @param local address literal
 */
record PassedFlow(String listener, String client, int port, String local) {
  static PassedFlow of(FlowName flow) {
    return new PassedFlow(
        flow.listener(),
        flow.client().getAddress().getHostAddress(),
        flow.client().getPort(),
        flow.local().getHostAddress());
  }

  FlowName name() {
    return new FlowName(
        listener,
        new InetSocketAddress(InetAddress.ofLiteral(client), port),
        InetAddress.ofLiteral(local));
  }
}
