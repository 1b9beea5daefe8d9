package io.webgateway.agent.routing;

import io.webgateway.agent.routing.policy.VisitorPolicy;
import java.util.Set;

/**
 * One workload's HTTP routing.
 *
 * @param workload the workload's key on the ledger without its kind, {@code <label>/<id>}
 * @param tenant the owner's identity id; upstream connections are never shared across tenants
 * @param hosts lower-case A-label host names; a leading {@code *.} stands for exactly one label
 * @param pathPrefix {@code /} or a prefix of whole path segments such as {@code /api}
 * @param visitors how it meets its visitors
 * @param cluster where requests go
 * @param limits time limits of the exchange
 */
public record HttpRoute(
    String workload,
    String tenant,
    Set<String> hosts,
    String pathPrefix,
    VisitorPolicy visitors,
    Cluster cluster,
    ExchangeLimits limits)
    implements HostRoute {

  /** Copies the set. */
  public HttpRoute {
    hosts = Set.copyOf(hosts);
  }
}
