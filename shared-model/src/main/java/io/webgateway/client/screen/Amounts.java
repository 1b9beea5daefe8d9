package io.webgateway.client.screen;

import java.util.Locale;

/** Amounts with their units, as people read them. */
public final class Amounts {
  private static final double THOUSAND = 1_000;
  private static final double NANOS_OF_MILLI = 1_000_000;
  private static final double MILLIS_OF_SECOND = 1_000;
  private static final double MILLIS_OF_MINUTE = 60_000;
  private static final double MILLIS_OF_HOUR = 3_600_000;
  private static final String[] BYTE_UNITS = {"B", "kB", "MB", "GB", "TB"};
  private static final String[] BIT_UNITS = {"bit", "kbit", "Mbit", "Gbit", "Tbit"};

  private Amounts() {}

  /** Bytes in decimal units: {@code 532 B}, {@code 1.4 MB}. */
  public static String bytes(long bytes) {
    return decimal(bytes, BYTE_UNITS);
  }

  /** Bits in decimal units: {@code 800 bit}, {@code 100 Mbit}. */
  public static String bits(long bits) {
    return decimal(bits, BIT_UNITS);
  }

  private static String decimal(long number, String[] units) {
    double amount = number;
    int unit = 0;
    while (amount >= THOUSAND && unit < units.length - 1) {
      amount /= THOUSAND;
      unit++;
    }
    return (unit == 0 ? Long.toString(number) : figures(amount)) + " " + units[unit];
  }

  /** A length of time: {@code 0.8 ms}, {@code 12 ms}, {@code 1.2 s}, {@code 4 min}. */
  public static String nanos(long nanos) {
    double millis = nanos / NANOS_OF_MILLI;
    if (millis < MILLIS_OF_SECOND) {
      return figures(millis) + " ms";
    }
    if (millis < MILLIS_OF_MINUTE) {
      return figures(millis / MILLIS_OF_SECOND) + " s";
    }
    return millis < MILLIS_OF_HOUR
        ? figures(millis / MILLIS_OF_MINUTE) + " min"
        : figures(millis / MILLIS_OF_HOUR) + " h";
  }

  /** A length of time in milliseconds. */
  public static String millis(long millis) {
    return nanos(millis * 1_000_000);
  }

  /** A rate: {@code 0.4/s}, {@code 120/s}. */
  public static String perSecond(double rate) {
    return figures(rate) + "/s";
  }

  /** How many of something: {@code 1 node}, {@code 3 nodes}. */
  public static String count(long number, String one, String several) {
    return String.format(Locale.ROOT, "%,d", number) + " " + (number == 1 ? one : several);
  }

  /** A share in per cent: {@code 34 %}. */
  public static String share(double share) {
    return Math.round(share * 100) + " %";
  }

  // Two figures are enough for an eye that compares.
  private static String figures(double amount) {
    return String.format(Locale.ROOT, amount < 10 ? "%.1f" : "%.0f", amount);
  }
}
