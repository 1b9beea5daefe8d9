package io.webgateway.agent.proxy.succession;

import io.netty.channel.unix.FileDescriptor;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sockets that the service manager kept while there was no process of the service, and gave to this
 * one as it was started: sd_listen_fds(3), and FDSTORE of sd_notify(3). Visitors who came in
 * between wait in them.
 */
public final class ServiceSockets {
  private static final Logger LOG = LoggerFactory.getLogger(ServiceSockets.class);
  private static final int FIRST_DESCRIPTOR = 3;

  private ServiceSockets() {}

  /**
   * Those that the environment tells of. What a process of the node has not kept is closed.
   *
   * @param pid this process's id; those of another are not touched
   */
  public static List<ListeningSocket> of(Map<String, String> environment, long pid) {
    if (!Long.toString(pid).equals(environment.get("LISTEN_PID"))) {
      return List.of();
    }
    int count = Integer.parseInt(environment.getOrDefault("LISTEN_FDS", "0"));
    String[] names = environment.getOrDefault("LISTEN_FDNAMES", "").split(":", -1);
    List<ListeningSocket> sockets = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      int descriptor = FIRST_DESCRIPTOR + i;
      String name = i < names.length ? names[i] : "";
      Optional<SocketName> known = KeptName.read(name);
      known.ifPresentOrElse(
          socket -> sockets.add(new ListeningSocket(socket, descriptor)),
          () -> close(descriptor, name));
    }
    return List.copyOf(sockets);
  }

  private static void close(int descriptor, String name) {
    LOG.warn(
        "The service manager gave a socket '{}' that no process of this node has kept; it is closed."
            + " Listeners are bound by the configuration",
        name);
    try {
      new FileDescriptor(descriptor).close();
    } catch (IOException e) {
      LOG.debug("A socket of the service manager's did not close", e);
    }
  }
}
