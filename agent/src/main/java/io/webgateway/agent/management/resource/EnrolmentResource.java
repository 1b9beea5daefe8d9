package io.webgateway.agent.management.resource;

import io.webgateway.agent.management.call.Access;
import io.webgateway.agent.management.call.Answer;
import io.webgateway.agent.management.call.Call;
import io.webgateway.agent.management.call.CallRefused;
import io.webgateway.agent.management.call.HttpMethod;
import io.webgateway.agent.management.call.Resource;
import io.webgateway.agent.management.call.Route;
import io.webgateway.agent.management.port.Enrolment;
import io.webgateway.agent.management.port.ManagementPorts;
import io.webgateway.model.identity.IdentityId;
import io.webgateway.rules.RefusalProblem;
import java.util.List;

/** The node's word to a provider that it joins a pool: for the local administrator alone. */
public final class EnrolmentResource implements Resource {
  private static final int MAX_BODY_BYTES = 4 * 1024;

  private final ManagementPorts ports;

  /** Asks these ports. */
  public EnrolmentResource(ManagementPorts ports) {
    this.ports = ports;
  }

  @Override
  public List<Route> routes() {
    return List.of(
        Route.change(HttpMethod.POST, "/v1/enrolment", Access.LOCAL, MAX_BODY_BYTES, this::enrol));
  }

  private record Wish(IdentityId provider, String pool) {}

  private Answer enrol(Call call) {
    Wish wish = call.json(Wish.class);
    return switch (ports.enrolment().offer(wish.provider(), wish.pool())) {
      case Enrolment.Offer offer -> Answer.json(offer);
      case Enrolment.Declined declined ->
          throw new CallRefused(RefusalProblem.of(declined.refusals()));
    };
  }
}
