package io.webgateway.agent.proxy.transport;

/**
 * Ids of one event loop's exchanges and connections, unique on the node. Confined to the event
 * loop.
 */
public final class TrafficIds {
  private final String prefix;
  private long last;

  /** Starts counting; the prefix makes the loop's ids unique on the node. */
  public TrafficIds(String prefix) {
    this.prefix = prefix;
  }

  /** A number that was not given before. */
  public long next() {
    return ++last;
  }

  /** How people and events name a number. */
  public String text(long number) {
    return prefix + "-" + Long.toString(number, 36);
  }
}
