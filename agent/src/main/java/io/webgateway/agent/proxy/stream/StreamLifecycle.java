package io.webgateway.agent.proxy.stream;

import io.webgateway.agent.routing.Cluster;
import io.webgateway.model.traffic.CompletionReason;
import io.webgateway.model.traffic.TrafficEvent;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Knows what one relayed connection is and did, and alone says that it is over: once, with the
 * first reason given. Event loop of the client channel.
 */
public final class StreamLifecycle {
  private final StreamContext context;
  private final String workload;
  private final String tenant;
  private final StreamOpening.Visitor visitor;
  private final long number;
  private Cluster.@Nullable Endpoint endpoint;
  private boolean completed;

  StreamLifecycle(StreamContext context, StreamRoute route, StreamOpening.Visitor visitor) {
    this(context, route.workload(), route.tenant(), visitor);
  }

  private StreamLifecycle(
      StreamContext context, String workload, String tenant, StreamOpening.Visitor visitor) {
    this.context = context;
    this.workload = workload;
    this.tenant = tenant;
    this.visitor = visitor;
    this.number = context.ids().next();
  }

  /** A connection was closed before it was known whose it is. */
  public static void refused(
      StreamContext context, StreamOpening.Visitor visitor, CompletionReason reason) {
    new StreamLifecycle(context, "", "", visitor).complete(reason, 0, 0);
  }

  /** Under which its end is told. */
  String id() {
    return context.ids().text(number);
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
        visitor.addresses().visitorText(),
        workload,
        tenant,
        visitor.serverName(),
        clientBytes,
        backendBytes,
        endpoint == null ? "" : endpoint.text(),
        reason);
  }
}
