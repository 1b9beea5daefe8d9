package io.webgateway.agent.proxy.health;

import io.webgateway.agent.routing.Cluster;
import io.webgateway.agent.routing.RouteTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/**
 * All active checks of a node: one checker per cluster and endpoint, spread over the event loops,
 * following the table. A checker whose endpoint and policy stay the same over an edit goes on
 * undisturbed. Used by one thread at a time.
 */
final class HealthChecks {
  /** What checks call themselves. */
  static final String USER_AGENT = "webgw-health";

  private final List<LoopChecks> loops = new ArrayList<>();
  private final Map<Checked, Long> lastNanos = new ConcurrentHashMap<>();
  private Set<CheckTarget> planned = Set.of();

  private record Checked(String cluster, String endpoint) {}

  /** No checks yet. */
  HealthChecks(List<CheckLoop> loops, CheckWorld world) {
    CheckWorld noting =
        new CheckWorld(
            world.live(),
            world.probe(),
            world.nowNanos(),
            world.chance(),
            (cluster, endpoint, result) -> {
              lastNanos.put(new Checked(cluster, endpoint.text()), world.nowNanos().getAsLong());
              return world.verdicts().checked(cluster, endpoint, result);
            });
    loops.forEach(loop -> this.loops.add(new LoopChecks(loop, noting)));
  }

  /** When the last check of an endpoint ended, on the loops' clock; any thread. */
  OptionalLong lastNanos(String cluster, Cluster.Endpoint endpoint) {
    Long nanos = lastNanos.get(new Checked(cluster, endpoint.text()));
    return nanos == null ? OptionalLong.empty() : OptionalLong.of(nanos);
  }

  /** Checks what this table wants checked, from now on; returns at once. */
  void follow(RouteTable table) {
    follow(CheckPlan.of(table));
  }

  /** Ends all checks, soon. */
  void stop() {
    follow(Set.of());
  }

  private void follow(Set<CheckTarget> wanted) {
    CheckPlan.Change change = CheckPlan.Change.between(planned, wanted);
    planned = wanted;
    // A check that ends just now may leave its entry until the next table; it is never shown.
    lastNanos
        .keySet()
        .retainAll(
            wanted.stream()
                .map(each -> new Checked(each.cluster(), each.endpoint().text()))
                .collect(Collectors.toSet()));
    if (!change.ended().isEmpty() || !change.begun().isEmpty()) {
      for (int i = 0; i < loops.size(); i++) {
        loops.get(i).follow(change, i, loops.size());
      }
    }
  }
}
