package io.webgateway.agent.proxy.listener;

import io.webgateway.agent.proxy.datagram.DatagramPort;
import io.webgateway.agent.proxy.succession.ListeningSocket;
import io.webgateway.agent.proxy.transport.Guest;
import io.webgateway.agent.routing.Listener;
import java.net.InetSocketAddress;
import java.util.List;

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
  public String name() {
    return port.name();
  }

  @Override
  public List<Guest> guests() {
    return port.guests();
  }

  /** Flows cannot be asked to leave. */
  @Override
  public void draining(boolean now) {}

  @Override
  public void follow(Listener listener) {
    port.follow(listener);
  }

  @Override
  public List<ListeningSocket> sockets() {
    return port.sockets();
  }

  @Override
  public void beginServing() {
    port.beginServing();
  }

  @Override
  public void stepAside() {
    port.stepAside();
  }

  /** Answers of flows still leave through them. */
  @Override
  public void letGo() {}

  @Override
  public int underWay() {
    return port.open();
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
