package io.webgateway.console.desktop.connection;

import io.webgateway.client.live.Freshness;
import io.webgateway.wire.ProblemDocument;
import java.time.Instant;
import java.util.Optional;

/**
 * What the console knows at one moment.
 *
 * @param session who is connected to what; empty when nobody is
 * @param freshness how far the picture can be believed
 * @param refused why the agent does not let this identity look, if so
 * @param picture what was read last; stays when the agent is gone
 */
public record View(
    Optional<SessionInfo> session,
    Freshness freshness,
    Optional<ProblemDocument> refused,
    Optional<Picture> picture) {

  /** Nobody is connected. */
  public static final View NOTHING =
      new View(Optional.empty(), Freshness.NOTHING_YET, Optional.empty(), Optional.empty());

  /** A connection that was just asked for. */
  public static View of(SessionInfo session) {
    return new View(
        Optional.of(session), Freshness.NOTHING_YET, Optional.empty(), Optional.empty());
  }

  /** Why changes have no chance now, for people; empty when they have one. */
  public String whyNoChange(Instant now) {
    if (session.isEmpty()) {
      return "Not connected: choose a profile first";
    }
    if (refused.isPresent()) {
      return refused.get().detail();
    }
    return switch (freshness.link(now)) {
      case LIVE -> "";
      case CONNECTING -> "The connection is being made";
      case RECONNECTING -> "The agent does not answer; changes wait until it is back";
    };
  }

  /** Whether changes have a chance now. */
  public boolean canChange(Instant now) {
    return whyNoChange(now).isEmpty();
  }

  /** Whether what is shown may have changed meanwhile without anybody here knowing. */
  public boolean isOld(Instant now) {
    return picture.isPresent() && freshness.link(now) == Freshness.Link.RECONNECTING;
  }

  View with(Freshness other) {
    return new View(session, other, refused, picture);
  }

  View with(Picture other) {
    return new View(session, freshness, Optional.empty(), Optional.of(other));
  }

  View refusedFor(ProblemDocument problem) {
    return new View(session, freshness, Optional.of(problem), picture);
  }
}
