package io.webgateway.agent.routing.drain;

/** How far a drain has come. */
public enum DrainPhase {
  /** Not everybody who was there has been asked to leave. */
  ASKING,
  /** All have been asked, and some are still there. */
  WAITING,
  /** Nothing was left before the limit. */
  EMPTY,
  /** The limit has passed, and what was left was cut. */
  CUT;

  /** Whether nothing more will be done. */
  public boolean isOver() {
    return this == EMPTY || this == CUT;
  }
}
