package io.webgateway.agent.proxy.succession;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The listening sockets that the service manager keeps: it is told of each that is new, and of each
 * that is to be no more. Confined to the thread that applies tables.
 */
public final class KeptSockets implements SocketKeeper {
  private final ServiceNotice service;
  private final Set<SocketName> given = new HashSet<>();
  private final Set<SocketName> kept = new HashSet<>();

  /**
   * Begins with what may be kept of an older process. It is given again, which the manager sees and
   * passes over: the older process may have been of a version that gave nothing.
   *
   * @param before the sockets that this process begins with
   */
  public KeptSockets(ServiceNotice service, List<ListeningSocket> before) {
    this.service = service;
    before.forEach(each -> kept.add(each.name()));
  }

  @Override
  public void keep(List<ListeningSocket> all) {
    Set<SocketName> gone = new HashSet<>(kept);
    for (ListeningSocket each : all) {
      gone.remove(each.name());
      if (given.add(each.name())) {
        service.keeps(each);
      }
      kept.add(each.name());
    }
    gone.forEach(service::forgets);
    given.removeAll(gone);
    kept.removeAll(gone);
  }
}
