package io.webgateway.bench.change.visit;

import io.webgateway.bench.change.visit.Sequence.Arrival;
import io.webgateway.bench.change.visit.Sequence.Sent;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** The numbered messages of one connection, and what of them is written down. Thread-safe. */
final class Tracked {
  private static final long OVERTAKEN_NANOS = TimeUnit.SECONDS.toNanos(1);
  private static final long SILENT_NANOS =
      TimeUnit.MILLISECONDS.toNanos(Http1Visitor.PATIENCE_MILLIS);

  private final Notes notes;
  private final Sequence sequence = new Sequence();
  private final long silentNanos;

  Tracked(Notes notes) {
    this(notes, SILENT_NANOS);
  }

  /** Where silence means loss sooner. */
  Tracked(Notes notes, long silentNanos) {
    this.notes = notes;
    this.silentNanos = silentNanos;
  }

  /** The next message to send. */
  synchronized String next() {
    return notes.visitor() + " " + sequence.send(System.nanoTime());
  }

  /** A message came: what was sent, a blank, and the backend's name. */
  synchronized void came(String text) {
    String[] words = text.split(" ", -1);
    if (words.length != 3
        || !words[0].equals(notes.visitor())
        || !words[1].matches("[0-9]{1,18}")) {
      notes.fault(Fault.WRONG, "not an answer of ours: " + shortened(text));
      return;
    }
    switch (sequence.arrive(Long.parseLong(words[1]), words[2])) {
      case Arrival.Good good -> notes.answered(good.sent().atNanos());
      case Arrival.Reordered(Sent sent) ->
          notes.fault(Fault.REORDERED, sent.atNanos(), words[2], "number " + sent.number());
      case Arrival.Duplicated _ -> notes.fault(Fault.DUPLICATED, "number " + words[1]);
      case Arrival.TooLate _ -> {
        // It has been counted as lost.
      }
      case Arrival.Unknown _ -> notes.fault(Fault.WRONG, "nobody sent number " + words[1]);
    }
  }

  /** Writes down what is lost by now. */
  synchronized void giveUp() {
    lost(sequence.giveUp(System.nanoTime(), OVERTAKEN_NANOS, silentNanos));
  }

  /** Writes down as lost whatever was sent longer ago than that and is still under way. */
  synchronized void giveUpAllOlderThan(long nanos) {
    lost(sequence.giveUp(System.nanoTime(), nanos, nanos));
  }

  /** The connection ended without asking: one fault, whatever was under way. */
  synchronized void ended(String detail) {
    List<Sent> underWay = sequence.underWay();
    if (underWay.isEmpty()) {
      notes.fault(Fault.DROPPED, System.nanoTime(), sequence.backend(), detail);
    } else {
      Sent first = underWay.getFirst();
      notes.fault(
          Fault.BROKEN,
          first.atNanos(),
          first.backend(),
          detail + ", " + underWay.size() + " under way");
    }
  }

  /** When the oldest that has not come back was sent; {@link Long#MAX_VALUE} when all have. */
  synchronized long oldestNanos() {
    List<Sent> underWay = sequence.underWay();
    return underWay.isEmpty() ? Long.MAX_VALUE : underWay.getFirst().atNanos();
  }

  /** Waits a while for what may still come. */
  void await(long nanos, BooleanSupplier isOver) {
    long end = System.nanoTime() + nanos;
    while (waits() && !isOver.getAsBoolean() && System.nanoTime() < end) {
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
    }
  }

  private synchronized boolean waits() {
    return sequence.waits();
  }

  private void lost(List<Sent> all) {
    for (Sent sent : all) {
      notes.fault(Fault.LOST, sent.atNanos(), sent.backend(), "number " + sent.number());
    }
  }

  private static String shortened(String text) {
    return text.length() <= 60 ? text : text.substring(0, 60) + "…";
  }
}
