package io.webgateway.agent.management.resource;

import io.webgateway.agent.ledger.LedgerStore;
import io.webgateway.agent.ledger.StoreException;
import io.webgateway.agent.management.call.Answer;
import io.webgateway.agent.management.call.Caller;
import io.webgateway.agent.management.port.ManagementPorts;
import io.webgateway.agent.management.token.CallerCheck;
import io.webgateway.agent.observe.StatusEvent;
import io.webgateway.agent.observe.StatusEvents;
import io.webgateway.agent.observe.WorkloadStatus;
import io.webgateway.model.identity.IdentityId;
import io.webgateway.model.ledger.RecordKey;
import io.webgateway.wire.Json;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;

/**
 * One open stream. Ends when the token that opened it ends, when its key or identity loses the
 * right to read, or when the node stops; the client resumes with a new token and the last id that
 * it saw.
 */
final class EventStream {
  private static final long SLICE_MILLIS = 250;
  private static final Duration HEARTBEAT = Duration.ofSeconds(15);

  private final ManagementPorts ports;
  private final CallerCheck callers;
  private final Roles roles;
  private final Caller caller;
  private final BooleanSupplier closing;
  private final AtomicBoolean recheck = new AtomicBoolean(true);

  EventStream(
      ManagementPorts ports,
      CallerCheck callers,
      Roles roles,
      Caller caller,
      BooleanSupplier closing) {
    this.ports = ports;
    this.callers = callers;
    this.roles = roles;
    this.caller = caller;
    this.closing = closing;
  }

  private record Hello(IdentityId node, Instant time, long sequence) {}

  private record Changed(String workload, boolean removed, List<ConditionView> conditions) {}

  /** Writes events until the stream ends. */
  void run(long from, Answer.Sink sink) throws IOException, InterruptedException {
    Optional<LedgerStore.Watch> watch = watchIdentity();
    try {
      stream(from, sink);
    } finally {
      watch.ifPresent(LedgerStore.Watch::close);
    }
  }

  private void stream(long from, Answer.Sink sink) throws IOException, InterruptedException {
    long seen = from;
    Instant beat = ports.clock().instant();
    sink.write(event("hello", from, new Hello(ports.node(), beat, from)));
    while (true) {
      StatusEvents events = ports.statusBoard().await(seen, SLICE_MILLIS);
      if (!isAllowed()) {
        return;
      }
      seen = write(events, seen, sink);
      Instant now = ports.clock().instant();
      if (!now.isBefore(beat.plus(HEARTBEAT))) {
        recheck.set(true);
        sink.write(": heartbeat\n\n");
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
      sink.write(event("gap", seen, gap));
    }
    boolean seesAll = roles.viewsNode(caller);
    for (StatusEvent event : events.events()) {
      seen = event.sequence();
      boolean isOwner = caller.is(event.owner());
      if (isOwner || seesAll) {
        sink.write(event("condition", seen, view(event, isOwner)));
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

  private boolean isAllowed() {
    if (closing.getAsBoolean()) {
      return false;
    }
    return switch (caller) {
      case Caller.Anonymous _ -> false;
      case Caller.LocalAdministrator _ -> true;
      case Caller.Known known ->
          ports.clock().instant().isBefore(known.tokenEnds())
              && (!recheck.getAndSet(false) || stillReads(known));
    };
  }

  // A ledger that cannot be asked is no reason to believe that a key is still in force.
  private boolean stillReads(Caller.Known known) {
    try {
      return callers.stillReads(known);
    } catch (StoreException e) {
      return false;
    }
  }

  private Optional<LedgerStore.Watch> watchIdentity() {
    return caller
        .identity()
        .map(id -> ports.ledger().onChange(RecordKey.identity(id), () -> recheck.set(true)));
  }

  private static String event(String name, long id, Object data) {
    return "event: " + name + "\nid: " + id + "\ndata: " + Json.write(data) + "\n\n";
  }
}
