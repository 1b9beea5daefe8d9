package io.webgateway.agent.management.resource;

import io.webgateway.agent.management.call.Access;
import io.webgateway.agent.management.call.Answer;
import io.webgateway.agent.management.call.Call;
import io.webgateway.agent.management.call.CallRefused;
import io.webgateway.agent.management.call.HttpMethod;
import io.webgateway.agent.management.call.Resource;
import io.webgateway.agent.management.call.Route;
import io.webgateway.agent.management.port.ManagementPorts;
import io.webgateway.wire.ProblemDocument;
import java.util.List;
import java.util.Optional;

/** The process of this node, for the local administrator alone: what it is, and its upgrade. */
public final class ProcessResource implements Resource {
  private static final int MAX_BODY_BYTES = 4 * 1024;
  private static final long DEFAULT_LIMIT_SECONDS = 600;
  private static final long MAX_LIMIT_SECONDS = 86_400;

  private final ManagementPorts ports;

  /** Asks these ports. */
  public ProcessResource(ManagementPorts ports) {
    this.ports = ports;
  }

  @Override
  public List<Route> routes() {
    return List.of(
        Route.get("/v1/agent", Access.LOCAL, _ -> Answer.json(ports.upgrades().process())),
        Route.change(
            HttpMethod.POST, "/v1/agent/upgrade", Access.LOCAL, MAX_BODY_BYTES, this::upgrade));
  }

  /**
   * What is asked for.
   *
   * @param force even to a lower version; false by default
   * @param limitSeconds for what is under way in the present process, 0 to 86,400; 600 by default
   */
  private record Wish(Optional<Boolean> force, Optional<Long> limitSeconds) {}

  private Answer upgrade(Call call) {
    Wish wish = call.json(Wish.class);
    long seconds = wish.limitSeconds().orElse(DEFAULT_LIMIT_SECONDS);
    if (seconds < 0 || seconds > MAX_LIMIT_SECONDS) {
      throw new CallRefused(
          ProblemDocument.of(
              422,
              "out-of-range",
              "The limit is out of range",
              "/limitSeconds",
              seconds + " seconds are not between 0 and " + MAX_LIMIT_SECONDS,
              "Send a number of seconds from 0 to " + MAX_LIMIT_SECONDS));
    }
    ports
        .upgrades()
        .begin(wish.force().orElse(false), seconds * 1_000)
        .ifPresent(
            reason -> {
              throw new CallRefused(
                  ProblemDocument.of(
                      409,
                      "no-upgrade",
                      "An upgrade cannot begin",
                      "",
                      reason,
                      "See webgw agent status"));
            });
    return Answer.json(202, ports.upgrades().process());
  }
}
