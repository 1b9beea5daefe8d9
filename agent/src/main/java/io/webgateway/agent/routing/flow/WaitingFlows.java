package io.webgateway.agent.routing.flow;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.function.Consumer;

/**
 * The flows of a table that have lost their backend, or found none, while their workload waits for
 * one. A flow is one of them until a backend has answered it, or has refused nothing for a second:
 * with UDP a socket says nothing of who is there. Confined to one thread.
 */
final class WaitingFlows<T> {
  /** A backend that is restarted at the same address is found soon, */
  static final long FIRST_SEARCH_NANOS = 100_000_000L;

  /** and one that stays away costs a few datagrams a second. */
  static final long LAST_SEARCH_NANOS = 1_000_000_000L;

  private static final int MAX_DOUBLINGS = 4;

  private final Consumer<? super FlowOutput<T>> shell;
  private final LinkedHashSet<Flow<T>> flows = new LinkedHashSet<>();

  WaitingFlows(Consumer<? super FlowOutput<T>> shell) {
    this.shell = shell;
  }

  int size() {
    return flows.size();
  }

  /** It was tried in vain. */
  void begin(Flow<T> flow, long nowNanos) {
    if (!flow.lost) {
      flow.lost = true;
      flow.lostNanos = nowNanos;
      flow.searches = 0;
      flows.add(flow);
      shell.accept(new FlowOutput.Waits<>(flow));
    }
    int doublings = Math.min(flow.searches++, MAX_DOUBLINGS);
    flow.state = Flow.State.WAITING;
    flow.nextSearchNanos = nowNanos + Math.min(FIRST_SEARCH_NANOS << doublings, LAST_SEARCH_NANOS);
  }

  /** It has a backend, or is over. */
  void end(Flow<T> flow, boolean served) {
    if (flow.lost) {
      flow.lost = false;
      flows.remove(flow);
      shell.accept(new FlowOutput.WaitsNoMore<>(flow, served));
    }
  }

  /** There is news of the backends: all look at once. */
  void wake(long nowNanos) {
    for (Flow<T> flow : flows) {
      flow.nextSearchNanos = nowNanos;
      flow.searches = 0;
    }
  }

  /** Those that have waited as long as they may. */
  List<Flow<T>> expired(long nowNanos, int most) {
    List<Flow<T>> found = new ArrayList<>();
    for (Flow<T> flow : flows) {
      if (found.size() < most && nowNanos - flow.lostNanos >= flow.service.waitNanos()) {
        found.add(flow);
      }
    }
    return found;
  }

  /** Those that are to be tried again now. */
  List<Flow<T>> due(long nowNanos, int most) {
    List<Flow<T>> found = new ArrayList<>();
    for (Flow<T> flow : flows) {
      if (found.size() < most
          && flow.state == Flow.State.WAITING
          && nowNanos - flow.nextSearchNanos >= 0) {
        found.add(flow);
      }
    }
    return found;
  }
}
