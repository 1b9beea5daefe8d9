package io.webgateway.agent.proxy.limit;

import io.webgateway.agent.routing.limit.WorkloadGate;

/**
 * What the data plane keeps of one workload while it is served, over all event loops and edits. Any
 * thread.
 */
public final class WorkloadTraffic {
  private final WorkloadGate gate;

  WorkloadTraffic(WorkloadGate gate) {
    this.gate = gate;
  }

  /** What it and its clients have taken, and may take. */
  public WorkloadGate gate() {
    return gate;
  }
}
