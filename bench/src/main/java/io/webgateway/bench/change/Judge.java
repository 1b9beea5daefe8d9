package io.webgateway.bench.change;

import io.webgateway.bench.change.visit.Fault;
import io.webgateway.bench.change.visit.Incident;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Says of a fault whether it is an error, or one of the few things that nobody can keep when a
 * backend is ended the hard way. The same for every gateway. Pure.
 */
final class Judge {
  /** A message that was sent so shortly before or after the end may have been read by nobody. */
  private static final long BEFORE_NANOS = TimeUnit.SECONDS.toNanos(2);

  private static final long AFTER_NANOS = TimeUnit.MILLISECONDS.toNanos(250);

  /** After the gateway was told of the next backend, datagrams have so long to find their way. */
  private static final long SETTLED_NANOS = TimeUnit.SECONDS.toNanos(1);

  private Judge() {}

  /** What a fault counts as. */
  enum Ruling {
    /** It should not have been. */
    ERROR,

    /**
     * A connection of HTTP that ended while nothing was under way. Allowed (RFC 9112, section 9.5),
     * and an error only for the request that crosses it; counted apart.
     */
    CLOSED_IDLE,

    /** An answer that had begun to arrive from a backend that was ended: its rest is nowhere. */
    CUT_WITH_BACKEND,

    /** A message that was inside a backend when it was ended, and is not sent again to another. */
    INSIDE_BACKEND,

    /** A datagram while no backend was there. */
    NOBODY_THERE,

    /** A datagram otherwise; nobody promises each, but their share is bounded. */
    DATAGRAM
  }

  static Ruling rule(Incident incident, List<Death> deaths) {
    return switch (incident.kind()) {
      case HTTP1, HTTP2, DOWNLOAD ->
          switch (incident.fault()) {
            case BROKEN ->
                hasDied(incident.backend(), deaths) ? Ruling.CUT_WITH_BACKEND : Ruling.ERROR;
            case DROPPED -> Ruling.CLOSED_IDLE;
            case REFUSED, STATUS, WRONG, LOST, DUPLICATED, REORDERED, LATE -> Ruling.ERROR;
          };
      case WEBSOCKET, TCP ->
          incident.fault() == Fault.LOST && wasInside(incident, deaths)
              ? Ruling.INSIDE_BACKEND
              : Ruling.ERROR;
      case UDP ->
          switch (incident.fault()) {
            case LOST, REORDERED, DUPLICATED ->
                nobodyWasThere(incident, deaths) ? Ruling.NOBODY_THERE : Ruling.DATAGRAM;
            case REFUSED, BROKEN, DROPPED, STATUS, WRONG, LATE -> Ruling.ERROR;
          };
    };
  }

  private static boolean hasDied(String backend, List<Death> deaths) {
    return deaths.stream().anyMatch(death -> death.backend().equals(backend));
  }

  private static boolean wasInside(Incident incident, List<Death> deaths) {
    return deaths.stream()
        .anyMatch(
            death ->
                death.backend().equals(incident.backend())
                    && incident.sentNanos() - death.atNanos() > -BEFORE_NANOS
                    && incident.sentNanos() - death.atNanos() < AFTER_NANOS);
  }

  private static boolean nobodyWasThere(Incident incident, List<Death> deaths) {
    return deaths.stream()
        .anyMatch(
            death ->
                incident.sentNanos() > death.atNanos() - AFTER_NANOS
                    && incident.sentNanos() - SETTLED_NANOS < death.overNanos());
  }
}
