package io.webgateway.agent.routing;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Numbers for the workloads of one table, from 0 without a gap, so that what the data plane keeps
 * of each is found by position.
 *
 * @param workloads by number
 * @param numbers by workload
 */
record WorkloadNumbers(List<ServedWorkload> workloads, Map<String, Integer> numbers) {
  /** Copies both. */
  WorkloadNumbers {
    workloads = List.copyOf(workloads);
    numbers = Map.copyOf(numbers);
  }

  static WorkloadNumbers of(List<HostRoute> hosts, List<PortRoute> ports) {
    List<ServedWorkload> workloads = new ArrayList<>();
    Map<String, Integer> numbers = new HashMap<>();
    hosts.forEach(r -> add(r.workload(), r.tenant(), r.cluster(), workloads, numbers));
    ports.forEach(r -> add(r.workload(), r.tenant(), r.cluster(), workloads, numbers));
    return new WorkloadNumbers(workloads, numbers);
  }

  private static void add(
      String workload,
      String tenant,
      Cluster cluster,
      List<ServedWorkload> workloads,
      Map<String, Integer> numbers) {
    if (numbers.putIfAbsent(workload, workloads.size()) == null) {
      workloads.add(new ServedWorkload(workload, tenant, cluster.policy().limits()));
    }
  }

  int of(String workload) {
    Integer number = numbers.get(workload);
    if (number == null) {
      throw new IllegalArgumentException("the table does not serve " + workload);
    }
    return number;
  }
}
