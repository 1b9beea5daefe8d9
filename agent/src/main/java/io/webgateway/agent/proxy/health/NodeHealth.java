package io.webgateway.agent.proxy.health;

import io.webgateway.agent.observe.BackendsHealth;
import io.webgateway.agent.observe.HeldVisitors;
import io.webgateway.agent.proxy.transport.LiveTable;
import io.webgateway.agent.proxy.upstream.Clusters;
import io.webgateway.agent.proxy.upstream.tls.HandshakeProbe;
import io.webgateway.agent.routing.Cluster;
import io.webgateway.agent.routing.RouteTable;
import io.webgateway.agent.routing.balance.CheckResult;
import io.webgateway.agent.routing.balance.ClusterState;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Health as the engine has it: checks that follow its table and tell the clusters' states, and what
 * is known of backends for whoever asks. {@link #follow} and the end by one thread at a time, the
 * rest by any.
 */
public final class NodeHealth implements AutoCloseable {
  private final Parts parts;
  private final HealthChecks checks;
  private final BackendsView view;
  private @Nullable HandshakeProbe probe;

  /**
   * What of the engine it uses.
   *
   * @param live the current table
   * @param clusters take what checks show
   * @param chance 0 to 1, without 1; safe to ask from any thread
   */
  public record Parts(LiveTable live, Clusters clusters, DoubleSupplier chance) {}

  /**
   * No checks yet.
   *
   * @param clock is read once, to tell people times
   */
  public NodeHealth(List<CheckLoop> loops, Parts parts, InstantSource clock) {
    this.parts = parts;
    this.checks =
        new HealthChecks(
            loops,
            new CheckWorld(
                parts.live(), this::probe, parts.clusters()::nowNanos, parts.chance(), this::told));
    Instant zero = clock.instant().minusNanos(parts.clusters().nowNanos());
    this.view = new BackendsView(parts.clusters(), checks, zero);
  }

  private boolean told(String id, Cluster.Endpoint endpoint, CheckResult result) {
    Cluster cluster = parts.live().current().routes().clusters().get(id);
    if (cluster == null) {
      return false;
    }
    long nowNanos = parts.clusters().nowNanos();
    ClusterState state = parts.clusters().of(cluster);
    state.checked(endpoint, result, nowNanos);
    return state.isInDoubt(endpoint, nowNanos);
  }

  /** Made when the first check needs one, by an event loop. */
  private synchronized HandshakeProbe probe() {
    HandshakeProbe made = probe;
    if (made == null) {
      made = HandshakeProbe.open();
      probe = made;
    }
    return made;
  }

  /** Checks what this table wants checked, once it is the current one. */
  public void follow(RouteTable table) {
    checks.follow(table);
  }

  /** How the backends of every cluster of the table are, by its id. */
  public Map<String, BackendsHealth> all() {
    return view.all();
  }

  /** How the backends of one cluster are. */
  public Optional<BackendsHealth> of(String cluster) {
    return view.of(cluster);
  }

  /** Who waits for a backend, of all workloads. */
  public HeldVisitors held() {
    return view.held();
  }

  /** Ends all checks, soon. */
  public void stop() {
    checks.stop();
  }

  /** After the event loops have ended. */
  @Override
  public synchronized void close() {
    if (probe != null) {
      probe.close();
      probe = null;
    }
  }
}
