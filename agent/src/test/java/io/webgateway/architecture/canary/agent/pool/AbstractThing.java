package io.webgateway.architecture.canary.agent.pool;

/** Named after what it is not. */
public abstract class AbstractThing {
  /** For the classes below. */
  protected AbstractThing() {}
}
