package io.webgateway.agent.proxy;

import io.netty.channel.socket.DatagramPacket;
import io.webgateway.agent.proxy.datagram.DatagramPort;
import io.webgateway.agent.proxy.datagram.FlowsElsewhere;
import io.webgateway.agent.proxy.listener.ListenerSet;
import io.webgateway.agent.proxy.succession.FlowCrossing;
import io.webgateway.agent.proxy.succession.FlowName;
import io.webgateway.agent.proxy.succession.ListeningSocket;
import io.webgateway.agent.proxy.succession.SocketName;
import io.webgateway.agent.proxy.transport.Transport;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * How an engine takes over the sockets of another process of the node, and leaves them to the next.
 * Calls block shortly and come from outside the event loops, one after the other.
 */
public final class Succession {
  private final Transport transport;
  private final ListenerSet listeners;
  private final List<AutoCloseable> crossings = new ArrayList<>();

  Succession(Transport transport, ListenerSet listeners) {
    this.transport = transport;
    this.listeners = listeners;
  }

  /** Whether sockets can be passed to another process: not with the JDK's. */
  public boolean isPossible() {
    return transport.isNative();
  }

  /** All sockets that listen. */
  public synchronized List<ListeningSocket> sockets() {
    return listeners.sockets();
  }

  /** The successor's first moment: it takes what comes from now on. */
  public synchronized void beginServing() {
    listeners.beginServing();
  }

  /**
   * The predecessor's last moment but one: what comes from now on is left in the sockets for the
   * other process. What is under way goes on. {@link #beginServing} takes it back.
   *
   * @return the flows that go on here
   */
  public synchronized List<FlowName> stepAside() {
    listeners.stepAside();
    List<FlowName> flows = new ArrayList<>();
    listeners.datagramPorts().values().forEach(port -> flows.addAll(port.flowNames()));
    return flows;
  }

  /**
   * Waits for datagrams of this process's flows, and tells the other process which have ended.
   *
   * @throws IOException when there can be no socket at the path
   */
  public synchronized void takeDatagramsAt(Path path) throws IOException {
    Map<String, DatagramPort> ports = listeners.datagramPorts();
    FlowCrossing crossing =
        FlowCrossing.listen(
            transport.group(),
            path,
            new Crossed() {
              @Override
              public void datagram(SocketName socket, DatagramPacket packet) {
                Optional.ofNullable(ports.get(socket.listener()))
                    .ifPresentOrElse(port -> port.inject(socket, packet), packet::release);
              }
            });
    ports.values().forEach(port -> port.onEnded(crossing::ended));
    crossings.add(crossing);
  }

  /**
   * Sends the datagrams of these flows to the process that serves them, as long as it does.
   *
   * @throws IOException when it does not wait at the path
   */
  public synchronized void leaveDatagramsTo(Path path, List<FlowName> flows) throws IOException {
    Map<String, DatagramPort> ports = listeners.datagramPorts();
    FlowCrossing crossing =
        FlowCrossing.connect(
            transport.group(),
            path,
            new Crossed() {
              @Override
              public void ended(FlowName flow) {
                Optional.ofNullable(ports.get(flow.listener()))
                    .ifPresent(port -> port.elsewhere().forget(flow));
              }

              @Override
              public void gone() {
                ports.values().forEach(port -> port.elsewhere().forget(flows));
              }
            });
    crossings.add(crossing);
    FlowsElsewhere.Courier courier = crossing::send;
    flows.stream()
        .collect(Collectors.groupingBy(FlowName::listener))
        .forEach(
            (listener, names) ->
                Optional.ofNullable(ports.get(listener))
                    .ifPresent(port -> port.elsewhere().add(names, courier)));
  }

  /** The predecessor's last moment: the sockets are the other process's alone. */
  public synchronized void letGo() {
    listeners.letGo();
  }

  /** How many connections and flows are under way. */
  public synchronized int underWay() {
    return listeners.underWay();
  }

  /** Ends the connections to other processes. */
  synchronized void close() {
    List<AutoCloseable> open = List.copyOf(crossings);
    crossings.clear();
    open.forEach(Succession::close);
  }

  private static void close(AutoCloseable crossing) {
    try {
      crossing.close();
    } catch (Exception e) {
      throw new IllegalStateException("a connection between two processes did not close", e);
    }
  }

  /** Each side hears of one thing only. */
  private abstract static class Crossed implements FlowCrossing.Receiver {
    @Override
    public void datagram(SocketName socket, DatagramPacket packet) {
      packet.release();
    }

    @Override
    public void ended(FlowName flow) {}

    @Override
    public void gone() {}
  }
}
