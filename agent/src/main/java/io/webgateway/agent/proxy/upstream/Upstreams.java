package io.webgateway.agent.proxy.upstream;

import io.netty.channel.Channel;
import io.webgateway.agent.proxy.http.ResponseGuard;
import io.webgateway.agent.proxy.transport.ConnectionLimits;
import io.webgateway.agent.proxy.transport.DeadlineWheel;
import io.webgateway.agent.routing.Cluster;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Ways to backends for the exchanges of one event loop: an idle connection where one may be used
 * again, else a new one. Confined to the event loop.
 */
public final class Upstreams {
  private final UpstreamConnector connector;
  private final UpstreamPool pool;
  private final ResponseGuard guard;
  private final ConnectionLimits limits;

  /** No connection yet. */
  public Upstreams(UpstreamConnector connector, DeadlineWheel wheel, ConnectionLimits limits) {
    this.connector = connector;
    this.pool = new UpstreamPool(wheel, limits);
    this.guard = new ResponseGuard(limits.maxFields());
    this.limits = limits;
  }

  /**
   * Gets a way to a backend; the outcome arrives on the event loop, maybe before this returns.
   *
   * @param freshOnly an idle connection will not do
   */
  public void open(Target target, boolean freshOnly, Consumer<OpenOutcome> then) {
    PoolKey key = keyOf(target);
    if (!freshOnly && !target.becomesTunnel()) {
      Optional<Http1Upstream> idle = pool.take(key, target.policy());
      if (idle.isPresent()) {
        then.accept(new OpenOutcome.Opened(idle.get()));
        return;
      }
    }
    connector.connect(
        key,
        target.policy(),
        target.connectTimeoutMillis(),
        outcome ->
            then.accept(
                switch (outcome) {
                  case ConnectOutcome.Connected connected ->
                      new OpenOutcome.Opened(equip(connected.channel(), key, target));
                  case ConnectOutcome.NotConnected why -> new OpenOutcome.NotOpened(why);
                }));
  }

  private Http1Upstream equip(Channel channel, PoolKey key, Target target) {
    Http1Upstream connection =
        new Http1Upstream(channel, key, target.policy(), pool, guard, limits);
    channel.pipeline().addLast("upstream", connection);
    return connection;
  }

  private static PoolKey keyOf(Target target) {
    return switch (target.endpoint()) {
      case Cluster.Endpoint.Address address -> PoolKey.of(target.tenant(), address);
    };
  }
}
