package io.webgateway.agent.routing.limit;

/** Which way bytes go. */
public enum Direction {
  /** From visitors. */
  IN,
  /** To visitors. */
  OUT
}
