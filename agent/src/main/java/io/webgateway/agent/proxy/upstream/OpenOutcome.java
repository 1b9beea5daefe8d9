package io.webgateway.agent.proxy.upstream;

/** What became of an attempt to get a way to a backend. */
public sealed interface OpenOutcome {
  /**
   * There is one.
   *
   * @param stream nothing was sent on; the receiver uses or discards it
   */
  record Opened(UpstreamStream stream) implements OpenOutcome {}

  /**
   * There is none.
   *
   * @param why for the choice of another endpoint
   */
  record NotOpened(ConnectOutcome.NotConnected why) implements OpenOutcome {}
}
