package io.webgateway.agent.proxy.datagram;

import io.netty.channel.EventLoop;
import io.webgateway.agent.observe.TrafficCounters;
import io.webgateway.agent.proxy.transport.DeadlineWheel;
import io.webgateway.agent.proxy.transport.LiveTable;
import io.webgateway.agent.proxy.transport.TrafficIds;
import io.webgateway.agent.proxy.transport.Transport;
import io.webgateway.agent.proxy.upstream.UpstreamConnector;
import io.webgateway.agent.tap.TrafficSink;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The ports of one event loop, and what their flows share. Confined to the event loop. */
public final class DatagramLoop {
  private final Shared shared;
  private final ReadBuffers buffers = new ReadBuffers();
  private final Set<PortFlows> ports = new HashSet<>();

  /**
   * What a loop's flows share with its exchanges, and with other loops.
   *
   * @param loop the event loop
   * @param transport the kinds of sockets
   * @param live the current table
   * @param wheel tells the time
   * @param connector finds addresses of backends
   * @param backends chooses among them
   * @param sink takes events
   * @param counters counts whether or not the sink wants events
   * @param ids shared with the loop's exchanges
   */
  public record Shared(
      EventLoop loop,
      Transport transport,
      LiveTable live,
      DeadlineWheel wheel,
      UpstreamConnector connector,
      FlowBackends backends,
      TrafficSink sink,
      TrafficCounters counters,
      TrafficIds ids) {}

  /** No port yet. */
  public DatagramLoop(Shared shared) {
    this.shared = shared;
  }

  Shared shared() {
    return shared;
  }

  ReadBuffers buffers() {
    return buffers;
  }

  void add(PortFlows port) {
    ports.add(port);
  }

  void remove(PortFlows port) {
    ports.remove(port);
  }

  /** Time has passed, and maybe the table has changed; called often. */
  public void tick() {
    for (PortFlows port : List.copyOf(ports)) {
      port.tick();
    }
  }

  /** Ends everything, for the end of the event loop. */
  public void close() {
    List.copyOf(ports).forEach(PortFlows::cut);
    buffers.close();
  }
}
