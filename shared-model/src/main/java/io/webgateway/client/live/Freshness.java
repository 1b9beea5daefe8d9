package io.webgateway.client.live;

import io.webgateway.client.screen.TimeText;
import io.webgateway.client.screen.Tone;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * How far a console's picture of an agent can be believed. Pure; time is handed in.
 *
 * @param loadedAt when the lists were last read, if ever
 * @param connected whether the stream of changes is open
 * @param brokenSince when it broke, if it is not
 * @param reason why it broke; empty when it did not
 */
public record Freshness(
    Optional<Instant> loadedAt, boolean connected, Optional<Instant> brokenSince, String reason) {
  /** A stream that ends with its token is open again within this time: no reason for alarm. */
  private static final Duration PATIENCE = Duration.ofSeconds(4);

  /** Nothing was heard yet. */
  public static final Freshness NOTHING_YET =
      new Freshness(Optional.empty(), false, Optional.empty(), "");

  /** How it stands with the connection. */
  public enum Link {
    /** The first connection is being made. */
    CONNECTING,
    /** Changes are told as they happen. */
    LIVE,
    /** The agent does not answer; it is asked again and again. */
    RECONNECTING
  }

  /** After the stream was opened. */
  public Freshness opened() {
    return new Freshness(loadedAt, true, Optional.empty(), "");
  }

  /** After the lists were read. */
  public Freshness loaded(Instant now) {
    return new Freshness(Optional.of(now), connected, brokenSince, reason);
  }

  /** After the stream, or a call, broke. */
  public Freshness broken(Instant now, String why) {
    return new Freshness(loadedAt, false, Optional.of(brokenSince.orElse(now)), why);
  }

  /** How it stands now. */
  public Link link(Instant now) {
    if (connected) {
      return Link.LIVE;
    }
    boolean isShort = brokenSince.map(since -> now.isBefore(since.plus(PATIENCE))).orElse(true);
    if (isShort) {
      return loadedAt.isPresent() ? Link.LIVE : Link.CONNECTING;
    }
    return Link.RECONNECTING;
  }

  /** For the status bar, such as {@code reconnecting since 2 min; data is 3 min old}. */
  public String text(Instant now) {
    return switch (link(now)) {
      case CONNECTING -> "connecting…";
      case LIVE -> "live";
      case RECONNECTING ->
          "reconnecting for "
              + TimeText.length(brokenSince.orElse(now), now)
              + loadedAt
                  .map(at -> "; what you see is " + TimeText.length(at, now) + " old")
                  .orElse("; nothing was read yet");
    };
  }

  /** The tone of that text. */
  public Tone tone(Instant now) {
    return switch (link(now)) {
      case CONNECTING -> Tone.NEUTRAL;
      case LIVE -> Tone.GOOD;
      case RECONNECTING -> Tone.BAD;
    };
  }
}
