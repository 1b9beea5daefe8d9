package io.webgateway.agent.proxy.upstream;

import io.webgateway.agent.proxy.transport.Deadline;
import io.webgateway.agent.proxy.transport.DeadlineWheel;
import io.webgateway.agent.routing.Cluster;
import io.webgateway.agent.routing.balance.ClusterState;
import io.webgateway.agent.routing.balance.SelectionKey;
import java.util.SplittableRandom;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;

/**
 * Finds endpoints for the exchanges and connections of one event loop, with what all loops know.
 * Confined to the event loop.
 */
public final class Balancer {
  private final Executor loop;
  private final DeadlineWheel wheel;
  private final Clusters clusters;
  private final SplittableRandom lots;

  /**
   * A loop's.
   *
   * @param loop runs what other loops wake
   * @param wheel on the clock of the clusters
   * @param seed of its random choices
   */
  public Balancer(Executor loop, DeadlineWheel wheel, Clusters clusters, long seed) {
    this.loop = loop;
    this.wheel = wheel;
    this.clusters = clusters;
    this.lots = new SplittableRandom(seed);
  }

  /**
   * Nothing tried yet.
   *
   * @param cluster of the route
   * @param key who asks; kept until it has an endpoint for good
   * @param waitMillis how long it may wait for an endpoint to have room
   */
  public Attempts attempts(Cluster cluster, SelectionKey key, long waitMillis) {
    return new Attempts(this, clusters.of(cluster), key, waitMillis);
  }

  /** What is known of a cluster, for those who choose for themselves. */
  public ClusterState stateOf(Cluster cluster) {
    return clusters.of(cluster);
  }

  /** 64 random bits. */
  public long lot() {
    return lots.nextLong();
  }

  /** The time by which states are asked. */
  public long nowNanos() {
    return wheel.nowNanos();
  }

  /** Has every loop close one connection to an endpoint that it keeps for nobody. */
  void shed(PoolKey key) {
    clusters.idle().shed(key);
  }

  /** Closes connections of this loop when others need them. */
  void lends(UpstreamPool pool) {
    clusters.idle().join(key -> soon(() -> pool.shed(key)));
  }

  Deadline deadline(Runnable onDue) {
    return wheel.deadline(onDue);
  }

  /** Runs it on the loop; answers false when the loop has ended. Any thread. */
  boolean soon(Runnable work) {
    try {
      loop.execute(work);
      return true;
    } catch (RejectedExecutionException e) {
      return false;
    }
  }
}
