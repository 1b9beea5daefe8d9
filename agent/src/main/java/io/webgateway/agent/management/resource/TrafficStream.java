package io.webgateway.agent.management.resource;

import io.webgateway.agent.ledger.StoreException;
import io.webgateway.agent.management.call.Answer;
import io.webgateway.agent.management.call.Caller;
import io.webgateway.agent.management.port.ManagementPorts;
import io.webgateway.agent.management.stream.EventText;
import io.webgateway.agent.management.stream.StreamPermit;
import io.webgateway.agent.tap.TapScope;
import io.webgateway.agent.tap.TapSession;
import io.webgateway.model.identity.IdentityId;
import io.webgateway.wire.TrafficCodec;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * One open stream of a tap session. Ends with its {@link StreamPermit}, when its caller may see
 * more or less than at its start, when another stream takes the session over, and when the session
 * ends. Looks at the ring every {@value #PAUSE_MILLIS} ms and writes what came in one piece: a
 * reader that is slow holds up this thread and nothing else.
 */
final class TrafficStream {
  private static final long PAUSE_MILLIS = 50;
  private static final int LOOKS_PER_ROLE_CHECK = 20;
  private static final Duration HEARTBEAT = Duration.ofSeconds(15);

  private final ManagementPorts ports;
  private final Roles roles;
  private final Caller caller;
  private final StreamPermit permit;
  private final TapSession session;
  private final long ticket;
  private long toldVersion;

  TrafficStream(
      ManagementPorts ports,
      Roles roles,
      Caller caller,
      StreamPermit permit,
      TapSession session,
      long ticket) {
    this.ports = ports;
    this.roles = roles;
    this.caller = caller;
    this.permit = permit;
    this.session = session;
    this.ticket = ticket;
  }

  private record Hello(IdentityId node, Instant time, String session, String filter) {}

  private record Filtered(String filter) {}

  private record Missed(long missed, boolean atLeast) {}

  /** Writes events until the stream ends. */
  void run(TapScope scope, Answer.Sink sink) throws IOException, InterruptedException {
    Instant beat = ports.clock().instant();
    sink.write(hello(beat));
    for (int look = 1; permit.holds(); look++) {
      if (look % LOOKS_PER_ROLE_CHECK == 0) {
        permit.recheck();
        if (!stillSees(scope)) {
          return;
        }
      }
      Optional<TapSession.Portion> portion = session.next(ticket, scope, System.nanoTime());
      if (portion.isEmpty()) {
        return;
      }
      String text = text(portion.get());
      Instant now = ports.clock().instant();
      if (!text.isEmpty()) {
        sink.write(text);
      } else if (!now.isBefore(beat.plus(HEARTBEAT))) {
        sink.write(EventText.HEARTBEAT);
        beat = now;
      }
      if (!portion.get().isMore()) {
        Thread.sleep(PAUSE_MILLIS);
      }
    }
  }

  private String hello(Instant now) {
    TapSession.Setting setting = session.setting();
    toldVersion = setting.version();
    return EventText.event(
        "hello",
        session.lastNumber(),
        new Hello(ports.node(), now, session.id(), setting.filter().text()));
  }

  private String text(TapSession.Portion portion) {
    StringBuilder text = new StringBuilder();
    TapSession.Setting setting = session.setting();
    if (setting.version() != toldVersion) {
      toldVersion = setting.version();
      text.append(EventText.event("filter", new Filtered(setting.filter().text())));
    }
    portion
        .gap()
        .ifPresent(
            gap -> text.append(EventText.event("gap", new Missed(gap.missed(), gap.atLeast()))));
    for (TapSession.Shown shown : portion.events()) {
      text.append(EventText.event("traffic", shown.number(), TrafficCodec.write(shown.event())));
    }
    return text.toString();
  }

  // A ledger that cannot be asked is no reason to believe that a right is still there.
  private boolean stillSees(TapScope scope) {
    try {
      return roles.traffic(caller).equals(scope);
    } catch (StoreException e) {
      return false;
    }
  }
}
