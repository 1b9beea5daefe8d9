package io.webgateway.agent.management.resource;

import io.webgateway.agent.management.call.Answer;
import io.webgateway.agent.management.call.Caller;
import io.webgateway.agent.management.port.ManagementPorts;
import io.webgateway.agent.management.stream.EventText;
import io.webgateway.agent.management.stream.StreamPermit;
import io.webgateway.agent.observe.StatusEvent;
import io.webgateway.agent.observe.StatusEvents;
import io.webgateway.agent.observe.WorkloadStatus;
import io.webgateway.model.identity.IdentityId;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** One open stream of conditions; ends with its {@link StreamPermit}. */
final class EventStream {
  private static final long SLICE_MILLIS = 250;
  private static final Duration HEARTBEAT = Duration.ofSeconds(15);

  private final ManagementPorts ports;
  private final Roles roles;
  private final Caller caller;
  private final StreamPermit permit;

  EventStream(ManagementPorts ports, Roles roles, Caller caller, StreamPermit permit) {
    this.ports = ports;
    this.roles = roles;
    this.caller = caller;
    this.permit = permit;
  }

  private record Hello(IdentityId node, Instant time, long sequence) {}

  private record Changed(String workload, boolean removed, List<ConditionView> conditions) {}

  /** Writes events until the stream ends. */
  void run(long from, Answer.Sink sink) throws IOException, InterruptedException {
    long seen = from;
    Instant beat = ports.clock().instant();
    sink.write(EventText.event("hello", from, new Hello(ports.node(), beat, from)));
    while (true) {
      StatusEvents events = ports.statusBoard().await(seen, SLICE_MILLIS);
      if (!permit.holds()) {
        return;
      }
      seen = write(events, seen, sink);
      Instant now = ports.clock().instant();
      if (!now.isBefore(beat.plus(HEARTBEAT))) {
        permit.recheck();
        sink.write(EventText.HEARTBEAT);
        beat = now;
      }
    }
  }

  private long write(StatusEvents events, long from, Answer.Sink sink) throws IOException {
    long seen = from;
    if (events.gap().isPresent()) {
      StatusEvents.Gap gap = events.gap().get();
      boolean isFromTheFuture = events.events().isEmpty();
      seen = isFromTheFuture ? gap.from() - 1 : gap.to();
      sink.write(EventText.event("gap", seen, gap));
    }
    boolean seesAll = roles.viewsNode(caller);
    for (StatusEvent event : events.events()) {
      seen = event.sequence();
      boolean isOwner = caller.is(event.owner());
      if (isOwner || seesAll) {
        sink.write(EventText.event("condition", seen, view(event, isOwner)));
      }
    }
    return seen;
  }

  private Changed view(StatusEvent event, boolean isOwner) {
    return switch (event) {
      case StatusEvent.Changed(long _, WorkloadStatus status) ->
          new Changed(
              status.workload(),
              false,
              ConditionView.complete(
                  status.conditions(), isOwner, ports.statusBoard().startedAt()));
      case StatusEvent.Removed removed -> new Changed(removed.workload(), true, List.of());
    };
  }
}
