package io.webgateway.agent.proxy.health;

import io.webgateway.agent.observe.BackendsHealth;
import io.webgateway.agent.observe.BackendsHealth.Backend;
import io.webgateway.agent.observe.BackendsHealth.Doubt;
import io.webgateway.agent.observe.BackendsHealth.State;
import io.webgateway.agent.observe.HeldVisitors;
import io.webgateway.agent.proxy.upstream.Clusters;
import io.webgateway.agent.routing.Cluster;
import io.webgateway.agent.routing.balance.ClusterHealth;
import io.webgateway.agent.routing.balance.ClusterHealth.EndpointHealth;
import io.webgateway.agent.routing.balance.ClusterState;
import io.webgateway.agent.routing.hold.HoldEnd;
import io.webgateway.agent.routing.hold.HoldTally;
import io.webgateway.model.workload.policy.BackendLoss;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What is known of backends, in the time and words of people. Any thread; costs nothing while
 * nobody asks.
 */
final class BackendsView {
  private final Clusters clusters;
  private final HealthChecks checks;
  private final Instant zero;

  /**
   * A view.
   *
   * @param zero the moment at which the clusters' clock was at 0. It is set once: a time that was
   *     told stays the same, even when the machine's clock is corrected
   */
  BackendsView(Clusters clusters, HealthChecks checks, Instant zero) {
    this.clusters = clusters;
    this.checks = checks;
    this.zero = zero;
  }

  /** Of every cluster of the table, by its id. */
  Map<String, BackendsHealth> all() {
    Map<String, BackendsHealth> all = new HashMap<>();
    long nowNanos = clusters.nowNanos();
    for (ClusterState state : clusters.all()) {
      all.put(state.cluster().id(), of(state, nowNanos));
    }
    return all;
  }

  /** Of one. */
  Optional<BackendsHealth> of(String id) {
    long nowNanos = clusters.nowNanos();
    return clusters.all().stream()
        .filter(state -> state.cluster().id().equals(id))
        .findFirst()
        .map(state -> of(state, nowNanos));
  }

  private BackendsHealth of(ClusterState state, long nowNanos) {
    ClusterHealth health = state.health(nowNanos);
    return new BackendsHealth(
        health.endpoints().stream().map(each -> of(state, each)).toList(),
        health.panic(),
        state.cluster().policy().backendLoss() instanceof BackendLoss.Wait
            ? Optional.of(held(state.holds().snapshot(nowNanos)))
            : Optional.empty());
  }

  /** Who waits for a backend, of all workloads. */
  HeldVisitors held() {
    return held(clusters.held());
  }

  private static HeldVisitors held(HoldTally.Snapshot told) {
    Map<HeldVisitors.How, Long> ended = new EnumMap<>(HeldVisitors.How.class);
    told.ended().forEach((how, count) -> ended.put(how(how), count));
    return new HeldVisitors(told.now(), told.bytes(), told.oldestMillis(), ended);
  }

  private static HeldVisitors.How how(HoldEnd end) {
    return switch (end) {
      case RESUMED -> HeldVisitors.How.RESUMED;
      case EXPIRED -> HeldVisitors.How.EXPIRED;
      case REFUSED -> HeldVisitors.How.REFUSED;
      case LEFT -> HeldVisitors.How.LEFT;
      case REMOVED -> HeldVisitors.How.REMOVED;
      case FAILED -> HeldVisitors.How.FAILED;
    };
  }

  private Backend of(ClusterState state, EndpointHealth health) {
    OptionalLong last = checks.lastNanos(state.cluster().id(), health.endpoint());
    return new Backend(
        health.endpoint().text(),
        weight(health.endpoint()),
        stateOf(health.status()),
        time(health.sinceNanos()),
        health.why(),
        last.isPresent() ? Optional.of(time(last.getAsLong())) : Optional.empty(),
        state.isCounted() ? Optional.of(state.underWay(health.endpoint())) : Optional.empty(),
        health.doubt().map(BackendsView::doubt));
  }

  private static Doubt doubt(ClusterHealth.Doubt doubt) {
    return new Doubt(
        doubt.failed() ? BackendsHealth.Check.FAILED : BackendsHealth.Check.PASSED,
        doubt.checks(),
        doubt.needed(),
        doubt.why());
  }

  private Instant time(long nanos) {
    return zero.plusNanos(nanos).truncatedTo(ChronoUnit.MILLIS);
  }

  private static int weight(Cluster.Endpoint endpoint) {
    return switch (endpoint) {
      case Cluster.Endpoint.Address address -> address.weight();
    };
  }

  private static State stateOf(ClusterHealth.Status status) {
    return switch (status) {
      case HEALTHY -> State.HEALTHY;
      case UNHEALTHY -> State.DOWN;
      case EJECTED -> State.LEFT_OUT;
      case UNKNOWN -> State.UNKNOWN;
    };
  }
}
