package io.webgateway.client.screen;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;

/** The times that screens show usage of; days are those of UTC, as statements have them. */
public enum UsageSpan {
  /** Hour by hour. */
  TODAY("Today, by hour", 0, "hour"),
  /** Day by day. */
  WEEK("Last 7 days, by day", 6, "day"),
  /** Day by day. */
  MONTH("Last 31 days, by day", 30, "day");

  private final String words;
  private final int daysBack;
  private final String piece;

  UsageSpan(String words, int daysBack, String piece) {
    this.words = words;
    this.daysBack = daysBack;
    this.piece = piece;
  }

  /** For people. */
  public String words() {
    return words;
  }

  /** Whether a row is an hour and not a day. */
  public boolean isByHour() {
    return this == TODAY;
  }

  String query(Instant now) {
    LocalDate today = LocalDate.ofInstant(now, ZoneOffset.UTC);
    return "?by=" + piece + "&from=" + today.minusDays(daysBack) + "&to=" + today;
  }
}
