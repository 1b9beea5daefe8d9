package io.webgateway.bench.change.visit;

/** One visitor; lives in a thread of its own, where it may block. */
interface Visitor extends Runnable {
  /** Asks for nothing more; it ends when what is under way is done, or has no patience left. */
  void stop();

  /** When the oldest of what is under way was sent; {@link Long#MAX_VALUE} when nothing is. */
  long oldestNanos();
}
