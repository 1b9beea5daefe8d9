package io.webgateway.model.identity;

/** What a key of an identity may do. */
public enum KeyUse {
  /** Sign every record of the identity, and log in. */
  OWN,
  /** Renew names, and nothing else. */
  RENEW,
  /** Sign tokens for the management API. */
  LOGIN,
  /** Sign tokens that only read. */
  VIEW
}
