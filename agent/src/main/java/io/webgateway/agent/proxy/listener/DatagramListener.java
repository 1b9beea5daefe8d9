package io.webgateway.agent.proxy.listener;

import io.webgateway.agent.proxy.datagram.DatagramPort;
import io.webgateway.agent.routing.Listener;
import java.net.InetSocketAddress;

/**
 * The sockets of a UDP port and its flows.
 *
 * @param port all there is to it
 */
record DatagramListener(DatagramPort port) implements BoundListener {
  @Override
  public InetSocketAddress address() {
    return port.address();
  }

  @Override
  public void follow(Listener listener) {
    port.follow(listener);
  }

  @Override
  public void retire() {
    port.retire();
  }

  @Override
  public boolean isDrained() {
    return port.isDrained();
  }

  @Override
  public void cut() {
    port.cut();
  }
}
