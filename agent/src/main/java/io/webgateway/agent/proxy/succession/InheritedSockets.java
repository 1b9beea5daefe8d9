package io.webgateway.agent.proxy.succession;

import io.netty.channel.unix.FileDescriptor;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Listening sockets that were open before this process: each is taken by the listener that has its
 * address, instead of being bound. Confined to the thread that applies tables.
 */
public final class InheritedSockets {
  private static final Logger LOG = LoggerFactory.getLogger(InheritedSockets.class);

  private final Map<String, List<ListeningSocket>> byListener = new HashMap<>();
  private final boolean quiet;

  private InheritedSockets(List<ListeningSocket> sockets, boolean quiet) {
    this.quiet = quiet;
    for (ListeningSocket each : sockets) {
      byListener.computeIfAbsent(each.name().listener(), _ -> new ArrayList<>()).add(each);
    }
    byListener
        .values()
        .forEach(list -> list.sort(Comparator.comparingInt(each -> each.name().slot())));
  }

  /** There are none: everything is bound, and serves at once. */
  public static InheritedSockets none() {
    return ofNobody(List.of());
  }

  /**
   * Sockets of a process that still serves: nothing is taken from them, nor from any other, before
   * {@link io.webgateway.agent.proxy.Succession#beginServing} is called.
   */
  public static InheritedSockets ofPredecessor(List<ListeningSocket> sockets) {
    return new InheritedSockets(sockets, true);
  }

  /** Sockets that no process has: what has come into them meanwhile is served at once. */
  public static InheritedSockets ofNobody(List<ListeningSocket> sockets) {
    return new InheritedSockets(sockets, false);
  }

  /** Whether another process serves until it says that it has stopped. */
  public boolean isQuiet() {
    return quiet;
  }

  /** The sockets of a listener, those of one slot after the other; they are its from now on. */
  public List<ListeningSocket> take(String listener) {
    List<ListeningSocket> found = byListener.remove(listener);
    return found == null ? List.of() : List.copyOf(found);
  }

  /** Closes what no listener has taken. */
  public void closeRest() {
    byListener.values().stream().flatMap(List::stream).forEach(InheritedSockets::close);
    byListener.clear();
  }

  private static void close(ListeningSocket socket) {
    try {
      new FileDescriptor(socket.descriptor()).close();
    } catch (IOException e) {
      LOG.warn("An inherited socket could not be closed: {}", socket.name(), e);
    }
  }
}
