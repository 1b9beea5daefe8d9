package io.webgateway.agent.observe;

import java.util.Map;

/**
 * Who waits for a backend, of one workload or of all on this node, and what became of those that
 * did.
 *
 * @param now how many requests, connections and WebSockets wait
 * @param bytes of theirs that are kept meanwhile
 * @param oldestMillis how long the first of them has waited; 0 when nobody does
 * @param ended how many waits ended, by how, since the node began to serve the workload
 */
public record HeldVisitors(int now, long bytes, long oldestMillis, Map<How, Long> ended) {
  /** Nobody waits, and nobody has. */
  public static final HeldVisitors NONE = new HeldVisitors(0, 0, 0, Map.of());

  /** How a wait has ended. */
  public enum How {
    /** It went on with a backend. */
    RESUMED,
    /** No backend was there within its time. */
    EXPIRED,
    /** As many waited already as may. */
    REFUSED,
    /** The visitor left, or its connection was closed here. */
    LEFT,
    /** The workload is served here no longer. */
    REMOVED,
    /** A backend was found that does not do, or an edit lets nobody wait. */
    FAILED
  }

  /** Copies the map. */
  public HeldVisitors {
    ended = Map.copyOf(ended);
  }

  /** How many waits ended so. */
  public long ended(How how) {
    return ended.getOrDefault(how, 0L);
  }
}
