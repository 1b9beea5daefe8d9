package io.webgateway.model.workload;

/** What a workload does with requests in clear, usually on port 80. */
public enum PlainHttpPolicy {
  /** Sends visitors to https. */
  REDIRECT,
  /** Serves them. */
  SERVE
}
