package io.webgateway.agent.proxy.transport;

import io.webgateway.agent.routing.RouteTable;
import io.webgateway.agent.routing.drain.DrainScope;

/**
 * Sent through a visitor's connection's pipeline, and to the flows of a port, while something is
 * drained. Unlike a {@link DrainSignal} it may concern one workload alone, and be taken back.
 */
public sealed interface Departure {
  /**
   * Leave in peace: no exchange is broken off, and tunnels and flows stay.
   *
   * @param scope whom it concerns
   */
  record Ask(DrainScope scope) implements Departure {}

  /**
   * The time is over: what is under way is ended.
   *
   * @param scope whom it concerns
   */
  record Cut(DrainScope scope) implements Departure {}

  /**
   * The table asks another TLS of visitors than before: whose handshake will not do must leave, so
   * that it makes another one.
   *
   * @param table the one that serves now
   */
  record Revised(RouteTable table) implements Departure {}

  /** Who was asked and is still there may stay. */
  record Stay() implements Departure {}
}
