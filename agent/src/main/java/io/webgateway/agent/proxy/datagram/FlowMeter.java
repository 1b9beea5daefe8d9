package io.webgateway.agent.proxy.datagram;

import io.webgateway.agent.observe.usage.WorkloadUsage;
import io.webgateway.agent.routing.flow.Flow;

/**
 * Tells what one flow uses while it lasts: what the table has counted since the last time. Confined
 * to the event loop.
 */
final class FlowMeter {
  private final WorkloadUsage usage;
  private final long began;
  private long clientDatagrams;
  private long clientBytes;
  private long backendDatagrams;
  private long backendBytes;

  /** A flow begins. */
  FlowMeter(WorkloadUsage usage) {
    this.usage = usage;
    this.began = usage.connectionBegan(System.nanoTime());
  }

  void follow(Flow<FlowPeer> flow) {
    if (flow.clientDatagrams() != clientDatagrams) {
      usage.datagramsIn(flow.clientDatagrams() - clientDatagrams, flow.clientBytes() - clientBytes);
      clientDatagrams = flow.clientDatagrams();
      clientBytes = flow.clientBytes();
    }
    if (flow.backendDatagrams() != backendDatagrams) {
      usage.datagramsOut(
          flow.backendDatagrams() - backendDatagrams, flow.backendBytes() - backendBytes);
      backendDatagrams = flow.backendDatagrams();
      backendBytes = flow.backendBytes();
    }
  }

  void ended(Flow<FlowPeer> flow) {
    follow(flow);
    usage.connectionEnded(began, System.nanoTime());
  }
}
