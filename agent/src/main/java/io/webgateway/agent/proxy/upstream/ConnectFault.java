package io.webgateway.agent.proxy.upstream;

import io.netty.channel.ChannelException;
import io.netty.channel.ConnectTimeoutException;
import java.net.BindException;
import java.net.ConnectException;

/** Why nothing took a connection. */
public enum ConnectFault {
  /** Nobody listens there, or a firewall says so. */
  REFUSED,
  /** No answer of any kind in time. */
  TIMEOUT,
  /** There is no way there. */
  UNREACHABLE,
  /** This node has no socket or port left: it says nothing of the backend. */
  OWN;

  /** What a failed connect means. */
  static ConnectFault of(Throwable cause) {
    String text = String.valueOf(cause.getMessage());
    return switch (cause) {
      case ConnectTimeoutException _ -> TIMEOUT;
      case ChannelException _, BindException _ -> OWN;
      case ConnectException _ when text.contains("refused") -> REFUSED;
      // Both kinds of sockets tell the system's errors apart by text only.
      case Throwable _ when text.contains("Too many open files") -> OWN;
      case Throwable _ when text.contains("assign requested address") -> OWN;
      case Throwable _ when text.contains("timed out") -> TIMEOUT;
      default -> UNREACHABLE;
    };
  }
}
