package io.webgateway.model.status;

/** True, false, or not checked by anything. */
public enum ConditionStatus {
  TRUE,
  FALSE,
  UNKNOWN
}
