package io.webgateway.agent.management.port;

import io.webgateway.agent.routing.drain.DrainProgress;
import io.webgateway.agent.routing.drain.DrainScope;
import io.webgateway.agent.routing.drain.DrainTerms;
import java.util.List;
import java.util.Optional;

/** Drains of this node. Any thread; blocks for no event loop. */
public interface DrainDesk {
  /** Begins one; empty when the same is drained already. */
  Optional<DrainProgress> begin(DrainScope scope, DrainTerms terms);

  /** Ends one, whatever has come of it; false when there is none of that number. */
  boolean end(DrainScope scope, long number);

  /** How one goes. */
  Optional<DrainProgress> progress(DrainScope scope);

  /** How all go, in the order in which they began. */
  List<DrainProgress> all();

  /** Whether this node has a listener of a name. */
  boolean hasListener(String name);
}
