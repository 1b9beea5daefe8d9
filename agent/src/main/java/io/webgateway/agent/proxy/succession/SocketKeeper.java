package io.webgateway.agent.proxy.succession;

import java.util.List;

/**
 * Keeps listening sockets open beyond the end of this process, for the next one. Called by the
 * thread that applies tables.
 */
@FunctionalInterface
public interface SocketKeeper {
  /** Nobody keeps them: they close with the process. */
  SocketKeeper NOBODY = _ -> {};

  /** These are all that there are now; others that were kept are to be closed. */
  void keep(List<ListeningSocket> all);
}
