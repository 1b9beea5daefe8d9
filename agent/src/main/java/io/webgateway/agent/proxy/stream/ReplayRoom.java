package io.webgateway.agent.proxy.stream;

/**
 * Room for the first bytes of visitors that are kept to be sent again, for all connections of one
 * event loop. A connection that finds none is not resumed. Confined to the event loop.
 */
final class ReplayRoom {
  /** A thousand connections with the most that one may keep. */
  static final int BYTES = 64 << 20;

  private int taken;

  boolean take(int bytes) {
    if (taken + bytes > BYTES) {
      return false;
    }
    taken += bytes;
    return true;
  }

  void give(int bytes) {
    taken -= bytes;
  }
}
