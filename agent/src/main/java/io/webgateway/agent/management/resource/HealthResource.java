package io.webgateway.agent.management.resource;

import io.webgateway.agent.ledger.StoreException;
import io.webgateway.agent.management.call.Access;
import io.webgateway.agent.management.call.Answer;
import io.webgateway.agent.management.call.Call;
import io.webgateway.agent.management.call.Resource;
import io.webgateway.agent.management.call.Route;
import io.webgateway.agent.management.port.ManagementPorts;
import io.webgateway.agent.management.port.NodeFacts;
import io.webgateway.agent.routing.drain.DrainScope;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Whether the program is alive, and whether it can serve; without details, for everybody. */
public final class HealthResource implements Resource {
  private static final Logger LOG = LoggerFactory.getLogger(HealthResource.class);
  private static final int UNAVAILABLE = 503;

  private final ManagementPorts ports;

  /** Asks these ports. */
  public HealthResource(ManagementPorts ports) {
    this.ports = ports;
  }

  @Override
  public List<Route> routes() {
    return List.of(
        Route.get("/healthz", Access.PUBLIC, this::alive),
        Route.get("/readyz", Access.PUBLIC, this::ready));
  }

  private record Alive(String status) {}

  private record Ready(boolean ready, List<Check> checks) {}

  private record Check(String name, boolean ok, Optional<String> reason) {
    Check(String name, boolean ok) {
      this(name, ok, Optional.empty());
    }
  }

  private Answer alive(Call call) {
    return Answer.json(new Alive("ok"));
  }

  private Answer ready(Call call) {
    NodeFacts facts = ports.facts().get();
    List<Check> checks =
        List.of(
            new Check("ledger", ledgerAnswers()),
            new Check("enrolled", facts.enrolled()),
            new Check("listeners", facts.listens()),
            drain());
    boolean ready = checks.stream().allMatch(Check::ok);
    return Answer.json(ready ? 200 : UNAVAILABLE, new Ready(ready, checks));
  }

  /** Who drains a node wants nobody else to be sent to it. */
  private Check drain() {
    return ports
        .drains()
        .progress(new DrainScope.Node())
        .map(
            drain ->
                new Check(
                    "drain",
                    false,
                    Optional.of(
                        "The node is drained since " + drain.began() + ": send nobody here")))
        .orElseGet(() -> new Check("drain", true));
  }

  private boolean ledgerAnswers() {
    try {
      return ports.ledger().ledgerId().isPresent();
    } catch (StoreException e) {
      LOG.warn("The ledger does not answer", e);
      return false;
    }
  }
}
