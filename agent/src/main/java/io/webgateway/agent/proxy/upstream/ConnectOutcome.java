package io.webgateway.agent.proxy.upstream;

/** What became of an attempt to reach an endpoint. */
public sealed interface ConnectOutcome {
  /**
   * It is open.
   *
   * @param connection never used before
   */
  record Connected(UpstreamConnection connection) implements ConnectOutcome {}

  /**
   * The policy does not allow the address.
   *
   * @param reason for people
   */
  record Refused(String reason) implements ConnectOutcome {}

  /** The name has no address. */
  record Unresolved() implements ConnectOutcome {}

  /** Nothing took the connection in time. */
  record Failed() implements ConnectOutcome {}
}
