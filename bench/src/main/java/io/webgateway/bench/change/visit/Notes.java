package io.webgateway.bench.change.visit;

import java.io.IOException;

/**
 * One visitor's own way to write into the diary. Thread-safe.
 *
 * @param diary everybody's
 * @param kind of the visitor
 * @param visitor its name, which no other has
 */
record Notes(Diary diary, Kind kind, String visitor) {
  void connected(int localPort) {
    diary.connected(kind, visitor, localPort);
  }

  void answered(long sentNanos) {
    diary.answered(kind, sentNanos);
  }

  void asked() {
    diary.asked(kind);
  }

  void repeated() {
    diary.repeated(kind);
  }

  /** Of something that was under way. */
  void fault(Fault fault, long sentNanos, String backend, String detail) {
    diary.incident(
        new Incident(kind, fault, visitor, System.nanoTime(), sentNanos, backend, detail));
  }

  /** Of something that was not under way. */
  void fault(Fault fault, String detail) {
    fault(fault, System.nanoTime(), "", detail);
  }

  static String words(IOException e) {
    return e.getClass().getSimpleName() + ": " + e.getMessage();
  }
}
