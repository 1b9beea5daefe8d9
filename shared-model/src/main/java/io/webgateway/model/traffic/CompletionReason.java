package io.webgateway.model.traffic;

/** Why an exchange ended. Exactly one per exchange. */
public enum CompletionReason {
  /** Request and answer both ended as they should. */
  COMPLETED
}
