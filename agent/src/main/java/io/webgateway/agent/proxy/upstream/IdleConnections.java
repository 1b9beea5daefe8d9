package io.webgateway.agent.proxy.upstream;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/**
 * The kept connections of all event loops, for one that may open no more because others keep some
 * that nobody uses. Any thread.
 */
final class IdleConnections {
  private final List<Consumer<PoolKey>> pools = new CopyOnWriteArrayList<>();

  /**
   * A loop's pool joins.
   *
   * @param shed called on any thread; closes one kept connection soon, where there is one
   */
  void join(Consumer<PoolKey> shed) {
    pools.add(shed);
  }

  /** Has each loop close one connection to an endpoint that it keeps. */
  void shed(PoolKey key) {
    pools.forEach(pool -> pool.accept(key));
  }
}
