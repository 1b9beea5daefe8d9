package io.webgateway.agent.proxy.limit;

import io.webgateway.agent.observe.usage.UsageKey;
import io.webgateway.agent.observe.usage.UsageMeters;
import io.webgateway.agent.routing.RouteTable;
import io.webgateway.agent.routing.ServedWorkload;
import io.webgateway.agent.routing.limit.TenantGate;
import io.webgateway.agent.routing.limit.WorkloadGate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What is kept of all workloads of an engine; follows the table. What stays keeps its counts, what
 * is gone is forgotten by this, and lives on in the connections that have it. One thread at a time.
 */
public final class Workloads {
  private final long seed;
  private final UsageMeters meters;
  private Map<UsageKey, WorkloadTraffic> known = Map.of();
  private Map<String, TenantGate> tenants = Map.of();

  /**
   * Nobody is served yet.
   *
   * @param seed chance that nobody outside knows
   * @param meters count what is used
   */
  public Workloads(long seed, UsageMeters meters) {
    this.seed = seed;
    this.meters = meters;
  }

  /** What is kept of each workload of a table, by its number there; limits are its from now on. */
  public List<WorkloadTraffic> follow(RouteTable table) {
    Map<String, TenantGate> nextTenants = new HashMap<>();
    Map<UsageKey, WorkloadTraffic> next = new HashMap<>();
    List<WorkloadTraffic> byNumber = new ArrayList<>();
    for (ServedWorkload served : table.workloads()) {
      TenantGate tenant =
          nextTenants.computeIfAbsent(
              served.tenant(), id -> tenants.getOrDefault(id, new TenantGate()));
      tenant.bounds(table.limitsOf(served.tenant()));
      // A workload that went to another tenant is another one.
      UsageKey key = new UsageKey(served.workload(), served.tenant());
      WorkloadTraffic before = known.get(key);
      WorkloadTraffic traffic =
          before == null
              ? new WorkloadTraffic(
                  served.workload(), new WorkloadGate(tenant, seed), meters.of(key))
              : before;
      traffic.gate().limits(served.limits());
      next.put(key, traffic);
      byNumber.add(traffic);
    }
    known = next;
    meters.served(next.keySet());
    tenants = nextTenants;
    return List.copyOf(byNumber);
  }
}
