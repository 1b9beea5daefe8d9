package io.webgateway.agent.management.resource;

import io.webgateway.agent.management.call.Access;
import io.webgateway.agent.management.call.Answer;
import io.webgateway.agent.management.call.Call;
import io.webgateway.agent.management.call.Caller;
import io.webgateway.agent.management.call.Resource;
import io.webgateway.agent.management.call.Route;
import io.webgateway.agent.management.port.ManagementPorts;
import io.webgateway.agent.management.stream.EventText;
import io.webgateway.agent.management.stream.StreamPermit;
import io.webgateway.agent.management.stream.StreamPlaces;
import io.webgateway.agent.management.token.CallerCheck;
import java.util.List;

/** Changes of conditions as they happen, as server-sent events. */
public final class EventResource implements Resource {
  private final ManagementPorts ports;
  private final CallerCheck callers;
  private final StreamPlaces places;
  private final Roles roles;

  /** Reads the status board of these ports. */
  public EventResource(ManagementPorts ports, CallerCheck callers, StreamPlaces places) {
    this.ports = ports;
    this.callers = callers;
    this.places = places;
    this.roles = new Roles(ports);
  }

  @Override
  public List<Route> routes() {
    return List.of(
        Route.getAs("/v1/events", Access.IDENTITY_OR_LOCAL, EventText.MEDIA_TYPE, this::open));
  }

  private Answer open(Call call) {
    Caller caller = call.caller();
    long from = EventText.lastSeen(call).orElseGet(ports.statusBoard()::latestSequence);
    places.checkRoom(caller.word());
    return new Answer.Streamed(
        EventText.MEDIA_TYPE,
        sink -> {
          places.enter(caller.word());
          try (StreamPermit permit = new StreamPermit(ports, callers, caller, places::isClosing)) {
            new EventStream(ports, roles, caller, permit).run(from, sink);
          } finally {
            places.leave(caller.word());
          }
        });
  }
}
