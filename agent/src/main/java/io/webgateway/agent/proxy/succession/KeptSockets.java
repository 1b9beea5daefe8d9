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
  private final Set<SocketName> kept = new HashSet<>();

  /**
   * Begins with what was kept for an older process.
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
      if (kept.add(each.name())) {
        service.keeps(each);
      }
    }
    for (SocketName each : gone) {
      service.forgets(each);
      kept.remove(each);
    }
  }
}
