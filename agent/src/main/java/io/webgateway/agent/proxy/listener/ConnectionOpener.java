package io.webgateway.agent.proxy.listener;

import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoop;
import io.netty.channel.group.ChannelGroup;
import io.webgateway.agent.observe.TrafficCounters;
import io.webgateway.agent.proxy.exchange.LoopContext;
import io.webgateway.agent.proxy.introduction.HeaderGate;
import io.webgateway.agent.proxy.stream.StreamLifecycle;
import io.webgateway.agent.proxy.stream.StreamOpening;
import io.webgateway.agent.proxy.transport.ConnectionAddresses;
import io.webgateway.agent.proxy.transport.TrustedPeers;
import io.webgateway.agent.routing.Listener;
import io.webgateway.model.traffic.CompletionReason;
import java.util.Map;
import java.util.Optional;

/**
 * Equips accepted connections for their listener: first of all with the wait for a PROXY header,
 * where one must come. Event loop of each channel.
 */
final class ConnectionOpener extends ChannelInitializer<Channel> {
  private final Map<EventLoop, LoopContext> loops;
  private final ChannelGroup connections;
  private volatile Listener listener;
  private volatile boolean draining;

  ConnectionOpener(Map<EventLoop, LoopContext> loops, ChannelGroup connections, Listener listener) {
    this.loops = loops;
    this.connections = connections;
    this.listener = listener;
  }

  /** What connections accepted from now on are for. */
  void follow(Listener next) {
    listener = next;
  }

  String name() {
    return listener.name();
  }

  /** Whether connections accepted from now on should leave after one exchange. */
  void draining(boolean now) {
    draining = now;
  }

  @Override
  protected void initChannel(Channel channel) {
    connections.add(channel);
    LoopContext loop = loops.get(channel.eventLoop());
    if (loop == null) {
      throw new IllegalStateException("the event loop is not one of the engine's");
    }
    TrafficCounters counters = loop.shared().counters();
    counters.connectionOpened();
    channel.closeFuture().addListener(closed -> counters.connectionClosed());
    Optional<ConnectionAddresses> ends =
        ConnectionAddresses.of(channel.remoteAddress(), channel.localAddress());
    if (ends.isEmpty()) {
      channel.close();
    } else {
      accepted(channel, loop, ends.get());
    }
  }

  private void accepted(Channel channel, LoopContext loop, ConnectionAddresses ends) {
    TrustedPeers peers = loop.shared().trustedPeers();
    if (peers.contains(ends.visitor().getAddress())) {
      channel
          .pipeline()
          .addLast(
              "proxy-header",
              new HeaderGate(
                  ends,
                  loop.wheel(),
                  peers.headerTimeoutMillis(),
                  new AfterHeader(channel, loop, ends, listener, draining, System.nanoTime())));
    } else {
      new ConnectionPlan(loop, ends, ends.gateway().getPort(), draining).equip(channel, listener);
    }
  }

  /** What becomes of a connection whose peer speaks for others. */
  private record AfterHeader(
      Channel channel,
      LoopContext loop,
      ConnectionAddresses peer,
      Listener listener,
      boolean draining,
      long acceptedNanos)
      implements HeaderGate.Opening {
    @Override
    public void introduced(ConnectionAddresses addresses) {
      new ConnectionPlan(loop, addresses, peer.gateway().getPort(), draining)
          .equip(channel, listener);
    }

    @Override
    public void refused(String fault) {
      StreamLifecycle.refused(
          loop.streams(),
          new StreamOpening.Visitor(peer, "", acceptedNanos),
          CompletionReason.PROXY_HEADER_REJECTED);
    }
  }
}
