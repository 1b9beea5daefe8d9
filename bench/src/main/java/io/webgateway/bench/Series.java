package io.webgateway.bench;

/**
 * One figure of a benchmark.
 *
 * @param name in reports and in the lines for programs
 * @param unit what CPU time is divided by
 * @param load what the proxies are given to do
 */
record Series(String name, Unit unit, Load load) {
  /** What a figure counts. */
  enum Unit {
    MICROS_PER_REQUEST("us/request", 1e6),
    MICROS_PER_HANDSHAKE("us/handshake", 1e6),
    MICROS_PER_ROUND_TRIP("us/round trip", 1e6),
    MICROS_PER_CONNECTION("us/connection", 1e6),
    MICROS_PER_ANSWER("us/answer", 1e6),
    SECONDS_PER_GIB("s/GiB", 1);

    private final String text;
    private final double perSecond;

    Unit(String text, double perSecond) {
      this.text = text;
      this.perSecond = perSecond;
    }

    /** For people. */
    String text() {
      return text;
    }

    /** How many of its units of time a second has. */
    double perSecond() {
      return perSecond;
    }
  }
}
