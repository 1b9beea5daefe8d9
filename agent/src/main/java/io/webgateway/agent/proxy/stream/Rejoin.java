package io.webgateway.agent.proxy.stream;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.webgateway.agent.routing.RouteTable;
import io.webgateway.model.traffic.CompletionReason;

/**
 * Gets a WebSocket another backend, waiting for one as its workload says. Confined to the event
 * loop of both ends.
 */
public interface Rejoin {
  /** Told once per {@link Rejoin#begin}, maybe before it returns. */
  interface Outcome {
    /**
     * Another backend has agreed to what the first one had.
     *
     * @param backend its channel, without handlers of ours
     * @param fromBackend what came behind its answer; belongs to the receiver
     */
    void rejoined(Channel backend, ByteBuf fromBackend);

    /**
     * There will be none.
     *
     * @param text for the visitor: ASCII, at most 123 characters
     */
    void failed(CompletionReason reason, String text);
  }

  /**
   * Asks for another backend.
   *
   * @param number which one it is; 1 for the second backend
   * @param keptBytes that are kept for it
   */
  void begin(int number, long keptBytes, Outcome then);

  /** More or fewer bytes are kept. */
  void keeps(long bytes);

  /** Nobody wants one any more, or ever will; its outcome is not told. */
  void end();

  /** Whether the endpoint that it has is no longer one of the workload's. */
  boolean hasMoved(RouteTable table);
}
