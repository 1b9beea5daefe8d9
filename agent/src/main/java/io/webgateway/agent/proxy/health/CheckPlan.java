package io.webgateway.agent.proxy.health;

import io.webgateway.agent.routing.Cluster;
import io.webgateway.agent.routing.RouteTable;
import io.webgateway.model.workload.policy.HealthPolicy;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.stream.Collectors;

/** What is to be checked under a table, and what another table changes of it. Pure. */
final class CheckPlan {
  private CheckPlan() {}

  /**
   * From one plan to the next; what is in neither set goes on as it was.
   *
   * @param ended are checked no more, or in another way
   * @param begun were not checked, or in another way
   */
  record Change(Set<CheckTarget> ended, Set<CheckTarget> begun) {
    static Change between(Set<CheckTarget> before, Set<CheckTarget> after) {
      return new Change(without(before, after), without(after, before));
    }

    private static Set<CheckTarget> without(Set<CheckTarget> all, Set<CheckTarget> others) {
      return all.stream()
          .filter(each -> !others.contains(each))
          .collect(Collectors.toUnmodifiableSet());
    }
  }

  /** Everything that a table wants checked, once per cluster and endpoint. */
  static Set<CheckTarget> of(RouteTable table) {
    Set<CheckTarget> targets = new LinkedHashSet<>();
    for (Cluster cluster : table.clusters().values()) {
      HealthPolicy.ActiveCheck check = cluster.policy().health().check();
      if (check instanceof HealthPolicy.ActiveCheck.Off) {
        continue;
      }
      for (Cluster.Endpoint endpoint : cluster.endpoints()) {
        targets.add(target(table, cluster, endpoint, check));
      }
    }
    return Set.copyOf(targets);
  }

  private static CheckTarget target(
      RouteTable table,
      Cluster cluster,
      Cluster.Endpoint endpoint,
      HealthPolicy.ActiveCheck check) {
    HealthPolicy.Schedule schedule = cluster.policy().health().schedule();
    return switch (endpoint) {
      case Cluster.Endpoint.Address address ->
          new CheckTarget(
              cluster.id(),
              address,
              schedule.port() == 0 ? address.port() : schedule.port(),
              cluster.protocol(),
              table.passedThroughName(cluster.id()),
              cluster.policy().proxyProtocol(),
              check,
              schedule);
    };
  }
}
