package io.webgateway.agent.management.resource;

import io.webgateway.agent.management.call.Call;
import io.webgateway.agent.management.call.CallRefused;
import io.webgateway.agent.management.call.Faults;
import io.webgateway.agent.observe.usage.UsageBook;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * What time is asked for, and in which pieces.
 *
 * @param from the first moment
 * @param to the first that is not meant
 * @param by the pieces
 */
record UsagePeriod(Instant from, Instant to, Piece by) {
  /** How long one row is. */
  enum Piece {
    HOUR,
    DAY,
    ALL;

    String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** By default the last seven days, that of now among them, day by day. */
  static UsagePeriod of(Call call, Instant now) {
    Instant to =
        moment(call, "to", 1).orElse(now.truncatedTo(ChronoUnit.HOURS).plus(1, ChronoUnit.HOURS));
    Instant from =
        moment(call, "from", 0).orElse(to.minus(6, ChronoUnit.DAYS).truncatedTo(ChronoUnit.DAYS));
    if (!from.isBefore(to)) {
      throw Faults.badQuery(
          "from", "It is not before to", "Ask for a time that begins before it ends");
    }
    if (Duration.between(from, to).toDays() > UsageBook.KEPT_DAYS) {
      throw Faults.badQuery(
          "from",
          "It is more than " + UsageBook.KEPT_DAYS + " days before to",
          "Ask for " + UsageBook.KEPT_DAYS + " days at most: no more are kept");
    }
    String by = call.query("by").orElse(Piece.DAY.word());
    Piece piece =
        Arrays.stream(Piece.values())
            .filter(each -> each.word().equals(by))
            .findFirst()
            .orElseThrow(
                () ->
                    Faults.badQuery(
                        "by", "It is neither hour, day nor all", "Write hour, day or all"));
    return new UsagePeriod(from, to, piece);
  }

  /** The beginning of the row that an hour belongs to. */
  Instant rowOf(Instant hour) {
    return switch (by) {
      case HOUR -> hour;
      case DAY -> hour.truncatedTo(ChronoUnit.DAYS);
      case ALL -> from;
    };
  }

  /** A day alone means its beginning, or its end where an end is asked for. */
  private static Optional<Instant> moment(Call call, String name, int daysOn) {
    return call.query(name).map(text -> parsed(text, name, daysOn));
  }

  private static Instant parsed(String text, String name, int daysOn) {
    try {
      return text.length() == "2026-01-31".length()
          ? LocalDate.parse(text).plusDays(daysOn).atStartOfDay(ZoneOffset.UTC).toInstant()
          : Instant.parse(text);
    } catch (DateTimeException e) {
      throw notATime(name);
    }
  }

  private static CallRefused notATime(String name) {
    return Faults.badQuery(
        name,
        "It is neither a day nor a moment in UTC",
        "Write it as 2026-01-31 or 2026-01-31T12:00:00Z");
  }
}
