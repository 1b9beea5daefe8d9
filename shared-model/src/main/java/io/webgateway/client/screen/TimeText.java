package io.webgateway.client.screen;

import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;

/** Times as people read them: how far away, in one unit. */
public final class TimeText {
  private static final long SECONDS_OF_MINUTE = 60;
  private static final long SECONDS_OF_HOUR = 3_600;
  private static final long SECONDS_OF_DAY = 86_400;
  private static final long UNITS_BEFORE_NEXT = 2;

  private TimeText() {}

  /** {@code in 89 d}, {@code 3 h ago}, {@code now}. */
  public static String relative(Instant time, Instant now) {
    Duration distance = Duration.between(now, time);
    long seconds = Math.abs(distance.toSeconds());
    if (seconds < 1) {
      return "now";
    }
    String length = length(seconds);
    return distance.isNegative() ? length + " ago" : "in " + length;
  }

  /** The same for an ISO time; other texts stay as they are. */
  public static String relative(String iso, Instant now) {
    try {
      return iso.isEmpty() ? "-" : relative(Instant.parse(iso), now);
    } catch (DateTimeParseException e) {
      return iso;
    }
  }

  /** Date and time to the second, with its distance. */
  public static String exact(Instant time, Instant now) {
    return time.truncatedTo(ChronoUnit.SECONDS) + " (" + relative(time, now) + ")";
  }

  /** How long it is from one time to another, without direction: {@code 12 s}. */
  public static String length(Instant from, Instant to) {
    return length(Math.abs(Duration.between(from, to).toSeconds()));
  }

  private static String length(long seconds) {
    if (seconds < UNITS_BEFORE_NEXT * SECONDS_OF_MINUTE) {
      return seconds + " s";
    }
    if (seconds < UNITS_BEFORE_NEXT * SECONDS_OF_HOUR) {
      return seconds / SECONDS_OF_MINUTE + " min";
    }
    return seconds < UNITS_BEFORE_NEXT * SECONDS_OF_DAY
        ? seconds / SECONDS_OF_HOUR + " h"
        : seconds / SECONDS_OF_DAY + " d";
  }
}
