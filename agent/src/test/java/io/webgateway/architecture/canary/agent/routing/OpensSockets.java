package io.webgateway.architecture.canary.agent.routing;

import java.net.Socket;

/** A decision that reaches for the network. */
public final class OpensSockets {
  private OpensSockets() {}

  static boolean isOpen(Socket socket) {
    return !socket.isClosed();
  }
}
