package io.webgateway.agent.proxy.exchange;

import io.webgateway.agent.proxy.http.BodyFraming;
import io.webgateway.agent.proxy.http.RequestHead;
import io.webgateway.agent.proxy.limit.Visit;
import io.webgateway.agent.routing.HttpRoute;
import io.webgateway.agent.routing.limit.LimitDecision;
import io.webgateway.model.traffic.CompletionReason;
import io.webgateway.model.workload.policy.Pause;
import io.webgateway.model.workload.policy.TrafficLimits;
import java.util.Optional;

/**
 * Whether a request that has a route is let in: its workload is open, and the request within the
 * limits of workload, client and tenant.
 */
final class VisitLimits {
  private VisitLimits() {}

  /**
   * Counts the request, or says why it is refused. What is too large, and what comes while the
   * workload is closed for a while, is not counted.
   */
  static Optional<GatewayAnswer> refuse(
      HttpRoute route, RequestHead request, Visit visit, long nowNanos) {
    if (route.cluster().policy().pause() instanceof Pause.On pause) {
      return Optional.of(GatewayAnswer.paused(pause));
    }
    TrafficLimits limits = visit.limits();
    if (limits.maxHeaderBytes() != 0 && request.lengthBytes() > limits.maxHeaderBytes()) {
      return Optional.of(GatewayAnswer.of(CompletionReason.HEAD_TOO_LARGE));
    }
    if (limits.maxBodyBytes() != 0
        && request.framing() instanceof BodyFraming.Length length
        && length.bytes() > limits.maxBodyBytes()) {
      return Optional.of(GatewayAnswer.of(CompletionReason.BODY_TOO_LARGE));
    }
    return switch (visit.request(nowNanos)) {
      case LimitDecision.Admitted _ -> Optional.empty();
      case LimitDecision.Refused refused -> Optional.of(GatewayAnswer.limited(refused));
    };
  }
}
