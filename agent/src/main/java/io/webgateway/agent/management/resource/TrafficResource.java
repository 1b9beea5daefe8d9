package io.webgateway.agent.management.resource;

import io.webgateway.agent.management.call.Access;
import io.webgateway.agent.management.call.Answer;
import io.webgateway.agent.management.call.Call;
import io.webgateway.agent.management.call.CallRefused;
import io.webgateway.agent.management.call.Caller;
import io.webgateway.agent.management.call.Faults;
import io.webgateway.agent.management.call.HttpMethod;
import io.webgateway.agent.management.call.Resource;
import io.webgateway.agent.management.call.Route;
import io.webgateway.agent.management.port.ManagementPorts;
import io.webgateway.agent.management.stream.EventText;
import io.webgateway.agent.management.stream.StreamPermit;
import io.webgateway.agent.management.stream.StreamPlaces;
import io.webgateway.agent.management.token.CallerCheck;
import io.webgateway.agent.tap.TapScope;
import io.webgateway.agent.tap.TapSession;
import io.webgateway.agent.tap.TapSessions;
import io.webgateway.filter.TrafficFilter;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Looks at live traffic: tap sessions of the caller, and their streams. */
public final class TrafficResource implements Resource {
  static final String LIST = "/v1/traffic/sessions";
  private static final String ONE = LIST + "/{id}";
  private static final int MAX_BODY_BYTES = 8 * 1024;

  private final ManagementPorts ports;
  private final CallerCheck callers;
  private final StreamPlaces places;
  private final TapSessions sessions;
  private final Roles roles;
  private final IdempotentPosts posts;

  /** Opens sessions on the ring of these ports. */
  public TrafficResource(
      ManagementPorts ports, CallerCheck callers, StreamPlaces places, TapSessions sessions) {
    this.ports = ports;
    this.callers = callers;
    this.places = places;
    this.sessions = sessions;
    this.roles = new Roles(ports);
    this.posts = new IdempotentPosts(ports.clock());
  }

  @Override
  public List<Route> routes() {
    Access access = Access.IDENTITY_OR_LOCAL;
    return List.of(
        Route.get(LIST, access, this::list),
        Route.get(ONE, access, this::one),
        Route.getAs(ONE + "/events", access, EventText.MEDIA_TYPE, this::events),
        Route.change(
            HttpMethod.POST, LIST, access, MAX_BODY_BYTES, call -> posts.once(call, this::open)),
        Route.change(HttpMethod.PUT, ONE, access, MAX_BODY_BYTES, this::change),
        Route.delete(ONE, access, this::end));
  }

  private record Wish(String filter) {}

  private Answer list(Call call) {
    int limit = call.limit();
    String after = Page.cursor(call);
    String caller = call.caller().word();
    boolean all = roles.administersNode(call.caller());
    List<TapSessionView> page =
        sessions.all().stream()
            .filter(session -> all || session.caller().equals(caller))
            .filter(session -> session.id().compareTo(after) > 0)
            .limit(limit)
            .map(session -> TapSessionView.of(session, session.caller().equals(caller)))
            .toList();
    Optional<String> next =
        page.size() < limit ? Optional.empty() : Optional.of(page.getLast().id());
    return Answer.json(new Page(page, next));
  }

  private Answer one(Call call) {
    return view(existing(call), 200);
  }

  private Answer.Whole open(Call call) {
    TrafficFilter filter = filter(call);
    return switch (sessions.open(call.caller().word(), filter)) {
      case TapSessions.Opened(TapSession session) ->
          view(session, 201).with(TapAudit.opened(session));
      case TapSessions.TooManyOfCaller _ ->
          throw Faults.of(
              429,
              "too-many-sessions",
              "Too many",
              "",
              "The caller has " + TapSessions.MAX_PER_CALLER + " tap sessions already",
              "End one of them: GET " + LIST + " lists them");
      case TapSessions.TooManyOnNode _ ->
          throw Faults.unavailable(
              "too-many-sessions",
              "The node has " + TapSessions.MAX_SESSIONS + " tap sessions already",
              "Try again later");
    };
  }

  private Answer change(Call call) {
    TapSession session = existing(call);
    long version = VersionTag.expected(call);
    if (!session.change(version, filter(call))) {
      throw Faults.preconditionFailed();
    }
    return view(session, 200).with(TapAudit.changed(session));
  }

  private Answer end(Call call) {
    TapSession session = existing(call);
    if (VersionTag.expected(call) != session.setting().version()) {
      throw Faults.preconditionFailed();
    }
    if (!sessions.end(session)) {
      throw missing();
    }
    return Answer.empty().with(TapAudit.ended(session));
  }

  private Answer events(Call call) {
    Caller caller = call.caller();
    TapSession session = existing(call);
    OptionalLong lastSeen = EventText.lastSeen(call);
    places.checkRoom(caller.word());
    TapScope scope = roles.traffic(caller);
    return new Answer.Streamed(
        EventText.MEDIA_TYPE,
        sink -> {
          OptionalLong ticket = sessions.attach(session, lastSeen);
          places.enter(caller.word());
          try (StreamPermit permit = new StreamPermit(ports, callers, caller, places::isClosing)) {
            if (ticket.isPresent()) {
              new TrafficStream(ports, roles, caller, permit, session, ticket.getAsLong())
                  .run(scope, sink);
            }
          } finally {
            places.leave(caller.word());
            ticket.ifPresent(number -> sessions.detach(session, number));
          }
        });
  }

  private static Answer.Whole view(TapSession session, int status) {
    return Answer.json(status, TapSessionView.of(session, true))
        .withETag(String.valueOf(session.setting().version()));
  }

  private TapSession existing(Call call) {
    return sessions
        .find(call.caller().word(), call.variable("id"))
        .orElseThrow(TrafficResource::missing);
  }

  private static CallRefused missing() {
    return Faults.notFound("That tap session");
  }

  private static TrafficFilter filter(Call call) {
    return switch (TrafficFilter.parse(call.json(Wish.class).filter())) {
      case TrafficFilter.Parsed(TrafficFilter filter) -> filter;
      case TrafficFilter.Invalid invalid ->
          throw Faults.of(
              422,
              "bad-filter",
              "The content is not right",
              "/filter",
              invalid.fault() + " (at character " + (invalid.position() + 1) + ")",
              invalid.cure());
    };
  }
}
