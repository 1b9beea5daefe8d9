package io.webgateway.agent.proxy.exchange;

import io.webgateway.agent.observe.TrafficCounters;
import io.webgateway.agent.proxy.http.HttpVersion;
import io.webgateway.agent.proxy.http.RequestHead;
import io.webgateway.agent.proxy.transport.TrafficIds;
import io.webgateway.agent.routing.Cluster;
import io.webgateway.agent.routing.HttpRoute;
import io.webgateway.agent.tap.TrafficSink;
import io.webgateway.model.traffic.CompletionReason;
import io.webgateway.model.traffic.TrafficEvent;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Knows what one exchange is and did, and alone says that it is over: once, with the first reason
 * given. Event loop of the client channel.
 */
public final class ExchangeLifecycle {
  private static final long NOT_ANSWERED = -1;
  private static final int SWITCHED = 101;

  private final TrafficSink sink;
  private final TrafficCounters counters;
  private final TrafficIds ids;
  private final long number;
  private final String clientAddress;
  private final HttpVersion version;
  private final long startNanos;
  private @Nullable RequestHead request;
  private @Nullable HttpRoute route;
  private Cluster.@Nullable Endpoint endpoint;
  private int status;
  private long firstByteNanos = NOT_ANSWERED;
  private long requestBytes;
  private long responseBytes;
  private boolean completed;

  ExchangeLifecycle(
      TrafficSink sink,
      TrafficCounters counters,
      TrafficIds ids,
      String clientAddress,
      HttpVersion version) {
    this.version = version;
    this.sink = sink;
    this.counters = counters;
    this.ids = ids;
    this.number = ids.next();
    this.clientAddress = clientAddress;
    this.startNanos = System.nanoTime();
  }

  /** Unique on the node. */
  public String exchangeId() {
    return ids.text(number);
  }

  /** What was asked is known. */
  public void requested(RequestHead head) {
    request = head;
  }

  void routed(HttpRoute found) {
    route = found;
  }

  /** The workload that the request goes to; empty while it is nobody's. */
  public String workload() {
    return route == null ? "" : route.workload();
  }

  void sentTo(Cluster.Endpoint chosen) {
    endpoint = chosen;
  }

  /** The text of the endpoint that it was sent to last, or empty. */
  String sentTo() {
    return endpoint == null ? "" : endpoint.text();
  }

  /** An answer has begun. */
  public void answered(int answerStatus) {
    status = answerStatus;
    if (firstByteNanos == NOT_ANSWERED && sink.enabled()) {
      firstByteNanos = System.nanoTime() - startNanos;
    }
  }

  void carried(long bytesOfRequest, long bytesOfResponse) {
    requestBytes = bytesOfRequest;
    responseBytes = bytesOfResponse;
  }

  boolean isCompleted() {
    return completed;
  }

  /** It is over; only the first call counts. */
  public void complete(CompletionReason reason) {
    if (completed) {
      return;
    }
    completed = true;
    counters.completed(reason, requestBytes, responseBytes);
    if (sink.enabled()) {
      sink.publish(event(reason));
    }
  }

  private TrafficEvent event(CompletionReason reason) {
    long durationNanos = System.nanoTime() - startNanos;
    RequestHead head = request;
    HttpRoute found = route;
    return new TrafficEvent.HttpExchange(
        exchangeId(),
        Instant.now().minusNanos(durationNanos),
        durationNanos,
        clientAddress,
        workload(),
        found == null ? "" : found.tenant(),
        protocol(),
        head == null ? "" : head.method(),
        head == null ? "" : head.host(),
        head == null ? "" : head.path(),
        status,
        firstByteNanos,
        requestBytes,
        responseBytes,
        sentTo(),
        reason);
  }

  private TrafficEvent.Protocol protocol() {
    if (status == SWITCHED) {
      return TrafficEvent.Protocol.WEBSOCKET;
    }
    return switch (request == null ? version : request.version()) {
      case HTTP_1_0 -> TrafficEvent.Protocol.HTTP_1_0;
      case HTTP_1_1 -> TrafficEvent.Protocol.HTTP_1_1;
      case HTTP_2 -> TrafficEvent.Protocol.HTTP_2;
    };
  }
}
