package io.webgateway.agent.management.audit;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * One change, one change that was refused, or one look at traffic.
 *
 * @param sequence its number; grows by one with every entry
 * @param time when
 * @param who an identity id, {@code local} or {@code anonymous}
 * @param proof how we know
 * @param method the call's method, or {@link #END}
 * @param path the call's path, without its query
 * @param status the HTTP status of the answer
 * @param outcome {@code done}, or the code of the problem
 * @param note more about it, for its caller and the node's administrators
 * @param concerns owners whose traffic the caller was shown without being their owner
 */
public record AuditEntry(
    long sequence,
    Instant time,
    String who,
    Proof proof,
    String method,
    String path,
    int status,
    String outcome,
    Optional<String> note,
    Optional<List<String>> concerns) {
  /** In the place of a method: the node itself ended something. */
  public static final String END = "END";

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

  /** Whether it was a look at an owner's traffic. */
  public boolean concerns(String owner) {
    return concerns.filter(owners -> owners.contains(owner)).isPresent();
  }

  /** The same as one owner may read it whose traffic was looked at: without others'. */
  public AuditEntry forOwner(String owner) {
    return new AuditEntry(
        sequence,
        time,
        who,
        proof,
        method,
        path,
        status,
        outcome,
        Optional.empty(),
        Optional.of(List.of(owner)));
  }
}
