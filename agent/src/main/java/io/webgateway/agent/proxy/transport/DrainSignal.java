package io.webgateway.agent.proxy.transport;

/** Sent through a client connection's pipeline when its listener goes away. */
public enum DrainSignal {
  /** End after the present exchange; at once when there is none. */
  FINISH,
  /** End now. */
  CUT
}
