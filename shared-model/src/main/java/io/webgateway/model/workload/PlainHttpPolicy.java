package io.webgateway.model.workload;

/** What a workload does with requests in clear, usually on port 80. */
public enum PlainHttpPolicy {
  /** Sends visitors to https. */
  REDIRECT,
  /** Serves them. */
  SERVE,
  /**
   * Passes what an ACME server asks for, {@code /.well-known/acme-challenge/}, to the backend and
   * sends the rest to https: for backends that get certificates of their own.
   */
  PASS_ACME
}
