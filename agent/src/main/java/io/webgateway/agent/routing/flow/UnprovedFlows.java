package io.webgateway.agent.routing.flow;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedSet;

/** The flows that have not shown that they get answers, oldest first, in all and of each client. */
final class UnprovedFlows<T> {
  private final LinkedHashSet<Flow<T>> all = new LinkedHashSet<>();
  private final Map<Long, LinkedHashSet<Flow<T>>> byClient = new HashMap<>();

  void add(Flow<T> flow) {
    all.add(flow);
    byClient.computeIfAbsent(flow.key.client(), client -> new LinkedHashSet<>()).add(flow);
  }

  void remove(Flow<T> flow) {
    if (!all.remove(flow)) {
      return;
    }
    long client = flow.key.client();
    LinkedHashSet<Flow<T>> ofClient = byClient.get(client);
    if (ofClient != null) {
      ofClient.remove(flow);
      if (ofClient.isEmpty()) {
        byClient.remove(client);
      }
    }
  }

  Optional<Flow<T>> oldest() {
    return first(all);
  }

  Optional<Flow<T>> oldestOf(FlowKey client) {
    LinkedHashSet<Flow<T>> ofClient = byClient.get(client.client());
    return ofClient == null ? Optional.empty() : first(ofClient);
  }

  int size() {
    return all.size();
  }

  private static <T> Optional<Flow<T>> first(SequencedSet<Flow<T>> flows) {
    return flows.isEmpty() ? Optional.empty() : Optional.of(flows.getFirst());
  }
}
