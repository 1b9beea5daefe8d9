package io.webgateway.agent.proxy.datagram;

import io.webgateway.agent.routing.hold.HoldEnd;
import io.webgateway.agent.routing.hold.HoldTally;

/**
 * Tells that one flow waits for a backend, and how that ended. Flows are bounded by other means, so
 * each of them may wait. Confined to the event loop.
 */
final class FlowWait {
  private final HoldTally tally;
  private final long number;
  private long bytes;

  FlowWait(HoldTally tally, long bytes, long nowNanos) {
    this.tally = tally;
    this.bytes = bytes;
    tally.enter(Integer.MAX_VALUE);
    this.number = tally.entered(bytes, nowNanos);
  }

  /** More, or fewer, bytes are kept of it. */
  void keeps(int more) {
    bytes += more;
    tally.changed(more);
  }

  void ended(HoldEnd how) {
    tally.left(number, bytes, how);
  }
}
