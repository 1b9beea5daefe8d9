package io.webgateway.agent.routing;

/** What becomes of a request's path. */
public sealed interface PathDecision {
  /**
   * Route on it and forward it, both in this form.
   *
   * @param path normalised
   */
  record Forward(String path) implements PathDecision {}

  /**
   * Answer 400: a backend could read it as another path than the gateway does.
   *
   * @param reason a sentence for people
   */
  record Refuse(String reason) implements PathDecision {}
}
