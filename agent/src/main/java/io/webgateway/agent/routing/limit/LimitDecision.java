package io.webgateway.agent.routing.limit;

/** Whether something may be taken. */
public sealed interface LimitDecision {
  /** It may. */
  Admitted ADMITTED = new Admitted();

  /** It may, and was counted. */
  record Admitted() implements LimitDecision {}

  /**
   * It may not, and nothing was counted.
   *
   * @param limit which limit was in the way
   * @param retryAfterMillis when it may be worth asking again; a guess of a second where nobody
   *     knows, as with connections that are open
   */
  record Refused(Limit limit, long retryAfterMillis) implements LimitDecision {}
}
