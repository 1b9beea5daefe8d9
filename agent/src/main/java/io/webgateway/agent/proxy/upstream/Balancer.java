package io.webgateway.agent.proxy.upstream;

import io.webgateway.agent.proxy.transport.Deadline;
import io.webgateway.agent.proxy.transport.DeadlineWheel;
import io.webgateway.agent.routing.Cluster;
import io.webgateway.agent.routing.balance.ClusterState;
import io.webgateway.agent.routing.balance.SelectionKey;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Finds endpoints for the exchanges and connections of one event loop, with what all loops know.
 * Confined to the event loop.
 */
public final class Balancer {
  private final ScheduledExecutorService loop;
  private final DeadlineWheel wheel;
  private final Clusters clusters;
  private final SplittableRandom lots;
  private final WaitingRooms rooms;

  /**
   * A loop's.
   *
   * @param loop runs what other loops wake, and what is due
   * @param wheel on the clock of the clusters
   * @param seed of its random choices
   */
  public Balancer(
      ScheduledExecutorService loop, DeadlineWheel wheel, Clusters clusters, long seed) {
    this.loop = loop;
    this.wheel = wheel;
    this.clusters = clusters;
    this.lots = new SplittableRandom(seed);
    this.rooms = new WaitingRooms(this);
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

  /** What is known of the current table's version of a cluster; empty when it has none. */
  Optional<ClusterState> newest(String cluster) {
    return clusters.newest(cluster);
  }

  /** Those that wait for a backend on this loop. */
  WaitingRooms rooms() {
    return rooms;
  }

  /**
   * Lets those that wait for a backend look at what has changed; called often, costs next to
   * nothing while nobody waits.
   *
   * @param tableVersion of the current table
   */
  public void followTable(long tableVersion) {
    rooms.follow(tableVersion);
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

  /** Runs it on the loop after a while; the end of the loop forgets it. */
  Future<?> later(Runnable work, long delayNanos) {
    return loop.schedule(work, delayNanos, TimeUnit.NANOSECONDS);
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
