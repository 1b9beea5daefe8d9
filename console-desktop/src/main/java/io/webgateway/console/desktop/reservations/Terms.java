package io.webgateway.console.desktop.reservations;

import java.time.Duration;
import java.util.List;

/**
 * How long a name is held: what the form offers.
 *
 * @param term the length
 * @param words as people read it
 */
record Terms(Duration term, String words) {
  /** What is offered; the second is the usual one. */
  static final List<Terms> OFFERED =
      List.of(days(30), days(90), days(180), new Terms(Duration.ofDays(365), "1 year"));

  /** What is chosen when nobody chooses. */
  static final Terms USUAL = OFFERED.get(1);

  private static Terms days(int number) {
    return new Terms(Duration.ofDays(number), number + " days");
  }

  // Choice boxes show it.
  @Override
  public String toString() {
    return words;
  }
}
