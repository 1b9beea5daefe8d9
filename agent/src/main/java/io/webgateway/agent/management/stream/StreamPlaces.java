package io.webgateway.agent.management.stream;

import io.webgateway.agent.management.call.Faults;
import java.util.HashMap;
import java.util.Map;

/** How many streams are open, of each caller and altogether. Any thread. */
public final class StreamPlaces {
  private static final int MAX_STREAMS = 256;
  private static final int MAX_PER_CALLER = 16;

  private final Map<String, Integer> open = new HashMap<>();
  private int total;
  private volatile boolean closing;

  /** Refuses the call when there is no place for one more. */
  public synchronized void checkRoom(String caller) {
    if (closing || total >= MAX_STREAMS || open.getOrDefault(caller, 0) >= MAX_PER_CALLER) {
      throw Faults.unavailable(
          "too-many-streams", "Too many streams are open", "Close some, or try again later");
    }
  }

  /** Takes a place. */
  public synchronized void enter(String caller) {
    total++;
    open.merge(caller, 1, Integer::sum);
  }

  /** Gives it back. */
  public synchronized void leave(String caller) {
    total--;
    open.computeIfPresent(caller, (_, count) -> count > 1 ? count - 1 : null);
  }

  /** Whether all streams end now. */
  public boolean isClosing() {
    return closing;
  }

  /** Ends all streams soon, and lets no more begin. */
  public void close() {
    closing = true;
  }
}
