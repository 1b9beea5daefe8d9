package io.webgateway.agent.routing.balance;

/** What an active check of an endpoint has shown. */
public sealed interface CheckResult {
  /** It answered as it should. */
  record Passed() implements CheckResult {}

  /**
   * It did not.
   *
   * @param why a sentence for people
   */
  record Failed(String why) implements CheckResult {}
}
