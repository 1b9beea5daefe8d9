package io.webgateway.agent.proxy.upstream;

import io.netty.channel.Channel;
import io.webgateway.agent.proxy.upstream.tls.TlsFault;

/** What became of an attempt to reach an endpoint. */
public sealed interface ConnectOutcome {
  /**
   * It is open.
   *
   * @param channel never used before, without handlers; the receiver equips or closes it
   */
  record Connected(Channel channel) implements ConnectOutcome {}

  /** It is not. */
  sealed interface NotConnected extends ConnectOutcome {
    /** What was wrong, for people. */
    default String sentence() {
      return switch (this) {
        case TlsFailed tls -> tls.fault().detail();
        case NotHttp2 _ -> "The backend did not begin to speak HTTP/2.";
        case Busy _ -> "The backend takes no more requests at once.";
        case Refused refused -> refused.reason();
        case Unresolved _ -> "The backend's name has no address.";
        case Failed failed ->
            switch (failed.fault()) {
              case REFUSED -> "The backend refused the connection.";
              case TIMEOUT -> "The backend took no connection in time.";
              case UNREACHABLE -> "The backend cannot be reached from this node.";
              case OWN -> "The node has no socket or port left.";
            };
      };
    }

    /**
     * Whether nobody is there now, so that waiting may help; who is there and is wrong, stays
     * wrong.
     */
    default boolean isLoss() {
      return switch (this) {
        case Failed _, Unresolved _ -> true;
        case TlsFailed tls -> tls.fault() == TlsFault.CLOSED || tls.fault() == TlsFault.TIMEOUT;
        case Refused _, NotHttp2 _, Busy _ -> false;
      };
    }

    /** Whether a visitor learns it; addresses and policies are not its business. */
    default boolean isToldToVisitors() {
      return switch (this) {
        case TlsFailed _, NotHttp2 _, Busy _ -> true;
        case Refused _, Unresolved _, Failed _ -> false;
      };
    }
  }

  /**
   * The policy does not allow the address.
   *
   * @param reason for people
   */
  record Refused(String reason) implements NotConnected {}

  /** The name has no address. */
  record Unresolved() implements NotConnected {}

  /**
   * Nothing took the connection.
   *
   * @param fault why
   */
  record Failed(ConnectFault fault) implements NotConnected {}

  /**
   * It was taken, but TLS was not.
   *
   * @param fault in what way
   */
  record TlsFailed(TlsFault fault) implements NotConnected {}

  /** It was taken, but the backend did not begin to speak HTTP/2; nothing was sent to it. */
  record NotHttp2() implements NotConnected {}

  /** All connections that one endpoint may have are full, and so is the queue for them. */
  record Busy() implements NotConnected {}
}
