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
  private final String workload;
  private volatile boolean draining;

  WorkloadTraffic(String workload, WorkloadGate gate, WorkloadUsage usage) {
    this.workload = workload;
    this.gate = gate;
    this.usage = usage;
  }

  /** Whose it is: {@code <label>/<id>}. */
  public String workload() {
    return workload;
  }

  /** Whether a connection that comes to it should leave after one exchange. */
  public boolean isDraining() {
    return draining;
  }

  /** It is drained, or not any more. */
  public void draining(boolean now) {
    draining = now;
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
