package io.webgateway.wire;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * Instants as text: ISO 8601 in UTC, years 0000 to 9999, microseconds at most, in the one spelling
 * of {@link Instant#toString}. So a time that was signed means the same on every machine.
 */
final class InstantText {
  private static final int MAX_LENGTH = "9999-12-31T23:59:59.999999Z".length();

  private InstantText() {}

  /** Writes an instant; what is finer than a microsecond is cut off. */
  static String write(Instant instant) {
    return instant.truncatedTo(ChronoUnit.MICROS).toString();
  }

  /**
   * Reads an instant.
   *
   * @throws IllegalArgumentException when the text is none, or not in the one spelling
   */
  static Instant read(String text) {
    try {
      Instant instant = Instant.parse(text);
      if (text.length() <= MAX_LENGTH && instant.toString().equals(text) && text.charAt(4) == '-') {
        return instant;
      }
    } catch (DateTimeException e) {
      throw new IllegalArgumentException(problem(), e);
    }
    throw new IllegalArgumentException(problem());
  }

  private static String problem() {
    return "A time is written like 2026-01-31T12:00:00Z or 2026-01-31T12:00:00.250Z: in UTC, years"
        + " 0000 to 9999, with 0, 3 or 6 digits of the second's fraction as needed";
  }
}
