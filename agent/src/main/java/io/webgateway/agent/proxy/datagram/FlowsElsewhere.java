package io.webgateway.agent.proxy.datagram;

import io.netty.channel.socket.DatagramPacket;
import io.webgateway.agent.proxy.succession.FlowName;
import io.webgateway.agent.proxy.succession.SocketName;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * The flows of a port that an older process of the node goes on serving: what comes for them here
 * is passed on to it. Empty but for a while after an upgrade, and then it costs one look. Any
 * thread.
 */
public final class FlowsElsewhere {
  private final Map<FlowName, Courier> couriers = new ConcurrentHashMap<>();
  private volatile boolean empty = true;
  private volatile Consumer<FlowName> onForgotten = name -> {};

  /** Takes datagrams to the other process. */
  public interface Courier {
    /** Takes one or drops it; keeps no hold on the packet after it returns. */
    void take(SocketName socket, DatagramPacket packet);
  }

  /** These are served elsewhere from now on. */
  public void add(Collection<FlowName> flows, Courier toThem) {
    flows.forEach(flow -> couriers.put(flow, toThem));
    empty = couriers.isEmpty();
  }

  /** One has ended there; its client's next datagram begins another here. */
  public void forget(FlowName name) {
    if (couriers.remove(name) != null) {
      onForgotten.accept(name);
    }
    empty = couriers.isEmpty();
  }

  /** The process that served these is gone. */
  public void forget(Collection<FlowName> flows) {
    flows.forEach(this::forget);
  }

  List<FlowName> names() {
    return List.copyOf(couriers.keySet());
  }

  void onForgotten(Consumer<FlowName> told) {
    onForgotten = told;
  }

  boolean isEmpty() {
    return empty;
  }

  /** Whether it was one of theirs. */
  boolean passOn(SocketName socket, DatagramPacket packet) {
    FlowName name =
        new FlowName(socket.listener(), packet.sender(), packet.recipient().getAddress());
    Courier courier = couriers.get(name);
    if (courier == null) {
      return false;
    }
    courier.take(socket, packet);
    return true;
  }
}
