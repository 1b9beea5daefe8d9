package io.webgateway.agent.proxy.exchange;

import io.netty.channel.EventLoop;
import io.webgateway.agent.observe.TrafficCounters;
import io.webgateway.agent.proxy.datagram.DatagramLoop;
import io.webgateway.agent.proxy.datagram.FlowBackends;
import io.webgateway.agent.proxy.health.CheckLoop;
import io.webgateway.agent.proxy.http.HttpVersion;
import io.webgateway.agent.proxy.http.RequestGuard;
import io.webgateway.agent.proxy.stream.Relays;
import io.webgateway.agent.proxy.stream.StreamContext;
import io.webgateway.agent.proxy.transport.ConnectionLimits;
import io.webgateway.agent.proxy.transport.DeadlineWheel;
import io.webgateway.agent.proxy.transport.LiveTable;
import io.webgateway.agent.proxy.transport.TrafficIds;
import io.webgateway.agent.proxy.transport.Transport;
import io.webgateway.agent.proxy.transport.TrustedPeers;
import io.webgateway.agent.proxy.upstream.Balancer;
import io.webgateway.agent.proxy.upstream.Clusters;
import io.webgateway.agent.proxy.upstream.UpstreamConnector;
import io.webgateway.agent.proxy.upstream.Upstreams;
import io.webgateway.agent.tap.TrafficSink;
import java.util.concurrent.TimeUnit;

/**
 * What the exchanges of one event loop share; nothing here is shared between loops but the live
 * table and the sink. Confined to the event loop after it was made.
 */
public final class LoopContext {
  private static final long TICK_MILLIS = 100;

  private final EventLoop loop;
  private final Shared shared;
  private final DeadlineWheel wheel;
  private final UpstreamConnector connector;
  private final Upstreams upstreams;
  private final Balancer balancer;
  private final RequestGuard requestGuard;
  private final TrafficIds ids;
  private final Relays relays;
  private final StreamContext streams;
  private final DatagramLoop datagrams;

  /**
   * What all loops of an engine share.
   *
   * @param live the current table
   * @param clusters what is known of its backends
   * @param limits of connections
   * @param trustedPeers whose connections begin with a PROXY header
   * @param sink takes events
   * @param counters counts whether or not the sink wants events
   * @param viaName the gateway's pseudonym
   */
  public record Shared(
      LiveTable live,
      Clusters clusters,
      ConnectionLimits limits,
      TrustedPeers trustedPeers,
      TrafficSink sink,
      TrafficCounters counters,
      String viaName) {}

  /**
   * Prepares a loop and starts its ticks.
   *
   * @param idPrefix makes this loop's exchange ids unique on the node
   * @param seed of its random choices
   */
  public LoopContext(
      EventLoop loop, Transport transport, Shared shared, String idPrefix, long seed) {
    this.loop = loop;
    this.shared = shared;
    this.wheel =
        new DeadlineWheel(TimeUnit.MILLISECONDS.toNanos(TICK_MILLIS), shared.clusters()::nowNanos);
    this.balancer = new Balancer(loop, wheel, shared.clusters(), seed);
    this.connector = new UpstreamConnector(loop, transport, shared.live(), wheel);
    this.upstreams = new Upstreams(connector, balancer, wheel, shared.limits());
    this.requestGuard = new RequestGuard(shared.limits().maxFields(), shared.viaName());
    this.ids = new TrafficIds(idPrefix);
    this.relays = new Relays(shared.live(), wheel, shared.counters());
    this.streams =
        new StreamContext(
            shared.live(),
            wheel,
            connector,
            balancer,
            relays,
            shared.sink(),
            shared.counters(),
            ids);
    this.datagrams =
        new DatagramLoop(
            new DatagramLoop.Shared(
                loop,
                transport,
                shared.live(),
                wheel,
                connector,
                new FlowBackends(balancer),
                shared.sink(),
                shared.counters(),
                ids));
    loop.scheduleAtFixedRate(this::tick, TICK_MILLIS, TICK_MILLIS, TimeUnit.MILLISECONDS);
  }

  private void tick() {
    relays.followTable();
    balancer.followTable(shared.live().current().routes().version());
    datagrams.tick();
    wheel.advance(wheel.nowNanos());
  }

  /**
   * Ends all connections to backends, whoever has them. Event loop.
   *
   * @param then called on the event loop when all are closed
   */
  public void closeBackends(Runnable then) {
    datagrams.close();
    connector.close(then);
  }

  /** What is shared between loops. */
  public Shared shared() {
    return shared;
  }

  /** What connections that are only relayed share with the exchanges of this loop. */
  public StreamContext streams() {
    return streams;
  }

  /** The ports of datagrams of this loop. */
  public DatagramLoop datagrams() {
    return datagrams;
  }

  /** Tells the time and keeps deadlines. */
  public DeadlineWheel wheel() {
    return wheel;
  }

  /** What the checks of backends on this loop connect with. */
  public CheckLoop checks() {
    return new CheckLoop(loop, connector);
  }

  Upstreams upstreams() {
    return upstreams;
  }

  Balancer balancer() {
    return balancer;
  }

  /** Decides which requests may enter. */
  public RequestGuard requestGuard() {
    return requestGuard;
  }

  /** Joins channels to tunnels. */
  public Relays relays() {
    return relays;
  }

  /** Bounds of every connection. */
  public ConnectionLimits limits() {
    return shared.limits();
  }

  /**
   * The story of a new exchange.
   *
   * @param version that its visitor speaks, as far as is known before the request is read
   */
  public ExchangeLifecycle newLifecycle(String clientAddress, HttpVersion version) {
    return new ExchangeLifecycle(shared.sink(), shared.counters(), ids, clientAddress, version);
  }
}
