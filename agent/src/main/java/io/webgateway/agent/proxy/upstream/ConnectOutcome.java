package io.webgateway.agent.proxy.upstream;

import io.netty.channel.Channel;

/** What became of an attempt to reach an endpoint. */
public sealed interface ConnectOutcome {
  /**
   * It is open.
   *
   * @param channel never used before, without handlers; the receiver equips or closes it
   */
  record Connected(Channel channel) implements ConnectOutcome {}

  /** It is not. */
  sealed interface NotConnected extends ConnectOutcome {}

  /**
   * The policy does not allow the address.
   *
   * @param reason for people
   */
  record Refused(String reason) implements NotConnected {}

  /** The name has no address. */
  record Unresolved() implements NotConnected {}

  /** Nothing took the connection in time. */
  record Failed() implements NotConnected {}
}
