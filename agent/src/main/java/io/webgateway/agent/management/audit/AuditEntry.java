package io.webgateway.agent.management.audit;

import java.time.Instant;

/**
 * One change, or one change that was refused.
 *
 * @param sequence its number; grows by one with every entry
 * @param time when
 * @param who an identity id, {@code local} or {@code anonymous}
 * @param proof how we know
 * @param method the call's method
 * @param path the call's path, without its query
 * @param status the HTTP status of the answer
 * @param outcome {@code done}, or the code of the problem
 */
public record AuditEntry(
    long sequence,
    Instant time,
    String who,
    Proof proof,
    String method,
    String path,
    int status,
    String outcome) {
  /** The outcome of a change that was made. */
  public static final String DONE = "done";

  /** How the caller is known. */
  public enum Proof {
    /** By a token that its key signed. */
    TOKEN,
    /** By the unix socket's permissions. */
    SOCKET,
    /** By the signature of an accepted record. */
    SIGNATURE,
    /** Not at all: a refused record says so of itself. */
    CLAIM,
    /** Nobody was named. */
    NONE
  }

  /** Whether {@code who} is proven. */
  public boolean hasProof() {
    return switch (proof) {
      case TOKEN, SOCKET, SIGNATURE -> true;
      case CLAIM, NONE -> false;
    };
  }
}
