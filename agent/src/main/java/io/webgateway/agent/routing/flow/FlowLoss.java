package io.webgateway.agent.routing.flow;

/** Why no backend can be sent to. */
public enum FlowLoss {
  /** The policy allows none of its addresses. */
  REFUSED_BY_POLICY,
  /** Its name has no address. */
  NAME_NOT_RESOLVED,
  /** There is none to choose, or its socket could not be opened. */
  NO_ENDPOINT,
  /** Every one has as many flows as it may have. */
  OVERLOADED
}
