package io.webgateway.agent.proxy.listener;

import io.webgateway.agent.routing.Listener;
import java.net.InetSocketAddress;

/** A bound socket, and what came through it. Confined to the thread that applies tables. */
interface BoundListener {
  /** With the real port. */
  InetSocketAddress address();

  /** What comes from now on is served as this listener says; the socket stays. */
  void follow(Listener listener);

  /** Takes nothing new; what is under way learns that it should end. */
  void retire();

  /** Whether nothing is under way. */
  boolean isDrained();

  /** Ends what is under way. */
  void cut();
}
