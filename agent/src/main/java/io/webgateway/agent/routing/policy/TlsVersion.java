package io.webgateway.agent.routing.policy;

/** The versions of TLS that may be spoken, the oldest first. */
public enum TlsVersion {
  /** RFC 5246, with forward secrecy and authenticated encryption only. */
  TLS_1_2,
  /** RFC 8446. */
  TLS_1_3
}
