package io.webgateway.agent.admission;

import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;

/**
 * Times for receipts: the operator's clock in microseconds, made to grow with every receipt, so
 * that the order of receipts is the order of commits even when the clock is set back. One thread.
 */
final class ReceiptClock {
  private final InstantSource source;
  private Instant last;

  ReceiptClock(InstantSource source, Instant last) {
    this.source = source;
    this.last = last;
  }

  /** A time later than every one before. */
  Instant next() {
    Instant now = source.instant().truncatedTo(ChronoUnit.MICROS);
    last = now.isAfter(last) ? now : last.plus(1, ChronoUnit.MICROS);
    return last;
  }

  /** What the next receipt would say at least; moves nothing. */
  Instant preview() {
    Instant now = source.instant().truncatedTo(ChronoUnit.MICROS);
    return now.isAfter(last) ? now : last;
  }
}
