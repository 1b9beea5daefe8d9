package io.webgateway.agent.proxy.health;

import io.netty.channel.Channel;

/** What an open connection to a backend is used for, once. Event loop of the channel. */
@FunctionalInterface
interface Question {
  /**
   * Asks.
   *
   * @param channel open, its TLS done, without handlers of ours
   * @param answered told once
   */
  void ask(Channel channel, Answered answered);

  /** What came of it. */
  interface Answered {
    /** The backend is well. The channel may be closed. */
    void passed();

    /**
     * It is not.
     *
     * @param why in people's words
     */
    void failed(String why);
  }
}
