package io.webgateway.model.status;

/** The facts that are kept about a workload on a node. */
public enum ConditionType {
  /** The node took it: rules, consent and backend policy hold. */
  ACCEPTED,
  /** Its names point here. */
  DNS_READY,
  /** A certificate for its names is at hand. */
  CERTIFICATE_READY,
  /** Its backends answer. */
  BACKENDS_HEALTHY,
  /** Listeners route to it now. */
  SERVING
}
