package io.webgateway.agent.proxy.limit;

import io.webgateway.agent.observe.usage.WorkloadUsage;
import io.webgateway.agent.routing.flow.FlowQuota;
import io.webgateway.agent.routing.limit.WorkloadGate;

/**
 * What the data plane keeps of one workload while it is served, over all event loops and edits. Any
 * thread.
 */
public final class WorkloadTraffic {
  private final WorkloadGate gate;
  private final FlowQuota flows = new FlowQuota();
  private final WorkloadUsage usage;

  WorkloadTraffic(WorkloadGate gate, WorkloadUsage usage) {
    this.gate = gate;
    this.usage = usage;
  }

  /** Counts what it uses, for statements. */
  public WorkloadUsage usage() {
    return usage;
  }

  /** The flows of datagrams that it has. */
  public FlowQuota flows() {
    return flows;
  }

  /** What it and its clients have taken, and may take. */
  public WorkloadGate gate() {
    return gate;
  }
}
