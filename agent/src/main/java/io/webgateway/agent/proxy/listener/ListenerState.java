package io.webgateway.agent.proxy.listener;

import java.net.InetSocketAddress;

/** What became of one listener of a table. */
public sealed interface ListenerState {
  /**
   * It accepts connections.
   *
   * @param address with the real port
   */
  record Bound(InetSocketAddress address) implements ListenerState {}

  /**
   * It does not.
   *
   * @param problem a sentence for people, naming address and port
   */
  record Failed(String problem) implements ListenerState {}
}
