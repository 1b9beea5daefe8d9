package io.webgateway.agent.proxy.drain;

import io.webgateway.agent.proxy.transport.Guest;
import io.webgateway.agent.routing.drain.DrainScope;
import java.util.List;
import java.util.Set;

/** What drains act on. Called from one thread at a time, outside the event loops. */
public interface Ground {
  /** Who is there now. */
  List<Guest> guests(DrainScope scope);

  /** Who comes from now on should leave after one exchange in these, and in no others. */
  void draining(Set<DrainScope> scopes);
}
