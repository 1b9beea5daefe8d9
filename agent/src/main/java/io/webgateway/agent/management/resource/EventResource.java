package io.webgateway.agent.management.resource;

import io.webgateway.agent.management.call.Access;
import io.webgateway.agent.management.call.Answer;
import io.webgateway.agent.management.call.Call;
import io.webgateway.agent.management.call.Caller;
import io.webgateway.agent.management.call.Faults;
import io.webgateway.agent.management.call.Resource;
import io.webgateway.agent.management.call.Route;
import io.webgateway.agent.management.port.ManagementPorts;
import io.webgateway.agent.management.token.CallerCheck;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Changes of conditions as they happen, as server-sent events. */
public final class EventResource implements Resource {
  /** The media type of server-sent events. */
  public static final String EVENT_STREAM = "text/event-stream";

  private static final int MAX_STREAMS = 256;
  private static final int MAX_PER_CALLER = 16;

  private final ManagementPorts ports;
  private final CallerCheck callers;
  private final Roles roles;
  private final Map<String, Integer> open = new HashMap<>();
  private int total;
  private volatile boolean closing;

  /** Reads the status board of these ports. */
  public EventResource(ManagementPorts ports, CallerCheck callers) {
    this.ports = ports;
    this.callers = callers;
    this.roles = new Roles(ports);
  }

  @Override
  public List<Route> routes() {
    return List.of(Route.getAs("/v1/events", Access.IDENTITY_OR_LOCAL, EVENT_STREAM, this::open));
  }

  /** Ends all streams soon, and starts no more. */
  public void close() {
    closing = true;
  }

  private Answer open(Call call) {
    Caller caller = call.caller();
    long from = lastSeen(call);
    return new Answer.Streamed(
        EVENT_STREAM,
        sink -> {
          enter(caller.word());
          try {
            new EventStream(ports, callers, roles, caller, () -> closing).run(from, sink);
          } finally {
            leave(caller.word());
          }
        });
  }

  private long lastSeen(Call call) {
    String text = call.head().header("last-event-id").orElse("");
    if (!text.matches("[0-9]{0,18}")) {
      throw Faults.badRequest(
          "bad-last-event-id", "Last-Event-ID is no number of an event", "Send the last id seen");
    }
    checkRoom(call.caller().word());
    return text.isEmpty() ? ports.statusBoard().latestSequence() : Long.parseLong(text);
  }

  private synchronized void checkRoom(String caller) {
    if (closing || total >= MAX_STREAMS || open.getOrDefault(caller, 0) >= MAX_PER_CALLER) {
      throw Faults.unavailable(
          "too-many-streams", "Too many streams are open", "Close some, or try again later");
    }
  }

  private synchronized void enter(String caller) {
    total++;
    open.merge(caller, 1, Integer::sum);
  }

  private synchronized void leave(String caller) {
    total--;
    open.computeIfPresent(caller, (_, count) -> count > 1 ? count - 1 : null);
  }
}
