package io.webgateway.agent.routing.limit;

import io.webgateway.model.workload.policy.TrafficLimits.Bounds;

/** What all workloads of one tenant have taken on this node together. Any thread. */
public final class TenantGate {
  private final Meter meter = new Meter();
  private volatile Bounds bounds = Bounds.NONE;

  /** What they may take from now on; what is counted stays. */
  public void bounds(Bounds edited) {
    bounds = edited;
  }

  Bounds bounds() {
    return bounds;
  }

  Meter meter() {
    return meter;
  }

  /** Connections and flows that are open now. */
  public int openNow() {
    return meter.openNow();
  }
}
