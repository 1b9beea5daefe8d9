package io.webgateway.agent.management.port;

import io.webgateway.agent.routing.drain.DrainProgress;
import io.webgateway.agent.routing.drain.DrainScope;
import io.webgateway.agent.routing.drain.DrainTerms;
import io.webgateway.agent.routing.drain.Present;
import io.webgateway.agent.routing.policy.TlsPolicy;
import java.util.List;
import java.util.Optional;

/** Drains of this node, and who is there. Any thread. */
public interface DrainDesk {
  /** Begins one; empty when the same is drained already. */
  Optional<DrainProgress> begin(DrainScope scope, DrainTerms terms);

  /** Ends one, whatever has come of it; false when there is none of that number. */
  boolean end(DrainScope scope, long number);

  /** How one goes. */
  Optional<DrainProgress> progress(DrainScope scope);

  /** How all go, in the order in which they began. */
  List<DrainProgress> all();

  /**
   * What of a workload is there now.
   *
   * @param workload {@code <label>/<id>}
   * @param notUnder counts only connections whose handshake will not do under this policy
   * @throws IllegalStateException when it cannot be counted in time
   */
  Present present(String workload, Optional<TlsPolicy> notUnder);

  /** Whether this node has a listener of a name. */
  boolean hasListener(String name);
}
