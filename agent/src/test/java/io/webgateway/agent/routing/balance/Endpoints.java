package io.webgateway.agent.routing.balance;

import io.webgateway.agent.routing.Cluster;
import io.webgateway.agent.routing.policy.UpstreamProtocol;
import io.webgateway.model.workload.policy.Balancing;
import io.webgateway.model.workload.policy.TrafficPolicy;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What the tests of this package choose from. */
final class Endpoints {
  static final long SECOND = 1_000_000_000L;
  static final Cluster.Endpoint A = of(1, 1);
  static final Cluster.Endpoint B = of(2, 1);
  static final Cluster.Endpoint HEAVY = of(3, 3);
  static final SelectionKey NOBODY = () -> new byte[] {10, 9, 8, 7};

  private Endpoints() {}

  static Cluster.Endpoint of(int number, int weight) {
    return new Cluster.Endpoint.Address("10.0.0." + number, 80, weight);
  }

  static Cluster cluster(TrafficPolicy policy, Cluster.Endpoint... endpoints) {
    return new Cluster("shop/a", UpstreamProtocol.DEFAULT, policy, List.of(endpoints));
  }

  static ClusterState state(TrafficPolicy policy, Cluster.Endpoint... endpoints) {
    return ClusterState.of(cluster(policy, endpoints), 0);
  }

  static ClusterState state(Balancing.Method method, Cluster.Endpoint... endpoints) {
    return state(TrafficPolicy.UNCHECKED.with(Balancing.of(method)), endpoints);
  }

  static SelectionKey from(int a, int b, int c, int d) {
    return () -> new byte[] {(byte) a, (byte) b, (byte) c, (byte) d};
  }

  static Cluster.Endpoint endpoint(Selection selection) {
    if (selection instanceof Selection.Chosen chosen) {
      return chosen.endpoint();
    }
    throw new AssertionError("nothing was chosen but " + selection);
  }

  static Map<Cluster.Endpoint, Integer> shares(ClusterState state, int times, long nowNanos) {
    Map<Cluster.Endpoint, Integer> counts = new HashMap<>();
    for (int i = 0; i < times; i++) {
      Selection selection = state.select(NOBODY, List.of(), nowNanos, Hashes.mix(i));
      counts.merge(endpoint(selection), 1, Integer::sum);
    }
    return counts;
  }
}
