package io.webgateway.agent.management.call;

/** Who may call a route at all; the resource decides the rest. */
public enum Access {
  /** Everybody: public facts, or signatures that carry their own authority. */
  PUBLIC,
  /** Identities with a token. */
  IDENTITY,
  /** Identities with a token, and the local administrator on the unix socket. */
  IDENTITY_OR_LOCAL,
  /** The local administrator on the unix socket, and nobody else. */
  LOCAL
}
