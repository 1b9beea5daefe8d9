package io.webgateway.agent.proxy.datagram;

import io.webgateway.agent.routing.Cluster;
import io.webgateway.agent.routing.UdpRoute;
import io.webgateway.agent.routing.flow.Flow;
import io.webgateway.agent.routing.flow.FlowEnd;
import io.webgateway.agent.routing.hold.HoldEnd;
import io.webgateway.model.traffic.CompletionReason;
import io.webgateway.model.traffic.TrafficEvent;
import java.net.InetAddress;
import java.time.Instant;

/** Tells that a flow is over, once, to counters and to who watches. */
final class FlowStory {
  private FlowStory() {}

  static void ended(DatagramLoop.Shared shared, Flow<FlowPeer> flow, FlowEnd end) {
    CompletionReason reason = reason(flow, end);
    shared.counters().flowClosed();
    shared.counters().completed(reason, flow.clientBytes(), flow.backendBytes());
    if (shared.sink().enabled()) {
      shared.sink().publish(event(shared, flow, reason));
    }
  }

  /** What becomes of a flow's wait when the flow ends. */
  static HoldEnd waitEnd(FlowEnd reason) {
    return switch (reason) {
      case WAITED_IN_VAIN -> HoldEnd.EXPIRED;
      case ROUTE_REMOVED -> HoldEnd.REMOVED;
      case REFUSED_BY_POLICY, OVERLOADED, NAME_NOT_RESOLVED, CONNECT_FAILED, BACKEND_LOST ->
          HoldEnd.FAILED;
      case IDLE, LIFETIME, REPLACED, DRAINED, SHUTTING_DOWN -> HoldEnd.LEFT;
    };
  }

  private static TrafficEvent event(
      DatagramLoop.Shared shared, Flow<FlowPeer> flow, CompletionReason reason) {
    UdpRoute route = flow.route();
    long durationNanos = shared.wheel().nowNanos() - flow.startedNanos();
    return new TrafficEvent.UdpFlow(
        shared.ids().text(shared.ids().next()),
        Instant.now().minusNanos(durationNanos),
        durationNanos,
        text(flow.peer().client().getAddress()),
        route.workload(),
        route.tenant(),
        flow.clientDatagrams(),
        flow.clientBytes(),
        flow.backendDatagrams(),
        flow.backendBytes(),
        flow.drops(),
        flow.endpoint().map(Cluster.Endpoint::text).orElse(""),
        reason);
  }

  private static String text(InetAddress address) {
    String text = address.getHostAddress();
    int zone = text.indexOf('%');
    return zone < 0 ? text : text.substring(0, zone);
  }

  /** To fall silent after an answer, or where none is wanted, is how a flow should end. */
  private static CompletionReason reason(Flow<FlowPeer> flow, FlowEnd end) {
    boolean served =
        flow.backendDatagrams() > 0
            || (flow.route().limits().oneWay() && flow.clientDatagrams() > 0);
    return switch (end) {
      case IDLE -> served ? CompletionReason.COMPLETED : CompletionReason.TUNNEL_IDLE;
      case REPLACED -> served ? CompletionReason.COMPLETED : CompletionReason.FLOW_REPLACED;
      case LIFETIME -> CompletionReason.FLOW_EXPIRED;
      case ROUTE_REMOVED -> CompletionReason.ROUTE_REMOVED;
      case REFUSED_BY_POLICY -> CompletionReason.REFUSED_BY_POLICY;
      case NAME_NOT_RESOLVED -> CompletionReason.NAME_NOT_RESOLVED;
      case CONNECT_FAILED -> CompletionReason.CONNECT_FAILED;
      case WAITED_IN_VAIN -> CompletionReason.HOLD_EXPIRED;
      case OVERLOADED -> CompletionReason.OVERLOADED;
      case BACKEND_LOST -> CompletionReason.UPSTREAM_RESET;
      case DRAINED -> CompletionReason.DRAINED;
      case SHUTTING_DOWN -> CompletionReason.SHUTTING_DOWN;
    };
  }
}
