package io.webgateway.agent.proxy.upstream;

import io.webgateway.agent.routing.Cluster;
import io.webgateway.agent.routing.RouteTable;
import io.webgateway.agent.routing.balance.ClusterState;
import io.webgateway.agent.routing.hold.HoldTally;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What the node knows of every cluster of its table, one state for all event loops, kept over edits
 * so that an edit does not forget which endpoints are down. Bounded by the table. Any thread;
 * {@link #follow} one at a time.
 */
public final class Clusters {
  private final LongSupplier clock;
  private final IdleConnections idle = new IdleConnections();
  private final HoldTally holds = new HoldTally();
  private volatile Map<String, Known> byId = Map.of();

  /**
   * What is known of one.
   *
   * @param newest the instance that the current table has, so that it is compared by identity
   *     first; equal to the state's
   * @param state of that version
   */
  private record Known(Cluster newest, ClusterState state) {}

  /**
   * No cluster yet.
   *
   * @param clock nanoseconds since some start, never negative; the one that all loops have
   */
  public Clusters(LongSupplier clock) {
    this.clock = clock;
  }

  /** No cluster yet, on a clock that begins now. */
  public static Clusters sinceNow() {
    long startNanos = System.nanoTime();
    return new Clusters(() -> System.nanoTime() - startNanos);
  }

  /** The time of the clock that states are asked by. */
  public long nowNanos() {
    return clock.getAsLong();
  }

  /** Knows the clusters of this table from now on, before anybody decides by it. */
  public void follow(RouteTable table) {
    Map<String, Known> before = byId;
    Map<String, Known> next = new HashMap<>();
    long nowNanos = nowNanos();
    table
        .clusters()
        .forEach((id, cluster) -> next.put(id, known(before.get(id), cluster, nowNanos)));
    byId = Map.copyOf(next);
  }

  /** Who waits for a backend of any cluster, those included that are gone. */
  public HoldTally.Snapshot held() {
    return holds.snapshot(nowNanos());
  }

  private Known known(@Nullable Known before, Cluster cluster, long nowNanos) {
    if (before == null) {
      return new Known(cluster, ClusterState.of(cluster, nowNanos, holds));
    }
    return new Known(
        cluster,
        before.state().cluster().equals(cluster)
            ? before.state()
            : before.state().forCluster(cluster, nowNanos));
  }

  /** The state of a cluster, as a route has it; what began under an older table keeps its own. */
  public ClusterState of(Cluster cluster) {
    Known known = byId.get(cluster.id());
    if (known == null) {
      return ClusterState.of(cluster, nowNanos(), holds);
    }
    return known.newest().equals(cluster)
        ? known.state()
        : known.state().asBefore(cluster, nowNanos());
  }

  /** The state of the version of a cluster that the current table has; empty when it has none. */
  public Optional<ClusterState> newest(String id) {
    return Optional.ofNullable(byId.get(id)).map(Known::state);
  }

  IdleConnections idle() {
    return idle;
  }

  /** The states of all clusters of the current table. */
  public Collection<ClusterState> all() {
    return byId.values().stream().map(Known::state).toList();
  }
}
