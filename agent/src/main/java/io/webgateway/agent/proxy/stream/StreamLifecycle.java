package io.webgateway.agent.proxy.stream;

import io.webgateway.agent.routing.Cluster;
import io.webgateway.agent.routing.PassthroughRoute;
import io.webgateway.model.traffic.CompletionReason;
import io.webgateway.model.traffic.TrafficEvent;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Knows what one relayed connection is and did, and alone says that it is over: once, with the
 * first reason given. Event loop of the client channel.
 */
final class StreamLifecycle {
  private final StreamContext context;
  private final PassthroughRoute route;
  private final PassthroughConnection.Visitor visitor;
  private final long number;
  private Cluster.@Nullable Endpoint endpoint;
  private boolean completed;

  StreamLifecycle(
      StreamContext context, PassthroughRoute route, PassthroughConnection.Visitor visitor) {
    this.context = context;
    this.route = route;
    this.visitor = visitor;
    this.number = context.ids().next();
  }

  void sentTo(Cluster.Endpoint chosen) {
    endpoint = chosen;
  }

  void complete(CompletionReason reason, long clientBytes, long backendBytes) {
    if (completed) {
      return;
    }
    completed = true;
    context.counters().completed(reason, clientBytes, backendBytes);
    if (context.sink().enabled()) {
      context.sink().publish(event(reason, clientBytes, backendBytes));
    }
  }

  private TrafficEvent event(CompletionReason reason, long clientBytes, long backendBytes) {
    long durationNanos = System.nanoTime() - visitor.acceptedNanos();
    return new TrafficEvent.StreamConnection(
        context.ids().text(number),
        Instant.now().minusNanos(durationNanos),
        durationNanos,
        visitor.clientAddress(),
        route.workload(),
        route.tenant(),
        visitor.serverName(),
        clientBytes,
        backendBytes,
        endpoint == null ? "" : endpoint.text(),
        reason);
  }
}
