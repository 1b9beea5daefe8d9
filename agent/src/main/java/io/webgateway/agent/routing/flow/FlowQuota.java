package io.webgateway.agent.routing.flow;

import io.webgateway.agent.routing.FlowLimits;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * How many flows a workload has on this node, in all and of each client: one for all tables of the
 * workload. Any thread; asked only when a flow begins or ends.
 */
public final class FlowQuota {
  /** What became of the wish for one more. */
  public enum Answer {
    /** There is one more. */
    TAKEN,
    /** The workload has all that it may have. */
    WORKLOAD_FULL,
    /** The client has all that it may have. */
    CLIENT_FULL
  }

  private final AtomicInteger open = new AtomicInteger();
  private final ConcurrentHashMap<Long, Integer> byClient = new ConcurrentHashMap<>();

  /** How many there are. */
  public int open() {
    return open.get();
  }

  /** How many clients have one. */
  public int clients() {
    return byClient.size();
  }

  /** A client that has all it may have is told so first: it shall make nobody else give way. */
  Answer take(FlowKey client, FlowLimits limits) {
    boolean[] taken = new boolean[1];
    byClient.compute(
        client.client(),
        (number, count) -> {
          int before = count == null ? 0 : count;
          taken[0] = before < limits.maxFlowsPerClient();
          return taken[0] ? Integer.valueOf(before + 1) : count;
        });
    if (!taken[0]) {
      return Answer.CLIENT_FULL;
    }
    if (open.incrementAndGet() > limits.maxFlows()) {
      give(client);
      return Answer.WORKLOAD_FULL;
    }
    return Answer.TAKEN;
  }

  void give(FlowKey client) {
    open.decrementAndGet();
    byClient.computeIfPresent(
        client.client(), (number, count) -> count <= 1 ? null : Integer.valueOf(count - 1));
  }
}
