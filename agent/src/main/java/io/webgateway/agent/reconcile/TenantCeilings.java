package io.webgateway.agent.reconcile;

import io.webgateway.agent.routing.TenantLimits;
import io.webgateway.model.ledger.GrantBody;
import io.webgateway.model.workload.policy.TrafficLimits.Bounds;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What the provider's grants let each tenant take on this node, in the data plane's words. Pure.
 */
final class TenantCeilings {
  private TenantCeilings() {}

  /** In a stable order; whose grant sets none, and who has no grant here, is left out. */
  static List<TenantLimits> of(Collection<Subject> subjects) {
    Map<String, TenantLimits> byTenant = new TreeMap<>();
    for (Subject subject : subjects) {
      String tenant = subject.owner().value();
      subject
          .grant()
          .map(TenantCeilings::bounds)
          .filter(bounds -> !bounds.equals(Bounds.NONE))
          .ifPresent(bounds -> byTenant.put(tenant, new TenantLimits(tenant, bounds)));
    }
    return List.copyOf(byTenant.values());
  }

  private static Bounds bounds(GrantBody grant) {
    GrantBody.Ceiling ceiling = grant.ceiling().orElse(new GrantBody.Ceiling(0, 0, 0));
    return new Bounds(
        ceiling.maxConnections(),
        ceiling.connectionsPerSecond(),
        ceiling.requestsPerSecond(),
        grant.bandwidthBitsPerSecond(),
        grant.bandwidthBitsPerSecond());
  }
}
