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
  OVERLOADED;

  /** Whether waiting may help: not for what the policy forbids, nor for what is full. */
  boolean mayPass() {
    return switch (this) {
      case NO_ENDPOINT, NAME_NOT_RESOLVED -> true;
      case REFUSED_BY_POLICY, OVERLOADED -> false;
    };
  }

  /** How a flow ends that does not wait. */
  FlowEnd end(boolean answered) {
    return switch (this) {
      case REFUSED_BY_POLICY -> FlowEnd.REFUSED_BY_POLICY;
      case NAME_NOT_RESOLVED -> FlowEnd.NAME_NOT_RESOLVED;
      case OVERLOADED -> FlowEnd.OVERLOADED;
      case NO_ENDPOINT -> answered ? FlowEnd.BACKEND_LOST : FlowEnd.CONNECT_FAILED;
    };
  }
}
