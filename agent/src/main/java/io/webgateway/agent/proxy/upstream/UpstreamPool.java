package io.webgateway.agent.proxy.upstream;

import io.webgateway.agent.proxy.transport.ConnectionLimits;
import io.webgateway.agent.proxy.transport.DeadlineWheel;
import io.webgateway.agent.routing.BackendPolicy;
import java.net.InetSocketAddress;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Idle connections of one event loop, the last used first. Bounded per key, each with an idle
 * limit; what does not fit is closed. Confined to the event loop.
 */
public final class UpstreamPool {
  private final DeadlineWheel wheel;
  private final ConnectionLimits limits;
  private final Map<PoolKey, ArrayDeque<Http1Upstream>> idle = new HashMap<>();

  /** An empty pool. */
  public UpstreamPool(DeadlineWheel wheel, ConnectionLimits limits) {
    this.wheel = wheel;
    this.limits = limits;
  }

  DeadlineWheel wheel() {
    return wheel;
  }

  /**
   * Takes an idle connection.
   *
   * @param policy asked again when it is not the one that allowed the connection
   */
  public Optional<Http1Upstream> take(PoolKey key, BackendPolicy policy) {
    ArrayDeque<Http1Upstream> queue = idle.get(key);
    while (queue != null && !queue.isEmpty()) {
      Http1Upstream connection = queue.pop();
      connection.idleDeadline().clear();
      if (connection.isOpen() && isStillAllowed(connection, policy)) {
        return Optional.of(connection);
      }
      connection.discard();
    }
    return Optional.empty();
  }

  void add(Http1Upstream connection) {
    ArrayDeque<Http1Upstream> queue =
        idle.computeIfAbsent(connection.key(), key -> new ArrayDeque<>());
    if (!connection.isOpen() || queue.size() >= limits.maxIdlePerEndpoint()) {
      connection.discard();
      return;
    }
    queue.push(connection);
    connection
        .idleDeadline()
        .inMillis(wheel.nowNanos(), connection.key().idleTimeoutMillis(limits));
  }

  /** Closes a connection to the same endpoint, the one of its key that was used longest ago. */
  void shed(PoolKey wanted) {
    for (Map.Entry<PoolKey, ArrayDeque<Http1Upstream>> each : idle.entrySet()) {
      Http1Upstream oldest =
          each.getKey().isSameEndpoint(wanted) ? each.getValue().pollLast() : null;
      if (oldest != null) {
        oldest.idleDeadline().clear();
        // Soon, not now: a connection that closes is taken out of what is looked through here.
        oldest.channel().eventLoop().execute(oldest::discard);
        return;
      }
    }
  }

  void forget(Http1Upstream connection) {
    ArrayDeque<Http1Upstream> queue = idle.get(connection.key());
    if (queue != null && queue.remove(connection) && queue.isEmpty()) {
      idle.remove(connection.key());
    }
  }

  private static boolean isStillAllowed(Http1Upstream connection, BackendPolicy policy) {
    if (policy.equals(connection.checkedBy())) {
      return true;
    }
    return connection.channel().remoteAddress() instanceof InetSocketAddress remote
        && policy.decide(remote.getAddress(), remote.getPort())
            instanceof BackendPolicy.Verdict.Allowed;
  }
}
