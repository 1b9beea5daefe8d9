package io.webgateway.agent.routing.hold;

/** How a wait for a backend has ended. Exactly one for each that asked to wait. */
public enum HoldEnd {
  /** It went on with a backend. */
  RESUMED,
  /** No backend was there within its time. */
  EXPIRED,
  /** As many waited already as may. */
  REFUSED,
  /** The visitor left, or the node closed its connection. */
  LEFT,
  /** The workload is served here no longer. */
  REMOVED,
  /** A backend was found that does not do: one that cannot be verified, for example. */
  FAILED
}
