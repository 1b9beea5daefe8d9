package io.webgateway.agent.proxy.upstream;

import io.netty.channel.Channel;
import io.webgateway.agent.proxy.http.ResponseGuard;
import io.webgateway.agent.proxy.transport.ConnectionLimits;
import io.webgateway.agent.proxy.transport.DeadlineWheel;
import io.webgateway.agent.routing.Cluster;
import io.webgateway.agent.routing.balance.Connections;
import io.webgateway.agent.routing.policy.UpstreamProtocol;
import io.webgateway.agent.routing.policy.UpstreamProtocol.HttpVersion;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Ways to backends for the exchanges of one event loop: an idle connection where one may be used
 * again, else a new one. Confined to the event loop.
 */
public final class Upstreams {
  private final UpstreamConnector connector;
  private final Balancer balancer;
  private final UpstreamPool pool;
  private final Http2Pool http2;
  private final ResponseGuard guard;
  private final ConnectionLimits limits;

  /** No connection yet. */
  public Upstreams(
      UpstreamConnector connector,
      Balancer balancer,
      DeadlineWheel wheel,
      ConnectionLimits limits) {
    this.connector = connector;
    this.balancer = balancer;
    this.pool = new UpstreamPool(wheel, limits);
    this.guard = new ResponseGuard(limits.maxFields());
    this.limits = limits;
    this.http2 =
        new Http2Pool(
            connector, new Http2Pool.Terms(wheel, guard, limits, Http2BackendLimits.DEFAULT));
    balancer.lends(pool);
  }

  /**
   * Gets a way to a backend; the outcome arrives on the event loop, maybe before this returns.
   *
   * @param freshOnly an idle connection will not do
   */
  public void open(Target target, boolean freshOnly, Consumer<OpenOutcome> then) {
    PoolKey key = keyOf(target);
    switch (key.protocol().http()) {
      case NONE -> throw new IllegalArgumentException("a request needs a version of HTTP");
      case HTTP_1_1 -> openHttp1(key, target, freshOnly, then);
      case HTTP_2 -> http2.open(key, target, freshOnly, then);
    }
  }

  private void openHttp1(
      PoolKey key, Target target, boolean freshOnly, Consumer<OpenOutcome> then) {
    if (!takeOrConnect(key, target, freshOnly, then)) {
      new ConnectionWait(
              balancer,
              key,
              target,
              () -> takeOrConnect(key, target, freshOnly, then),
              () -> then.accept(new OpenOutcome.NotOpened(new ConnectOutcome.Busy())))
          .begin();
    }
  }

  /** Answers false when as many connections are open as may be. */
  private boolean takeOrConnect(
      PoolKey key, Target target, boolean freshOnly, Consumer<OpenOutcome> then) {
    if (!freshOnly && !target.becomesTunnel()) {
      Optional<Http1Upstream> idle = pool.take(key, target.policy());
      if (idle.isPresent()) {
        then.accept(new OpenOutcome.Opened(idle.get()));
        return true;
      }
    }
    if (!target.connections().begin()) {
      return false;
    }
    connector.connect(
        key,
        target.policy(),
        target.connectTimeoutMillis(),
        outcome -> {
          count(target.connections(), outcome);
          then.accept(
              switch (outcome) {
                case ConnectOutcome.Connected connected ->
                    new OpenOutcome.Opened(equip(connected.channel(), key, target));
                case ConnectOutcome.NotConnected why -> new OpenOutcome.NotOpened(why);
              });
        });
    return true;
  }

  /** A connection that was begun counts until it is closed. */
  static void count(Connections connections, ConnectOutcome outcome) {
    if (!connections.isLimited()) {
      return;
    }
    switch (outcome) {
      case ConnectOutcome.Connected connected ->
          connected.channel().closeFuture().addListener(_ -> connections.end());
      case ConnectOutcome.NotConnected _ -> connections.end();
    }
  }

  private Http1Upstream equip(Channel channel, PoolKey key, Target target) {
    Http1Upstream connection =
        new Http1Upstream(channel, key, target.policy(), pool, guard, limits);
    channel.pipeline().addLast("upstream", connection);
    return connection;
  }

  /** A WebSocket goes over HTTP/1.1, with the same TLS identity. */
  private static UpstreamProtocol protocolOf(Target target) {
    return target.becomesTunnel()
        ? new UpstreamProtocol(HttpVersion.HTTP_1_1, target.protocol().tls())
        : target.protocol();
  }

  private static PoolKey keyOf(Target target) {
    return switch (target.endpoint()) {
      case Cluster.Endpoint.Address address ->
          PoolKey.of(target.tenant(), address, protocolOf(target), target.introduction());
    };
  }
}
